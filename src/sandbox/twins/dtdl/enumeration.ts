import type { Json } from '../json.ts';
import { type Element, readElement } from './element.ts';
import { checkWords } from './languages.ts';
import { literal, nameOf, required } from './literal.ts';
import { parserError } from './parser-error.ts';
import { itself, itsProperty, type Place } from './place.ts';
import { type Expected, elementsOf, named, valuesOf } from './values.ts';
import { standardSchema } from './vocabulary.ts';

function tooMany(property: string, count: number, most: number, place: Place): Error {
  return parserError(
    `${itsProperty(place, property)} has ${count} values but no more than ${most} values are allowed`,
    `Remove one or more '${property}' property values from the object until the maximum count is not exceeded`,
  );
}

/** DTDL v2: at least one, and at most `most`; v3 has no such bounds. */
export function checkCount({ properties, place }: Element, property: string, most: number): void {
  if (place.version === 3) return;
  const count = valuesOf(properties.get(property)).length;
  if (count === 0) {
    throw parserError(
      `${itsProperty(place, property)} has no values but at least 1 value is required`,
      `Add one or more '${property}' property values to the object until the minimum count is satisfied`,
    );
  }
  if (count > most) throw tooMany(property, count, most, place);
}

export function notUnique(property: string, name: string, key: string, place: Place): Error {
  return parserError(
    `${itsProperty(place, property)} contains more than one element whose property '${key}' has value '${name}'`,
    `Change the value of property '${key}' to a value that is unique across all values of '${property}'`,
  );
}

/** The values that an Enum allows. */
export function readEnum(element: Element): readonly Json[] {
  required(element, 'valueSchema');
  if (element.place.version === 2) required(element, 'enumValues');
  const kind = valueSchema(element);
  checkCount(element, 'enumValues', 100);
  const names = new Set<string>();
  const values: Json[] = [];
  const expected: Expected = { property: 'enumValues', kinds: ['EnumValue'] };
  elementsOf(element.properties.get('enumValues'), expected, element.place, (object, there) => {
    const read = readElement(object, expected, named(there, 'enumValues', object));
    checkWords(read);
    const name = nameOf(read);
    if (names.has(name)) throw notUnique('enumValues', name, 'name', element.place);
    names.add(name);
    required(read, 'enumValue');
    const value = literal(read, 'enumValue');
    const fits = kind === 'integer' ? typeof value === 'number' && value === (value | 0) : typeof value === 'string';
    if (value === undefined || !fits) {
      throw parserError(
        `${itsProperty(read.place, 'enumValue')} has value '${JSON.stringify(value ?? null).slice(0, 200)}'; however, ${itself(element.place)} specifies that the datatype of all descendant 'enumValue' properties must be ${kind}`,
        `Change the value of property 'enumValue' to a value whose datatype is ${kind}`,
      );
    }
    if (values.includes(value))
      throw notUnique('enumValues', JSON.stringify(value).replaceAll('"', ''), 'enumValue', element.place);
    values.push(value);
  });
  return values;
}

function valueSchema(element: Element): 'integer' | 'string' {
  const [value, ...more] = valuesOf(element.properties.get('valueSchema'));
  const name = typeof value === 'string' ? standardSchema(value) : undefined;
  if (more.length === 0 && (name === 'integer' || name === 'string')) return name;
  throw parserError(
    `${itsProperty(element.place, 'valueSchema')} has value '${JSON.stringify(value ?? null)
      .replaceAll('"', '')
      .slice(0, 200)}', but the value must be 'integer' or 'string'`,
    "Change the value of property 'valueSchema' to 'integer' or 'string'",
  );
}
