import { isObject, type Json, type JsonObject } from '../json.ts';
import { isName } from './dtmi.ts';
import { type Element } from './element.ts';
import { parserError } from './parser-error.ts';
import { itself, itsProperty, type Place } from './place.ts';
import { valuesOf } from './values.ts';
import { propertyOf } from './vocabulary.ts';

/** The one value of a property that takes one, out of `{"@value": …}` where it is wrapped; undefined when it isn't there. */
export function literal({ properties, place }: Element, property: string): Json | undefined {
  const all = valuesOf(properties.get(property));
  if (all.length > 1) {
    throw parserError(
      `${itsProperty(place, property)} has multiple values but only one value is allowed`,
      `Remove all but one of the values of '${property}'`,
    );
  }
  const [value] = all;
  return isObject(value) ? unwrapped(value, property, place) : value;
}

function unwrapped(value: JsonObject, property: string, place: Place): Json {
  for (const key of Object.keys(value)) {
    if (key === '@value' || key === '@type' || (key === '@language' && place.version === 2)) continue;
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
  return held;
}

/** DTDL v2 and v3: a comment and a description have at most 512 characters; a display name 64 (v2) or 512 (v3). */
function longest(property: string, { version }: Place): number {
  return property === 'displayName' && version === 2 ? 64 : 512;
}

function tooLong(property: string, value: string, most: number, place: Place): Error {
  return parserError(
    `${itsProperty(place, property)} has value '${value.slice(0, 600)}' with length ${value.length}, which exceeds the allowed maximum of ${most}`,
    `Select a shorter value for '${property}' or trim current value to no more than ${most} characters`,
  );
}

/** Checks a comment, if there is one. */
function checkComment(element: Element): void {
  const value = literal(element, 'comment');
  if (value === undefined) return;
  if (typeof value !== 'string') throw notA('string', 'comment', element.place);
  if (value.length > longest('comment', element.place)) throw tooLong('comment', value, 512, element.place);
}

function notA(kind: string, property: string, place: Place): Error {
  return parserError(
    `${itsProperty(place, property)} has value that is not a JSON ${kind}`,
    `Change the value of '${property}' to a JSON ${kind}`,
  );
}

/** The name of an element. Those of a list are found by it (`isKey`), and it may not be missing there. */
export function nameOf(element: Element): string {
  const value = literal(element, 'name');
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
  const value = literal(element, property);
  if (value === undefined || typeof value === 'boolean') return;
  throw parserError(
    `${itsProperty(element.place, property)} has value that is not a JSON boolean`,
    `Change the value of '${property}' to one of the JSON boolean values true or false`,
  );
}

/** A whole number, if there is one. */
export function integer(element: Element, property: string): number | undefined {
  const value = literal(element, property);
  if (value === undefined) return undefined;
  // 32 bits (DTDL v2, "Primitive schemas": integer).
  if (typeof value !== 'number' || !Number.isInteger(value) || value !== (value | 0))
    throw notA('integer', property, element.place);
  return value;
}

const languageCode = /^[a-z]{2,4}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$/;

/**
 * Texts by language. A text alone stands for English (recorded: "displayName": "Building" comes back as {"en": "Building"}); a
 * list holds texts with their language (JSON-LD).
 */
export function languages({ properties, place }: Element, property: string): JsonObject {
  const given = properties.get(property);
  if (given === undefined) return {};
  if (isObject(given)) return languageMap(given, property, place);
  const found = new Map<string, Json>();
  for (const each of valuesOf(given)) {
    const [code, text] = tagged(each, property, place);
    if (found.has(code)) {
      throw parserError(
        `${itsProperty(place, property)} is array in which language code '${code}' is duplicated`,
        `Remove redundant instances of language code '${code}' from '${property}' array`,
      );
    }
    found.set(code, checkedText(text, code, property, place));
  }
  return Object.fromEntries(found);
}

function languageMap(map: JsonObject, property: string, place: Place): JsonObject {
  for (const [code, text] of Object.entries(map)) {
    if (code.startsWith('@')) {
      throw parserError(
        `${itsProperty(place, property)} has '${code.slice(0, 100)}' property, which does not belong in a language map object`,
        `Remove '${code.slice(0, 100)}' property, and ensure object contains only properties that map from ISO 639 language codes to string values`,
      );
    }
    checkedText(text, code, property, place);
  }
  return map;
}

function tagged(value: Json, property: string, place: Place): readonly [code: string, text: Json | undefined] {
  if (typeof value === 'string') return ['en', value];
  if (isObject(value)) {
    const code = value['@language'];
    const known = Object.keys(value).every(
      (key) => key === '@value' || key === '@language' || (key === '@type' && place.version === 2),
    );
    if (known && typeof code === 'string') return [code, value['@value']];
    if (known && code === undefined) return ['en', value['@value']];
  }
  throw parserError(
    `${itsProperty(place, property)} has value that is not a JSON string or object`,
    `Change all values of '${property}' to JSON objects, with the possible exception of one JSON string for the default language`,
  );
}

function checkedText(text: Json | undefined, code: string, property: string, place: Place): string {
  if (!languageCode.test(code)) {
    throw parserError(
      `${itsProperty(place, property)} has language code '${code.slice(0, 100)}', which is not valid according to ISO 639`,
      `Change the language code '${code.slice(0, 100)}' to a valid ISO 639 language code -- see https://www.iso.org/iso-639-language-codes.html`,
    );
  }
  if (typeof text !== 'string') {
    throw parserError(
      `${itsProperty(place, property)} with language code '${code}' has value that is not a JSON string`,
      `Change the value of '${property}' with language code '${code}' to a JSON string`,
    );
  }
  const most = longest(property, place);
  if (text.length > most) throw tooLong(property, text, most, place);
  return text;
}

/** The words that every element may have, checked. */
export function checkWords(element: Element): void {
  checkComment(element);
  languages(element, 'description');
  languages(element, 'displayName');
}

/** @throws RefusedError when a property is missing that an element of this class must have. */
export function required(element: Element, property: string): void {
  if (element.properties.has(propertyOf(property, element.place.version))) return;
  throw parserError(
    `${itself(element.place)} requires property '${property}'; however, this property is not present`,
    `Add a property '${property}' to the element`,
  );
}
