import { isArray, isObject, type Json, type JsonObject, own } from '../json.ts';
import { RefusedError } from '../refusal.ts';
import { central } from './central.ts';
import { isDtmi } from './dtmi.ts';
import { parserError } from './parser-error.ts';
import type { Version } from './vocabulary.ts';

const versions: Readonly<Record<string, Version>> = { 'dtmi:dtdl:context;2': 2, 'dtmi:dtdl:context;3': 3 };
const extension = /^dtmi:dtdl:extension:quantitativeTypes;1(?:\.\d+)?$/;

/** What `@context` says an element is written in. */
export interface Context {
  readonly version: Version;
  /** Whether the semantic types of v3 are there. */
  readonly quantities: boolean;
  /** Whether the words of IoT Central are there. */
  readonly central: boolean;
  /** Whether all its contexts are known; v2 takes others, and the words that may be theirs. */
  readonly isComplete: boolean;
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
  const [first] = listOf(given).filter((each) => each !== central);
  // IoT Central's is the one context that may come before.
  if (first === undefined && listOf(given).length > 0) throw noVersion();
  if (typeof first !== 'string' && !isObject(first)) {
    throw parserError(
      'In source, @context value is not a JSON string or object',
      'Replace the context component with a JSON string indicating a remote context specifier',
    );
  }
  if (typeof first !== 'string' || !isDtdl(first)) throw noVersion();
  return contextWithin(given, { version: 2, quantities: false, central: false, isComplete: true });
}

function noVersion(): Error {
  return parserError(
    '@context specifier in top-level JSON object has value that does not have a DTDL context specifier as its first or only value',
    "Set the value of the '@context' property either to a string or to an array whose first value is a string, wherein the string is a valid DTDL context specifier, such as 'dtmi:dtdl:context;2'",
  );
}

function isDtdl(context: string): boolean {
  return context.startsWith('dtmi:dtdl:context;');
}

function listOf(given: Json): readonly Json[] {
  return isArray(given) ? given : [given];
}

/** Reads the context of an element within one that is written in `around`. */
export function contextWithin(given: Json | undefined, around: Context): Context {
  let { version, quantities, central: isCentral, isComplete } = around;
  let [started, affiliate] = [false, false];
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
      started = true;
      continue;
    }
    affiliate = affiliate || started || each !== central;
    if (each === central) {
      isCentral = true;
      continue;
    }
    if (!isDtmi(each, version) || !each.includes(';')) {
      throw parserError(
        `@context specifier has value '${shown}', which is not a valid DTMI for DTDL version ${version}`,
        `Replace '${shown}' with a valid context specifier, or remove it`,
      );
    }
    if (extension.test(each)) quantities = true;
    else if (each.startsWith(`${central}.`)) isCentral = true;
    else if (version === 2) isComplete = false;
    else {
      throw parserError(
        `@context specifier has value '${shown}', which is unrecognized`,
        `Remove '${shown}' @context specifier`,
      );
    }
  }
  return { version, quantities, central: isCentral, isComplete };
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
