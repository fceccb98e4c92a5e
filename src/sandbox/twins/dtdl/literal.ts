import { isArray, isObject, type Json, type JsonObject, own } from '../json.ts';
import { isName } from './dtmi.ts';
import { type Element } from './element.ts';
import { parserError } from './parser-error.ts';
import { itself, itsProperty, type Place } from './place.ts';
import { orList, several, valuesOf } from './values.ts';
import { isPassedOver, propertyOf } from './vocabulary.ts';

/** What a plain value can be; its names are those of XML Schema, too. */
export type Literal = 'boolean' | 'integer' | 'string';

/**
 * The one value of a property that takes one, out of `{"@value": …}` where it is wrapped; undefined when it isn't there.
 * @param kind what it must be where it says what it is; undefined: what it says, of the three.
 */
export function literal({ properties, place }: Element, property: string, kind?: Literal): Json | undefined {
  const all = valuesOf(properties.get(property));
  if (all.length > 1) throw several(property, place);
  const [value] = all;
  return isObject(value) ? unwrapped(value, property, kind, place) : value;
}

function unwrapped(value: JsonObject, property: string, kind: Literal | undefined, place: Place): Json {
  for (const key of Object.keys(value)) {
    if (key === '@value' || key === '@type' || isPassedOver(key, place.version)) continue;
    throw parserError(
      `${itsProperty(place, property)} has property '${key.slice(0, 200)}', which is not allowed in a value object`,
      "Remove all properties from object other than '@value' and '@type'",
    );
  }
  const held = value['@value'];
  if (held === undefined) {
    throw parserError(
      `${itsProperty(place, property)} has value that is a JSON object with no '@value' property`,
      "Add a '@value' property to the object, or replace the object with its value",
    );
  }
  const declared = declaredKind(value, property, place);
  if (declared === undefined) return held;
  const names: readonly string[] = kind === undefined ? ['boolean', 'integer', 'string'] : [kind];
  const named = names.find(
    (each) => declared === `xsd:${each}` || declared === `http://www.w3.org/2001/XMLSchema#${each}`,
  );
  if (named === undefined) {
    throw parserError(
      `${itsProperty(place, property)} has value that is a JSON object whose '@type' does not specify ${orList(names.map((each) => `'xsd:${each}'`))}`,
      "Remove the '@type' property from the object, or let it say what the value is",
    );
  }
  if (typeof held === (named === 'integer' ? 'number' : named)) return held;
  throw parserError(
    `${itsProperty(place, property)} has value that is a JSON object whose '@value' is not a JSON ${named}`,
    `Change the value of '@value' to a JSON ${named}`,
  );
}

/** What a wrapped value says that it is. */
function declaredKind(value: JsonObject, property: string, place: Place): string | undefined {
  const given = own(value, '@type') ?? null;
  const [type, ...more] = isArray(given) ? given : [given];
  if (typeof type === 'string' && more.length === 0) return type;
  if (!Object.hasOwn(value, '@type')) return undefined;
  throw parserError(
    `${itsProperty(place, property)} has value that is a JSON object whose '@type' does not specify a single type`,
    "Remove the '@type' property from the object, or let it specify one type",
  );
}

/** DTDL v2 and v3: a comment and a description have at most 512 characters; a display name 64 (v2) or 512 (v3). */
export function longest(property: string, { version }: Place): number {
  return property === 'displayName' && version === 2 ? 64 : 512;
}

/** A text that has more characters than it may have. */
export function tooLong(property: string, value: string, most: number, place: Place): Error {
  return parserError(
    `${itsProperty(place, property)} has value '${value.slice(0, 600)}' with length ${value.length}, which exceeds the allowed maximum of ${most}`,
    `Select a shorter value for '${property}' or trim current value to no more than ${most} characters`,
  );
}

/** A value of another kind than it must be. */
export function notA(kind: string, property: string, place: Place): Error {
  return parserError(
    `${itsProperty(place, property)} has value that is not a JSON ${kind}`,
    `Change the value of '${property}' to a JSON ${kind}`,
  );
}

/** The name of an element. Those of a list are found by it (`isKey`), and it may not be missing there. */
export function nameOf(element: Element): string {
  const value = literal(element, 'name', 'string');
  const { place } = element;
  if (value === undefined) {
    throw parserError(
      `${itself(place)} requires property 'name'; however, this property is not present`,
      "Add a property 'name' to the element",
    );
  }
  if (typeof value !== 'string') throw notA('string', 'name', place);
  const most = place.version === 2 ? 64 : 512;
  if (value.length > most) throw tooLong('name', value, most, place);
  if (!isName(value, place.version)) {
    throw parserError(
      `${itsProperty(place, 'name')} has value '${value.slice(0, 200)}', which is invalid`,
      "Modify the value of 'name' to make it match the regular expression '^[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?$'",
    );
  }
  return value;
}

/** Checks a true or false, if there is one. */
export function checkBoolean(element: Element, property: string): void {
  const value = literal(element, property, 'boolean');
  if (value === undefined || typeof value === 'boolean') return;
  throw parserError(
    `${itsProperty(element.place, property)} has value that is not a JSON boolean`,
    `Change the value of '${property}' to one of the JSON boolean values true or false`,
  );
}

/** A whole number, if there is one. */
export function integer(element: Element, property: string): number | undefined {
  const value = literal(element, property, 'integer');
  if (value === undefined) return undefined;
  // 32 bits (DTDL v2, "Primitive schemas": integer).
  if (typeof value !== 'number' || !Number.isInteger(value) || value !== (value | 0))
    throw notA('integer', property, element.place);
  return value;
}

/** @throws RefusedError when a property is missing that an element of this class must have. */
export function required(element: Element, property: string): void {
  if (element.properties.has(propertyOf(property, element.place.version))) return;
  throw parserError(
    `${itself(element.place)} requires property '${property}'; however, this property is not present`,
    `Add a property '${property}' to the element`,
  );
}
