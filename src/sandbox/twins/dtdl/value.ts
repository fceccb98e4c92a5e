import { isArray, isObject, type Json, own } from '../json.ts';
import type { Schema } from './data-type.ts';
import { isName } from './dtmi.ts';

const date = /^\d{4}-\d{2}-\d{2}$/;
const time = /^\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/;
const duration = /^-?P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;

function isDateTime(text: string): boolean {
  const [day = '', hour = '', ...rest] = text.split(/[Tt]/);
  return rest.length === 0 && date.test(day) && time.test(hour) && !Number.isNaN(Date.parse(text));
}

/** Bytes of a text property (Microsoft's article "Azure Digital Twins service limits"). */
const longestText = 4096;

/** JSON names for numbers and texts, by primitive schema (DTDL v2 and v3, "Primitive schemas"). */
const fits: Readonly<Record<string, (value: Json) => boolean>> = {
  boolean: (value) => typeof value === 'boolean',
  date: (value) => typeof value === 'string' && date.test(value) && !Number.isNaN(Date.parse(value)),
  dateTime: (value) => typeof value === 'string' && isDateTime(value),
  double: (value) => typeof value === 'number',
  duration: (value) => typeof value === 'string' && value.length < 100 && duration.test(value),
  float: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value) && value === (Number(value) | 0),
  long: (value) => Number.isInteger(value) && Math.abs(Number(value)) <= 2 ** 63,
  string: (value) => typeof value === 'string' && Buffer.byteLength(value) <= longestText,
  time: (value) => typeof value === 'string' && time.test(value),
};

/** What is wrong with a value for this schema; undefined when nothing is. */
export function misfit(
  value: Json,
  schema: Schema,
  declared: ReadonlyMap<string, Schema>,
  depth = 0,
): string | undefined {
  switch (schema.kind) {
    case 'primitive': {
      const fit = own(fits, schema.name);
      // The other primitives are geospatial: GeoJSON objects, not looked into.
      return (fit === undefined ? isObject(value) : fit(value)) ? undefined : `is not a valid ${schema.name}`;
    }
    case 'enum':
      return schema.values.includes(value) ? undefined : `is not one of ${schema.values.map(String).join(', ')}`;
    case 'reference': {
      const found = declared.get(schema.id);
      // Declared schemas may refer to each other, so this is where a circle would turn for ever.
      return found === undefined || depth > 8
        ? `has an unknown schema ${schema.id}`
        : misfit(value, found, declared, depth + 1);
    }
    case 'array':
      if (!isArray(value)) return 'is not an array';
      return value.map((each) => misfit(each, schema.element, declared, depth)).find((each) => each !== undefined);
    case 'map':
      if (!isObject(value)) return 'is not a map';
      return Object.entries(value)
        .map(([key, each]) =>
          isName(key, 3) ? inside(key, misfit(each, schema.value, declared, depth)) : `has the invalid key ${key}`,
        )
        .find((each) => each !== undefined);
    case 'object':
      if (!isObject(value)) return 'is not an object';
      return Object.entries(value)
        .map(([key, each]) => {
          const field = schema.fields.get(key);
          return field === undefined ? `has no field ${key}` : inside(key, misfit(each, field, declared, depth));
        })
        .find((each) => each !== undefined);
  }
}

function inside(key: string, problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : `/${key} ${problem}`;
}
