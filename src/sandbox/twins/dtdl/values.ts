import { isArray, type Json, type JsonObject } from '../json.ts';
import { isDtmi } from './dtmi.ts';
import { parserError } from './parser-error.ts';
import { inside, itsProperty, type Place } from './place.ts';
import { type ClassName, inferredClass, propertyOf, type Version } from './vocabulary.ts';

/** What may stand somewhere. */
export interface Expected {
  readonly property: string;
  readonly kinds: readonly ClassName[];
}

/** The values of a property: JSON-LD takes one value for a list of one, and lists within lists for one list. */
export function valuesOf(given: Json | undefined): readonly Json[] {
  if (given === undefined) return [];
  return isArray(given) ? given.flatMap(valuesOf) : [given];
}

/** A, B, or C. */
export function orList(words: readonly string[]): string {
  if (words.length < 3) return words.join(' or ');
  return `${words.slice(0, -1).join(', ')}, or ${words.at(-1) ?? ''}`;
}

/** More than one value where there can be one. */
export function several(property: string, place: Place): Error {
  return parserError(
    `${itsProperty(place, property)} has multiple values but only one value is allowed`,
    `Remove all but one of the values of '${property}'`,
  );
}

/**
 * The elements among the values of a property, in order, whether they are written there or referred to by their identifiers;
 * an object that only refers is refused.
 */
export function elementsOf(
  given: Json | undefined,
  expected: Expected,
  place: Place,
  read: (object: JsonObject, there: Place) => void,
): void {
  const inferred = inferredClass(expected.property, place.version);
  for (const value of valuesOf(given)) {
    const referred = typeof value === 'string' ? place.written.get(value) : undefined;
    if (referred !== undefined) {
      const isTyped = Object.hasOwn(referred.object, '@type');
      if (!isTyped && referred.inferred !== inferred) throw notAnElement(value, expected, place);
      checkVersion(expected.property, referred.context.version, place);
      read(referred.object, { ...place, ...referred.context, again: true });
      continue;
    }
    if (typeof value !== 'object' || value === null || isArray(value)) throw notAnElement(value, expected, place);
    refuseReference(value, expected.property, place);
    read(value, place);
  }
}

/** An object with nothing but `@id` is no definition. */
export function refuseReference(value: JsonObject, property: string, place: Place): void {
  const keys = Object.keys(value);
  if (keys.length !== 1 || keys[0] !== '@id') return;
  const id = JSON.stringify(value['@id']).slice(1, 200).replace(/"$/, '');
  throw parserError(
    `${itsProperty(place, property)} has an inline definition containing nothing but an '@id' property`,
    `Replace the inline definition with a string value of '${id}', or provide a complete inline definition for the value of property '${property}'`,
  );
}

/** A value that is no element where an element must be. */
export function notAnElement(value: Json, { property, kinds }: Expected, place: Place): Error {
  if (typeof value !== 'string') {
    return parserError(
      `${itsProperty(place, property)} has value that is neither a JSON object nor a JSON string representing a valid DTMI reference or DTDL term`,
      `Replace the value of property '${property}' with either a DTDL element defined in a JSON object or a DTMI reference or term represented in a JSON string`,
    );
  }
  if (isDtmi(value)) {
    return parserError(
      `${itsProperty(place, property)} has value ${value} that does not have @type of ${orList(kinds)}`,
      `Provide a value for property '${property}' with @type in the set of allowable types`,
    );
  }
  return badTerm(value, property, place);
}

/** Properties that must have one value: where it is none, both is told. */
const ofOneValue = ['schema', 'elementSchema'];

/** Both wordings are recorded ("create model invalid reference", 2023). */
export function badTerm(value: string, property: string, place: Place): Error {
  const missing = [
    `${itsProperty(place, property)} has no valid value but one is required`,
    `Provide a value for '${property}' that is either an element definition or a DTMI reference`,
  ] as const;
  return parserError(
    `${itsProperty(place, property)} has value '${value.slice(0, 200)}' that is neither a valid DTMI reference nor a DTDL term`,
    `Replace the value of property '${property}' with a valid DTMI reference or a term defined by DTDL -- see https://github.com/Azure/opendigitaltwins-dtdl/tree/master/DTDL`,
    ofOneValue.includes(property) ? [missing] : [],
  );
}

/** Properties whose values v3 doesn't take from v2. */
const ofItsOwnVersion = ['enumValues', 'fields', 'mapKey', 'mapValue', 'request', 'response', 'schemas'];

/** What is written in v2 holds nothing of v3; what is written in v3 holds what v2 knows as well, but not everywhere. */
export function checkVersion(property: string, version: Version, place: Place): void {
  const isAllowed = version === 2 && !ofItsOwnVersion.includes(property);
  if (version === place.version || (place.version === 3 && isAllowed)) return;
  throw parserError(
    `${itsProperty(place, property)} has a value that specifies DTDL context version ${version}, which is not allowed for this property`,
    `Change the DTDL context version of property '${property}' to one of the following: ${place.version}`,
  );
}

/** The place of an element of a list, by its name. */
export function named(place: Place, property: string, object: JsonObject): Place {
  for (const [key, value] of Object.entries(object)) {
    const [name] = propertyOf(key, place.version) === 'name' ? valuesOf(value) : [];
    if (typeof name === 'string') return inside(place, property, name.slice(0, 600));
  }
  return inside(place, property);
}
