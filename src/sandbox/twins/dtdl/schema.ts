import { isArray, isObject, type Json, type JsonObject } from '../json.ts';
import { centralSchema } from './central.ts';
import type { Schema } from './data-type.ts';
import { isDtmi } from './dtmi.ts';
import { type Element, readElement } from './element.ts';
import { checkCount, notUnique, readEnum } from './enumeration.ts';
import { reserved } from './identifier.ts';
import { checkWords } from './languages.ts';
import { nameOf, required } from './literal.ts';
import { parserError } from './parser-error.ts';
import { inside, itself, itsProperty, type Place } from './place.ts';
import { checkUnit } from './quantity.ts';
import { unitKinds } from './unit-kinds.ts';
import {
  badTerm,
  checkVersion,
  type Expected,
  elementsOf,
  named,
  notAnElement,
  refuseReference,
  several,
  valuesOf,
} from './values.ts';
import { type ClassName, levelsOf, standardSchema } from './vocabulary.ts';

const complex: readonly ClassName[] = ['Array', 'Enum', 'Map', 'Object'];

/** What the parser counts to: five levels of complex schema in v2 and v3 alike. */
export const deepest = 5;

/** The schema of an element: its property `property`, which must be there once. */
export function schemaOf(element: Element, property: string, declare: Declare): Schema {
  required(element, property);
  return readSchema(element.properties.get(property), { property, kinds: complex }, element.place, declare);
}

/** Takes note of a schema that has an identifier, so that others can refer to it. */
export type Declare = (id: string, schema: Schema) => void;

function tooDeep(place: Place): Error {
  return parserError(
    `${itself(place)} is at the root of a hierarchy that exceeds ${deepest} levels`,
    'Change the value of one or more properties of elements in the hierarchy to reduce the nesting depth',
  );
}

/** Reads the one schema that a property holds. */
function readSchema(given: Json | undefined, expected: Expected, place: Place, declare: Declare): Schema {
  const { property } = expected;
  const [value, ...more] = valuesOf(given);
  if (value === undefined) {
    throw parserError(
      `${itsProperty(place, property)} has no valid value but one value is required`,
      `Provide at least one value for '${property}', each of which is an element definition, a DTMI reference, or DTDL term`,
    );
  }
  if (more.length > 0) throw several(property, place);
  if (typeof value === 'string') return referred(value, property, place);
  if (!isObject(value)) throw notAnElement(value, expected, place);
  refuseReference(value, property, place);
  return readComplex(value, expected, { ...inside(place, property), depth: place.depth + 1 }, declare);
}

function referred(value: string, property: string, place: Place): Schema {
  const known = centralSchema(value, place.central) ?? kindOfUnits(value, place);
  if (known !== undefined) return known;
  const name = standardSchema(value);
  if (name === undefined) {
    if (reserved.some((each) => value.startsWith(each))) throw undefinedReserved(value, property, place);
    const declared = place.written.get(value);
    if (declared !== undefined) checkVersion(property, declared.context.version, place);
    if (isDtmi(value, place.version)) return { kind: 'reference', id: value };
    throw badTerm(value, property, place);
  }
  if (place.depth + levelsOf(name) > deepest) throw tooDeep(place);
  // Coordinates are arrays.
  if (levelsOf(name) > 0 && place.underProperty) throw arrayUnderProperty(place);
  return { kind: 'primitive', name };
}

/** The extension of v3 has enumerations of units, which can be schemas, too. */
function kindOfUnits(value: string, { quantities, version }: Place): Schema | undefined {
  if (version === 2) return undefined;
  const [, full] = /^dtmi:dtdl:extension:quantitativeTypes:v1:enum:([A-Za-z]+)$/.exec(value) ?? [];
  const units = unitKinds[3].get(full ?? (quantities ? value : ''));
  return units === undefined ? undefined : { kind: 'enum', values: units };
}

function undefinedReserved(value: string, property: string, place: Place): Error {
  return parserError(
    `${itsProperty(place, property)} has value ${value.slice(0, 200)} that has no known definition despite having a reserved prefix`,
    `Revise the value of property '${property}' to a valid DTMI reference or a term defined by DTDL`,
  );
}

