import type { Model } from './models.ts';

/* How people, and generators of models, get models of DTDL wrong. */

interface Held {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Every object and list in a value, and where each is held. */
function places(value: unknown, found: Held[] = []): readonly Held[] {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, each] of Object.entries(value)) {
    found.push({ holder: value as Record<string, unknown>, key });
    places(each, found);
  }
  return found;
}

const strange: readonly unknown[] = [
  null,
  true,
  0,
  1.5,
  -1,
  501,
  '',
  'foo',
  'double',
  'Property',
  [],
  {},
  [null],
  [['double']],
  'dtmi:test:b;1',
  'dtmi:test:zz;1',
  'dtmi:test:a;1',
  'dtmi:test:a:shared;1',
  'dtmi:dtdl:x;1',
  'dtmi:test:_x;1',
  { '@value': 'a' },
  { '@value': 3 },
  { '@id': 'dtmi:test:b;1' },
  { '@type': 'Array', elementSchema: 'double' },
  { '@type': 'Object', fields: [{ name: 'f', schema: 'point' }] },
  ['a', 'b'],
  { en: 'a' },
  { en: 3 },
  { 'x-y': 'a' },
  'y'.repeat(65),
  'y'.repeat(513),
  ['Property', 'Temperature'],
  ['Telemetry', 'Foo'],
  'polygon',
  'kelvin',
  'metre',
  'dtmi:dtdl:context;3',
  'dtmi:dtdl:context;2',
  '1a',
  'a_',
  'dtmi:test:a:given;1',
  {
    '@id': 'dtmi:test:inner;1',
    '@type': 'Interface',
    contents: { '@type': 'Property', name: 'of_inner', schema: 'long' },
  },
  { '@id': 'dtmi:test:inner;1', '@type': 'Interface', '@context': 'dtmi:dtdl:context;2', extends: 'dtmi:test:b;1' },
  { '@type': 'Interface' },
  { '@id': 'dtmi:iotcentral:x;1', '@type': 'Interface' },
  { '@value': 'a', '@type': 'xsd:string' },
  { '@value': 1, '@type': 'xsd:integer' },
  { '@value': true, '@type': ['xsd:boolean'] },
  { '@value': true, '@type': 'xsd:boolean', '@keyword': 'a' },
  { '@value': 'a', '@language': 'en', '@keyword': 'a' },
  'dtmi:iotcentral:schema:vector;2',
  'vector',
  'MassUnit',
  ['synchronous', 'asynchronous'],
];

/** Contexts as they are put together, well or badly. */
const contexts: readonly unknown[] = [
  'dtmi:dtdl:context;2',
  'dtmi:dtdl:context;3',
  'dtmi:iotcentral:context;2',
  'dtmi:iotcentral:context',
  'dtmi:test:context;1',
  'dtmi:test:context;1.2',
  'dtmi:test:context',
  'dtmi:dtdl:extension:quantitativeTypes;1',
  ['dtmi:iotcentral:context;2', 'dtmi:dtdl:context;2'],
  ['dtmi:dtdl:context;2', 'dtmi:iotcentral:context;2', 'dtmi:dtdl:context;2'],
  ['dtmi:dtdl:context;3', 'dtmi:test:context;1'],
  ['dtmi:dtdl:context;2', 'dtmi:test:context;1'],
];

