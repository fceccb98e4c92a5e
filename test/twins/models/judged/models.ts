import fc from 'fast-check';

/* Models of DTDL as people write them, and as they get them wrong: for the two readers, ours and Microsoft's, to disagree on. */

export type Model = Record<string, unknown>;

const names = fc.constantFrom('a', 'b', 'level', 'temp_2', 'n'.repeat(64), 'x9');
const primitives = fc.constantFrom(
  'boolean',
  'date',
  'dateTime',
  'double',
  'duration',
  'float',
  'integer',
  'long',
  'string',
  'time',
);
const geospatial = fc.constantFrom('point', 'lineString', 'polygon', 'multiPoint', 'multiPolygon', 'multiLineString');
const words = fc.constantFrom<unknown>(
  'Level',
  { en: 'Level', de: 'Pegel' },
  [{ '@value': 'Level', '@language': 'en' }],
  'x'.repeat(60),
);

const full = (version: number, kind: string, name: string): string => `dtmi:dtdl:${kind}:${name};${version}`;

/** Semantic types with a unit of each, in both versions. */
const measures = fc.constantFrom(
  ['Temperature', 'kelvin'],
  ['Velocity', 'knot'],
  ['RelativeHumidity', 'percent'],
  ['TimeSpan', 'second'],
  ['Angle', 'turn'],
);

function schemas(version: 2 | 3, depth = 0): fc.Arbitrary<unknown> {
  const simple = fc.oneof(
    { weight: 6, arbitrary: primitives },
    { weight: 1, arbitrary: geospatial },
    { weight: 1, arbitrary: primitives.map((name) => full(version, 'instance:Schema', name)) },
  );
  if (depth > 4) return simple;
  const inner = schemas(version, depth + 1);
  const field = fc.record({ name: names, schema: inner, displayName: words }, { requiredKeys: ['name', 'schema'] });
  return fc.oneof(
    { weight: 8, arbitrary: simple },
    { weight: 1, arbitrary: inner.map((elementSchema) => ({ '@type': 'Array', elementSchema })) },
    {
      weight: 1,
      arbitrary: inner.map((schema) => ({
        '@type': 'Map',
        mapKey: { name: 'key', schema: 'string' },
        mapValue: { name: 'value', schema },
      })),
    },
    {
      weight: 1,
      arbitrary: fc
        .uniqueArray(field, { minLength: 1, maxLength: 3, selector: ({ name }) => name })
        .map((fields) => ({ '@type': 'Object', fields: fields.length === 1 ? fields[0] : fields })),
    },
    {
      weight: 1,
      arbitrary: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 3 }).map((all) => ({
        '@type': 'Enum',
        valueSchema: 'integer',
        enumValues: all.map((value) => ({ name: `v${value}`, enumValue: value })),
      })),
    },
    { weight: 1, arbitrary: fc.constant('dtmi:test:a:shared;1') },
  );
}

function contents(version: 2 | 3): fc.Arbitrary<Model> {
  const schema = schemas(version);
  const measured = fc
    .tuple(fc.constantFrom('Property', 'Telemetry'), measures, fc.constantFrom('double', 'integer', 'long'))
    .map(([kind, [semantic, unit], of]) => ({ '@type': [kind, semantic], unit, schema: of }));
  const payload = fc.record({ name: names, schema }, { requiredKeys: ['name', 'schema'] });
  return fc
    .tuple(
      names,
      fc.oneof(
        fc.record(
          {
            '@type': fc.constant('Property'),
            schema,
            writable: fc.boolean(),
            comment: fc.constant('why'),
            displayName: words,
          },
          { requiredKeys: ['@type', 'schema'] },
        ),
        fc.record(
          { '@type': fc.constant('Telemetry'), schema, description: words },
          { requiredKeys: ['@type', 'schema'] },
        ),
        fc.record(
          {
            '@type': fc.constant('Relationship'),
            target: fc.constantFrom('dtmi:test:b;1', ['dtmi:test:c;1']),
            maxMultiplicity: fc.constantFrom(1, 500),
            minMultiplicity: fc.constant(0),
            writable: fc.boolean(),
            properties: fc.constantFrom([], { '@type': 'Property', name: 'since', schema: 'date' }),
          },
          { requiredKeys: ['@type'] },
        ),
        fc.constantFrom(
          { '@type': 'Component', schema: 'dtmi:test:b;1' },
          { '@type': 'Component', schema: ['dtmi:test:b;1'] },
        ),
        fc.record(
          {
            '@type': fc.constant('Command'),
            request: payload,
            response: payload,
            commandType: fc.constantFrom('synchronous', 'asynchronous'),
          },
          { requiredKeys: ['@type'] },
        ),
        measured,
      ),
    )
    .map(([name, content]) => ({ name, ...content }));
}

function interfaces(version: 2 | 3, id: string): fc.Arbitrary<Model> {
  const contexts =
    version === 2
      ? ['dtmi:dtdl:context;2', ['dtmi:dtdl:context;2']]
      : ['dtmi:dtdl:context;3', ['dtmi:dtdl:context;3', 'dtmi:dtdl:extension:quantitativeTypes;1']];
  const list = fc.uniqueArray(contents(version), { maxLength: 4, selector: (each) => each['name'] });
  const shared = schemas(version, 2).map((schema) =>
    typeof schema === 'object'
      ? { ...schema, '@id': 'dtmi:test:a:shared;1' }
      : { '@id': 'dtmi:test:a:shared;1', '@type': 'Array', elementSchema: schema },
  );
  return fc.record<Model>(
    {
      '@id': fc.constant(id),
      '@type': fc.constantFrom<unknown>('Interface', ['Interface'], full(version, 'class', 'Interface')),
      '@context': fc.constantFrom<unknown>(...contexts),
      contents: list.map((all) => (all.length === 1 ? all[0] : all)),
      displayName: words,
      description: words,
      extends: fc.constantFrom<unknown>('dtmi:test:b;1', ['dtmi:test:b;1'], []),
      schemas: shared,
    },
    { requiredKeys: ['@id', '@type', '@context'] },
  );
}

/** One or two interfaces; the first may refer to the second. */
export const written: fc.Arbitrary<readonly Model[]> = fc.constantFrom<2 | 3>(2, 3).chain((version) =>
  fc
    .tuple(interfaces(version, 'dtmi:test:a;1'), fc.constantFrom<2 | 3>(version, version, version, 2, 3))
    .map(([first, other]) => [
      first,
      {
        '@id': 'dtmi:test:b;1',
        '@type': 'Interface',
        '@context': `dtmi:dtdl:context;${other}`,
        contents: [{ '@type': 'Property', name: 'of_b', schema: 'string' }],
      },
    ]),
);

/** Every object and list in a value, and where each is held. */
function places(
  value: unknown,
  found: { holder: Record<string, unknown>; key: string }[] = [],
): { holder: Record<string, unknown>; key: string }[] {
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
  switch (pick(7)) {
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
    default:
      holder[key] = { '@value': holder[key] };
  }
  return copy;
}
