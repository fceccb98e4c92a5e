import { type Json, type JsonObject, own } from '../json.ts';
import { meaningOf } from './central.ts';
import { contextWithin } from './context.ts';
import { identifier } from './identifier.ts';
import { parserError } from './parser-error.ts';
import { at, itself, itsProperty, type Place } from './place.ts';
import { kindOf, typesOf } from './types.ts';
import { checkVersion, type Expected } from './values.ts';
import { type ClassName, hasProperty, isPassedOver, isTerm, propertyOf } from './vocabulary.ts';

/** An element of a document, its keys brought to the names of DTDL. */
export interface Element {
  readonly kind: ClassName;
  /** The identifier that the document gives it. */
  readonly id: string | undefined;
  /** Its semantic types. */
  readonly semantics: readonly string[];
  readonly properties: ReadonlyMap<string, Json>;
  readonly place: Place;
}

/**
 * Reads an element that stands at `place` as a value of `expected.property`: its class, its identifier, and its properties.
 * @throws RefusedError in the parser's words.
 */
export function readElement(object: JsonObject, expected: Expected, place: Place): Element {
  const around = ofItsContext(object, expected, place);
  const given = own(object, '@id');
  const id = given === undefined ? undefined : identifier(given, around);
  const here = id === undefined ? around : at(around, id);
  const { kind, semantics, isLenient } = kindOf(object, expected, here);
  const properties = new Map<string, Json>();
  for (const [key, value] of Object.entries(object)) {
    const property = propertyOf(key, here.version);
    if (key.startsWith('@')) {
      refuseKeyword(key, here);
      continue;
    }
    const isAllowed =
      hasProperty(kind, property) ||
      (property === 'unit' && semantics.some((each) => meaningOf(each, here.version)?.units !== undefined));
    if (!isAllowed && !isLenient) throw unfit(property, kind, typesOf(object).length === 0, here);
    if (properties.has(property)) {
      throw parserError(
        `${itsProperty(here, property)} has multiple definitions`,
        `Remove duplicate uses of property '${property}'`,
      );
    }
    if (isAllowed) properties.set(property, value);
  }
  return { kind, id, semantics, properties, place: here };
}

/** An element may name the version of DTDL that it is written in. */
function ofItsContext(object: JsonObject, { property }: Expected, place: Place): Place {
  if (place.owner === own(object, '@id') && place.way === '') return place;
  const context = contextWithin(own(object, '@context'), place);
  checkVersion(property, context.version, place);
  return { ...place, ...context };
}

const keywords = new Set(['@id', '@type', '@context']);

function refuseKeyword(key: string, place: Place): void {
  if (keywords.has(key) || isPassedOver(key, place.version)) return;
  throw parserError(
    `${itself(place)} has a value that contains '${key}' property, which is not allowed`,
    `Remove the '${key}' property`,
  );
}

function unfit(property: string, kind: ClassName, isInferred: boolean, place: Place): Error {
  const shown = property.slice(0, 200);
  const remove = `Remove property '${shown}' or correct if misspelled`;
  if (place.version === 2) {
    return isInferred
      ? parserError(`${itself(place)} has inferred type ${kind}, which does not allow property '${shown}'`, remove)
      : parserError(`${itself(place)} does not have a @type that allows property '${shown}'`, remove);
  }
  if (isTerm(property, place.version) || property.startsWith('dtmi:')) {
    return parserError(
      `${itsProperty(place, shown)} is not a relevant property for any specified @type on the element`,
      remove,
    );
  }
  return parserError(
    `${itsProperty(place, shown)} is an undefined term in DTDL v3`,
    `Replace property '${shown}' with a string that is either a defined term in DTDL v3 or a valid DTMI -- see aka.ms/dtmi`,
  );
}
