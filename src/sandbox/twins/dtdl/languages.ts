import { isObject, type Json, type JsonObject } from '../json.ts';
import { type Element } from './element.ts';
import { literal, longest, notA, tooLong } from './literal.ts';
import { parserError } from './parser-error.ts';
import { itsProperty, type Place } from './place.ts';
import { valuesOf } from './values.ts';
import { isPassedOver } from './vocabulary.ts';

/** Checks a comment, if there is one. */
function checkComment(element: Element): void {
  const value = literal(element, 'comment', 'string');
  if (value === undefined) return;
  if (typeof value !== 'string') throw notA('string', 'comment', element.place);
  if (value.length > longest('comment', element.place)) throw tooLong('comment', value, 512, element.place);
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
      (key) =>
        key === '@value' ||
        key === '@language' ||
        (key === '@type' && place.version === 2) ||
        isPassedOver(key, place.version),
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
