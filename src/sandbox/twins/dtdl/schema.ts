import { isArray, isObject, type Json, type JsonObject, own, ownText } from '../json.ts';
import { isDtmi, isName } from './dtmi.ts';
import { notATerm, parserError } from './parser-error.ts';

/** The data type of a property, a field, a map's value and so on. */
export type Schema =
  | { readonly kind: 'primitive'; readonly name: string }
  | { readonly kind: 'enum'; readonly values: readonly Json[] }
  | { readonly kind: 'map'; readonly value: Schema }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Schema> }
  | { readonly kind: 'array'; readonly element: Schema }
  | { readonly kind: 'reference'; readonly id: string };

/** DTDL v2 and v3, "Primitive schemas" and "Geospatial schemas". */
const primitives = new Set(
  'boolean date dateTime double duration float integer long string time point multiPoint lineString multiLineString polygon multiPolygon'.split(
    ' ',
  ),
);

export interface Place {
  /** Identifier of the interface that is read. */
  readonly owner: string;
  readonly version: 2 | 3;
  /** Where in it, in the parser's words. */
  readonly where: string;
}

/** The element's types, whether it gives one or several (semantic types stand beside the DTDL type). */
export function typesOf(element: JsonObject): readonly string[] {
  const type = own(element, '@type');
  if (typeof type === 'string') return [type];
  return isArray(type) ? type.filter((each) => typeof each === 'string') : [];
}

export function nameOf(element: JsonObject, place: Place): string {
  const name = ownText(element, 'name');
  if (name === undefined) throw parserError(`${place.owner} has ${place.where} that has no 'name'`);
  if (!isName(name, place.version)) {
    throw parserError(
      `${place.owner} has ${place.where} whose property 'name' has value '${name}' that is not a valid name`,
    );
  }
  return name;
}

/** Reads a schema. Depth limits: DTDL v2, 5 levels of complex schema; v3, 8. */
export function readSchema(value: Json | undefined, place: Place, depth = 0): Schema {
  if (typeof value === 'string') {
    if (primitives.has(value)) return { kind: 'primitive', name: value };
    if (isDtmi(value)) return { kind: 'reference', id: value };
    throw notATerm(place.owner, place.where, 'schema', value);
  }
  if (!isObject(value)) throw parserError(`${place.owner} has ${place.where} that has no valid 'schema'`);
  if (depth >= (place.version === 2 ? 5 : 8)) {
    throw parserError(`${place.owner} has ${place.where} whose schema is nested too deeply`);
  }
  const types = typesOf(value);
  if (types.includes('Enum')) return readEnum(value, place);
  if (types.includes('Map')) {
    const item = own(value, 'mapValue');
    if (!isObject(item) || !isObject(own(value, 'mapKey'))) {
      throw parserError(`${place.owner} has ${place.where} whose Map lacks 'mapKey' or 'mapValue'`);
    }
    return { kind: 'map', value: readSchema(own(item, 'schema'), place, depth + 1) };
  }
  if (types.includes('Object')) return readObject(value, place, depth);
  if (types.includes('Array')) {
    return { kind: 'array', element: readSchema(own(value, 'elementSchema'), place, depth + 1) };
  }
  throw parserError(
    `${place.owner} has ${place.where} whose schema has type '${types.join(', ')}', not Array, Enum, Map or Object`,
  );
}

function readEnum(value: JsonObject, place: Place): Schema {
  const kind = own(value, 'valueSchema');
  const values = own(value, 'enumValues');
  if ((kind !== 'integer' && kind !== 'string') || !isArray(values) || values.length === 0) {
    throw parserError(`${place.owner} has ${place.where} whose Enum lacks a 'valueSchema' or 'enumValues'`);
  }
  const read = values.map((each) => {
    if (!isObject(each)) throw parserError(`${place.owner} has ${place.where} with an enum value that is no object`);
    nameOf(each, { ...place, where: `'enumValues' value of ${place.where}` });
    const held = own(each, 'enumValue');
    const fits = kind === 'integer' ? Number.isInteger(held) : typeof held === 'string';
    if (held === undefined || !fits) {
      throw parserError(`${place.owner} has ${place.where} with an 'enumValue' that is no ${kind}`);
    }
    return held;
  });
  if (new Set(read).size !== read.length) {
    throw parserError(`${place.owner} has ${place.where} with the same 'enumValue' twice`);
  }
  return { kind: 'enum', values: read };
}

function readObject(value: JsonObject, place: Place, depth: number): Schema {
  const fields = own(value, 'fields') ?? [];
  if (!isArray(fields)) throw parserError(`${place.owner} has ${place.where} whose 'fields' is no array`);
  const read = new Map<string, Schema>();
  for (const field of fields) {
    if (!isObject(field)) throw parserError(`${place.owner} has ${place.where} with a field that is no object`);
    const name = nameOf(field, { ...place, where: `'fields' value of ${place.where}` });
    if (read.has(name)) throw parserError(`${place.owner} has ${place.where} with the field '${name}' twice`);
    read.set(name, readSchema(own(field, 'schema'), place, depth + 1));
  }
  return { kind: 'object', fields: read };
}
