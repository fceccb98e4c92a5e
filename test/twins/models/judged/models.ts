import fc from 'fast-check';

/* Models of DTDL as people write them: for the two readers, ours and Microsoft's, to disagree on. */

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
        enumValues: all.map((value) => ({
          name: `v${value}`,
          enumValue: value > 7 ? { '@value': value, '@type': 'xsd:integer' } : value,
        })),
      })),
    },
    { weight: 1, arbitrary: fc.constant('dtmi:test:a:shared;1') },
  );
}

/** A value that says what it is. */
function said(value: unknown, kind: string): fc.Arbitrary<unknown> {
  return fc
    .constantFrom<unknown>(`xsd:${kind}`, [`xsd:${kind}`], `http://www.w3.org/2001/XMLSchema#${kind}`)
    .map((type) => ({ '@value': value, '@type': type }));
}

/** An interface that is written inside another. */
function inner(name: string, more: object = {}): Model {
  const held = { '@type': 'Property', name: `of_${name}`, schema: `dtmi:test:${name}:list;1` };
  const schemas = {
    '@id': `dtmi:test:${name}:list;1`,
    '@type': 'Map',
    mapKey: { name: 'k', schema: 'string' },
    mapValue: { name: 'v', schema: 'long' },
  };
  return { '@id': `dtmi:test:${name};1`, '@type': 'Interface', contents: held, schemas, ...more };
}

/** Semantic types of IoT Central, each with a schema that fits and one that does not always. */
const ofCentral: fc.Arbitrary<Model> = fc
  .tuple(
    fc.constantFrom('AccelerationVector', 'VelocityVector', 'Location', 'Event', 'State'),
    fc.constantFrom<unknown>('vector', 'geopoint', 'point', 'double', 'string', 'dtmi:test:a:shared;1'),
    fc.constantFrom({}, { unit: 'gForce' }),
  )
  .map(([type, schema, unit]) => ({
    '@context': ['dtmi:iotcentral:context;2'],
    '@type': ['Telemetry', type],
    schema,
    ...unit,
  }));

/** Contents that are told by their identifiers, and others that refer to what is in them. */
function referring(version: 2 | 3): readonly Model[] {
  const request = { '@id': 'dtmi:test:a:sent;1', name: 'sent', schema: 'long' };
  const fields = { '@id': 'dtmi:test:a:field;1', name: 'field', schema: 'date' };
  return [
    { '@type': 'Command', name: 'told', request },
    { '@type': 'Command', name: 'again', request: 'dtmi:test:a:sent;1' },
    { '@type': 'Telemetry', name: 'of_told', schema: { '@type': 'Object', fields } },
    {
      '@type': 'Telemetry',
      name: 'of_again',
      schema: {
        '@type': 'Object',
        fields: ['dtmi:test:a:field;1', { name: 'other', schema: version === 2 ? 'long' : 'point' }],
      },
    },
  ];
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
            writable: fc.oneof(fc.boolean(), said(true, 'boolean')),
            comment: fc.oneof(fc.constant('why'), said('why', 'string')),
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
            maxMultiplicity: fc.oneof(fc.constantFrom(1, 500), said(7, 'integer')),
            minMultiplicity: fc.constant(0),
            writable: fc.boolean(),
            properties: fc.constantFrom([], { '@type': 'Property', name: 'since', schema: 'date' }),
          },
          { requiredKeys: ['@type'] },
        ),
        fc.constantFrom(
          { '@type': 'Component', schema: 'dtmi:test:b;1' },
          { '@type': 'Component', schema: ['dtmi:test:b;1'] },
          { '@type': 'Component', schema: inner('part') },
        ),
        ofCentral,
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
      ? [
          'dtmi:dtdl:context;2',
          ['dtmi:dtdl:context;2'],
          ['dtmi:iotcentral:context;2', 'dtmi:dtdl:context;2'],
          ['dtmi:dtdl:context;2', 'dtmi:test:context;1'],
        ]
      : ['dtmi:dtdl:context;3', ['dtmi:dtdl:context;3', 'dtmi:dtdl:extension:quantitativeTypes;1']];
  const list = fc
    .tuple(
      fc.uniqueArray(contents(version), { maxLength: 4, selector: (each) => each['name'] }),
      fc.constantFrom(false, false, false, true),
    )
    .map(([all, isReferring]) => (isReferring ? [...all, ...referring(version)] : all));
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
      extends: fc.constantFrom<unknown>('dtmi:test:b;1', ['dtmi:test:b;1'], [], inner('base'), [
        'dtmi:test:b;1',
        inner('base', { extends: inner('far') }),
      ]),
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