/** What `@type` may say besides the class: of other versions, above others, of units, of IoT Central, of nobody. */
const types: readonly string[] = [
  'Acceleration',
  'dtmi:standard:class:Acceleration;2',
  'ApparentPower',
  'dtmi:dtdl:extension:quantitativeTypes:v1:class:Mass',
  'SemanticType',
  'Schema',
  'Alias',
  'Uuid',
  'LengthUnit',
  'DistanceUnit',
  'BinaryPrefix',
  'kilo',
  'boolean',
  'displayName',
  'AccelerationVector',
  'Event',
  'State',
  'dtmi:iotcentral:class:Location;2',
  'dtmi:test:type;1',
  'dtmi:test:type',
  'Foo',
];
const values: readonly string[] = [
  'xsd:string',
  'xsd:integer',
  'xsd:boolean',
  'http://www.w3.org/2001/XMLSchema#string',
  'string',
];
const keys = [
  'name',
  'schema',
  'unit',
  'writable',
  'writeable',
  'displayName',
  'displayname',
  'comment',
  '@id',
  '@type',
  '@context',
  'contents',
  'extends',
  'target',
  'fields',
  'enumValues',
  'properties',
  'foo',
  '@value',
  '@language',
  '@graph',
  'maxMultiplicity',
  'request',
  'schemas',
  'mapKey',
  'elementSchema',
  'dtmi:dtdl:property:schema;2',
  'dtmi:dtdl:property:name;3',
  'x:y',
  'nullable',
];

/** The same with one thing changed as people, and generators of models, get it wrong. */
export function changed(models: readonly Model[], pick: (below: number) => number): readonly Model[] {
  const copy = structuredClone(models) as Model[];
  const all = places(copy).filter(({ holder }) => holder !== (copy as unknown));
  const { holder, key } = all[pick(all.length)] ?? { holder: copy[0] ?? {}, key: 'foo' };
  const value = structuredClone(strange[pick(strange.length)]);
  const other = keys[pick(keys.length)] ?? 'foo';
  const literals = all.filter(({ key: each }) => plain.includes(each));
  const elements = all.map((each) => each.holder[each.key]).filter((each) => isModel(each) && '@type' in each);
  const element = [...elements, ...copy][pick(elements.length + copy.length)] as Model | undefined;
  switch (pick(11)) {
    case 0:
      holder[key] = value;
      break;
    case 1:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else Reflect.deleteProperty(holder, key);
      break;
    case 2:
      if (Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)]));
      else holder[other] = value;
      break;
    case 3:
      holder[key] = [holder[key]];
      break;
    case 4:
      if (!Array.isArray(holder)) {
        holder[other] = holder[key];
        Reflect.deleteProperty(holder, key);
      }
      break;
    case 5:
      if (!key.startsWith('@') && !Array.isArray(holder)) {
        holder[`dtmi:dtdl:property:${key};${2 + pick(2)}`] = holder[key];
        Reflect.deleteProperty(holder, key);
      }
      break;
    case 6:
      holder[key] = { '@value': holder[key] };
      break;
    case 7:
      misname(literals, pick);
      break;
    case 8:
      if (element !== undefined) element['@context'] = structuredClone(contexts[pick(contexts.length)]);
      break;
    case 9:
      if (element !== undefined) element['@type'] = [element['@type'] ?? [], types[pick(types.length)]].flat();
      break;
    default:
      refer(all, pick);
  }
  return copy;
}

function isModel(value: unknown): value is Model {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const plain = ['writable', 'comment', 'name', 'maxMultiplicity', 'enumValue', 'commandType'];

/** Says of a plain value what it is, or isn't, once or twice; a command has two types. */
function misname(literals: readonly Held[], pick: (below: number) => number): void {
  const { holder, key } = literals[pick(literals.length)] ?? { holder: {}, key: 'name' };
  const [kind, other] = [values[pick(values.length)], values[pick(values.length)]];
  if (key === 'commandType') holder[key] = [holder[key], 'asynchronous'];
  else holder[key] = { '@value': holder[key], '@type': pick(3) === 0 ? [kind, other] : kind };
}

/** Gives one element an identifier, and has it referred to from where another stood. */
function refer(all: readonly Held[], pick: (below: number) => number): void {
  const elements = all.filter(({ holder, key }) => isModel(holder[key]) && !('@value' in holder[key]));
  const [given, other] = [elements[pick(elements.length)], elements[pick(elements.length)]];
  const element = given?.holder[given.key];
  if (!isModel(element)) return;
  element['@id'] ??= 'dtmi:test:a:given;1';
  if (other !== undefined && other.holder[other.key] !== element) other.holder[other.key] = element['@id'];
}