function arrayUnderProperty(place: Place): Error {
  return parserError(
    `${itself(place)} contains Array, which is not allowed in 'schema' properties under elements of type Property`,
    "Remove all elements of type Array from 'schema' properties under the Property element",
  );
}

/** Reads a schema that is written out. */
function readComplex(object: JsonObject, expected: Expected, place: Place, declare: Declare): Schema {
  if (place.depth > deepest) throw tooDeep(place);
  const key = `${place.version} ${place.depth} ${String(place.underProperty)}`;
  const known = place.again ? place.known.get(object)?.get(key) : undefined;
  if (known !== undefined) return known;
  const element = readElement(object, expected, place);
  checkWords(element);
  const schema = contentsOf(element, declare);
  if (element.id !== undefined) declare(element.id, schema);
  if (place.again) place.known.set(object, (place.known.get(object) ?? new Map<string, Schema>()).set(key, schema));
  return schema;
}

function contentsOf(element: Element, declare: Declare): Schema {
  const { kind, place } = element;
  if (kind === 'Enum') return { kind: 'enum', values: readEnum(element) };
  if (kind === 'Map') return readMap(element, declare);
  if (kind !== 'Array') return readObject(element, declare);
  if (place.underProperty) throw arrayUnderProperty(place);
  return { kind: 'array', element: schemaOf(element, 'elementSchema', declare) };
}

/** The one element that a property must hold. */
function only(element: Element, property: string, kind: ClassName): Element {
  required(element, property);
  const found: Element[] = [];
  const expected: Expected = { property, kinds: [kind] };
  elementsOf(element.properties.get(property), expected, element.place, (object, there) => {
    found.push(readElement(object, expected, inside(there, property)));
  });
  const [first, second] = found;
  if (first === undefined || second !== undefined) {
    throw parserError(
      `${itsProperty(element.place, property)} has ${found.length} values but exactly one value is required`,
      `Provide one value for '${property}'`,
    );
  }
  return first;
}

function readMap(element: Element, declare: Declare): Schema {
  const key = only(element, 'mapKey', 'MapKey');
  checkWords(key);
  nameOf(key);
  const keySchema = schemaOf(key, 'schema', declare);
  if (keySchema.kind !== 'primitive' || keySchema.name !== 'string') {
    throw parserError(
      `${itsProperty(key.place, 'schema')} has value that is not a standard value for this property`,
      "Use the standard value for property 'schema': string",
    );
  }
  const value = only(element, 'mapValue', 'MapValue');
  checkWords(value);
  nameOf(value);
  const schema = schemaOf(value, 'schema', declare);
  checkUnit(value, schema);
  return { kind: 'map', value: schema };
}

function readObject(element: Element, declare: Declare): Schema {
  if (element.place.version === 2) required(element, 'fields');
  checkCount(element, 'fields', 30);
  const fields = new Map<string, Schema>();
  const expected: Expected = { property: 'fields', kinds: ['Field'] };
  elementsOf(element.properties.get('fields'), expected, element.place, (object, there) => {
    const read = readElement(object, expected, named(there, 'fields', object));
    checkWords(read);
    const name = nameOf(read);
    if (fields.has(name)) throw notUnique('fields', name, 'name', element.place);
    const schema = schemaOf(read, 'schema', declare);
    checkUnit(read, schema);
    fields.set(name, schema);
  });
  return { kind: 'object', fields };
}

/** The `schemas` of an interface: complex ones, each with an identifier. */
export function readSchemas(element: Element, declare: Declare): void {
  const expected: Expected = { property: 'schemas', kinds: complex };
  // The geospatial ones are there already.
  const written = valuesOf(element.properties.get('schemas')).filter(
    (each) => typeof each !== 'string' || levelsOf(standardSchema(each) ?? '') === 0,
  );
  elementsOf(written, expected, element.place, (object, there) => {
    if (isArray(object) || !Object.hasOwn(object, '@id')) {
      throw parserError(
        `${itsProperty(element.place, 'schemas')} element has no '@id' property`,
        "Add an '@id' property whose value is a string that conforms to the DTMI syntax -- see aka.ms/dtmi",
      );
    }
    readComplex(object, expected, { ...inside(there, 'schemas'), depth: 1 }, declare);
  });
}
