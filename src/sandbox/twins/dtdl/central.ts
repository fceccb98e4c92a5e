import type { Schema } from './data-type.ts';
import { unitsOf } from './units.ts';
import { geospatial, numeric, type Version } from './vocabulary.ts';

/** The context of IoT Central, which stands for DTDL v2 with some words of its own; Microsoft's parser brings it along. */
export const central = 'dtmi:iotcentral:context;2';

/** What a semantic type says of the element that has it. */
export interface Meaning {
  /** The schemas that the element can have. */
  readonly schemas: ReadonlySet<string>;
  /** The same in the parser's words. */
  readonly wanted: string;
  /** Of a type that is measured: the units that it can have. */
  readonly units?: ReadonlySet<string>;
  readonly needsUnit: boolean;
}

function ofCentral(names: readonly string[], wanted: string, measure?: string): Meaning {
  const units = measure === undefined ? undefined : unitsOf(measure, 2);
  return { schemas: new Set(names), wanted, needsUnit: false, ...(units === undefined ? {} : { units }) };
}

const places = [...Object.keys(geospatial), 'geopoint'];

const meanings: ReadonlyMap<string, Meaning> = new Map([
  ['AccelerationVector', ofCentral(['vector'], 'is not vector', 'Acceleration')],
  ['VelocityVector', ofCentral(['vector'], 'is not vector', 'Velocity')],
  ['Location', ofCentral(places, `is not ${places.join(' or ')}`)],
  ['Event', ofCentral([...numeric, 'string'], 'does not have @type of NumericSchema or String')],
  ['State', ofCentral(['enum'], 'does not have @type of Enum')],
]);

/** What a semantic type means in this version of DTDL; undefined for what is none. */
export function meaningOf(semantic: string, version: Version): Meaning | undefined {
  const units = unitsOf(semantic, version);
  if (units !== undefined) {
    return { schemas: numeric, wanted: 'does not have @type of NumericSchema', units, needsUnit: true };
  }
  return version === 2 ? meanings.get(semantic) : undefined;
}

/** The semantic type of IoT Central that a word or its full name stands for. */
export function centralType(type: string, isWord: boolean): string | undefined {
  const name = /^dtmi:iotcentral:class:([A-Za-z]+);2$/.exec(type)?.[1] ?? (isWord ? type : '');
  return meanings.has(name) ? name : undefined;
}

/** An object of three numbers that IoT Central has a name for. */
export function centralSchema(text: string, isWord: boolean): Schema | undefined {
  const name = /^dtmi:iotcentral:schema:([a-z]+);2$/.exec(text)?.[1] ?? (isWord ? text : '');
  const fields = { geopoint: ['lon', 'lat', 'alt'], vector: ['x', 'y', 'z'] }[name];
  if (fields === undefined) return undefined;
  return { kind: 'object', fields: new Map(fields.map((each) => [each, { kind: 'primitive', name: 'double' }])), name };
}
