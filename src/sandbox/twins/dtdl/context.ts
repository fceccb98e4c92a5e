import { isArray, isObject, type Json, type JsonObject, own } from '../json.ts';
import { RefusedError } from '../refusal.ts';
import { isDtmi } from './dtmi.ts';
import { parserError } from './parser-error.ts';
import type { Version } from './vocabulary.ts';

const versions: Readonly<Record<string, Version>> = { 'dtmi:dtdl:context;2': 2, 'dtmi:dtdl:context;3': 3 };
const extension = 'dtmi:dtdl:extension:quantitativeTypes;1';

/** What `@context` says an element is written in. */
export interface Context {
  readonly version: Version;
  /** Whether the semantic types of v3 are there. */
  readonly quantities: boolean;
}

/** Reads the context of a whole document, which must name a version of DTDL first. */
export function contextOf(document: JsonObject): Context {
  const given = own(document, '@context');
  if (given === undefined) {
    throw parserError(
      'Top-level JSON object has no @context specifier',
      "Add a '@context' property whose value is a valid DTDL context specifier, such as 'dtmi:dtdl:context;2'",
    );
  }
  const [first] = listOf(given);
  if (typeof first !== 'string' && !isObject(first)) {
    throw parserError(
      'In source, @context value is not a JSON string or object',
      'Replace the context component with a JSON string indicating a remote context specifier',
    );
  }
  if (typeof first !== 'string' || !isDtdl(first)) {
    throw parserError(
      '@context specifier in top-level JSON object has value that does not have a DTDL context specifier as its first or only value',
      "Set the value of the '@context' property either to a string or to an array whose first value is a string, wherein the string is a valid DTDL context specifier, such as 'dtmi:dtdl:context;2'",
    );
  }
  return contextWithin(given, { version: 2, quantities: false });
}

function isDtdl(context: string): boolean {
  return context.startsWith('dtmi:dtdl:context;');
}

function listOf(given: Json): readonly Json[] {
  return isArray(given) ? given : [given];
}

/** Reads the context of an element within one that is written in `around`. */
export function contextWithin(given: Json | undefined, around: Context): Context {
  let { version, quantities } = around;
  let affiliate = false;
  for (const each of given === undefined ? [] : listOf(given)) {
    if (typeof each !== 'string') throw notASpecifier(each, version);
    const shown = each.slice(0, 200);
    if (isDtdl(each)) {
      if (affiliate) {
        throw parserError(
          `@context array contains DTDL context specifier '${shown}' after an affiliate context specifier`,
          'Rearrange context specifiers so that all DTDL context specifiers are at the beginning of @context array',
        );
      }
      version = versionOf(each);
      continue;
    }
    affiliate = true;
    if (!isDtmi(each)) {
      throw parserError(
        `@context specifier has value '${shown}', which is not a DTMI`,
        `Remove '${shown}' @context specifier`,
      );
    }
    // v2 takes the words of any other context for semantic types that it doesn't know.
    if (each === extension) quantities = true;
    else if (version === 3) {
      throw parserError(
        `@context specifier has value '${shown}', which is unrecognized`,
        `Remove '${shown}' @context specifier`,
      );
    }
  }
  return { version, quantities };
}

function notASpecifier(context: Json, version: Version): Error {
  return isObject(context)
    ? parserError(
        `@context value contains a block of local context definitions, which are not allowed in DTDL version ${version}`,
        'Remove the local context object, or perhaps try specifying a different version of DTDL',
      )
    : parserError(
        'In source, @context value is not a JSON string or object',
        'Replace the context component with a JSON string indicating a remote context specifier',
      );
}

function versionOf(context: string): Version {
  const version = own(versions, context);
  if (version !== undefined) return version;
  throw new RefusedError(
    400,
    'ModelVersionNotSupported',
    `The version of DTDL ${context.slice(0, 200)} is not supported. Use dtmi:dtdl:context;2 or dtmi:dtdl:context;3.`,
  );
}
