import { describe, expect, test } from '@jest/globals';
import { twinsOperation } from '../../src/sandbox/twins/index.ts';
import { ask, building, errorOf, instance, models, started } from './instance.ts';

const sample = {
  '@id': 'dtmi:samples:DTTestBuilding;1',
  '@type': 'Interface',
  '@context': 'dtmi:dtdl:context;2',
  displayName: 'Building',
  contents: [
    { '@type': 'Property', name: 'AverageTemperature', schema: 'double' },
    { '@type': 'Property', name: 'TemperatureUnit', schema: 'string' },
  ],
};

const strict = { 'Strict-Transport-Security': 'max-age=2592000' };

describe('as recorded', () => {
  test('recorded exchange: adt models.add', () => {
    const reply = instance().call('POST', '/models', { body: [sample], version: '2020-10-31' });
    expect(reply).toEqual({
      status: 201,
      headers: { 'Content-Type': 'application/json; charset=utf-8', ...strict },
      body: [
        {
          id: 'dtmi:samples:DTTestBuilding;1',
          description: {},
          displayName: { en: 'Building' },
          decommissioned: false,
          uploadTime: '2024-05-06T07:08:09.12+00:00',
        },
      ],
    });
    expect(Object.keys((reply.body as object[])[0] ?? {})).toEqual([
      'id',
      'description',
      'displayName',
      'decommissioned',
      'uploadTime',
    ]);
  });

  test('recorded exchange: adt models.list, with nextLink null on the last page', () => {
    const reply = building().call('GET', '/models?includeModelDefinition=false');
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ nextLink: null });
    expect(Object.keys((reply.body as { value: object[] }).value[0] ?? {})).not.toContain('model');
  });

  test('recorded exchange: adt models.delete (missing -> 404)', () => {
    const reply = instance().call('DELETE', '/models/dtmi%3Asamples%3ADTModelTestsModel%3B1');
    expect(reply).toEqual({
      status: 404,
      headers: { 'Content-Type': 'application/json; charset=utf-8', ...strict },
      body: {
        error: {
          code: 'ModelNotFound',
          message:
            'There is no Model(s) available that matches the provided id(s) dtmi:samples:DTModelTestsModel;1. Check that the Model ID provided is valid by doing a Model_List API call.',
        },
      },
    });
  });

  test('recorded exchange: adt models.delete (204)', () => {
    const adt = building();
    expect(adt.call('DELETE', '/models/dtmi%3Aexample%3AFloor%3B1')).toEqual({ status: 204, headers: strict });
    expect(adt.call('GET', '/models/dtmi:example:Floor;1').status).toBe(404);
  });

  test('JavaScript SDK, delete model with dependencies (2022)', () => {
    expect(errorOf(building().call('DELETE', '/models/dtmi:example:Thermostat;1'))).toEqual({
      status: 409,
      code: 'ModelReferencesNotDeleted',
      message:
        'This model is currently being referenced by dtmi:example:Suite;1. You must delete these references before deleting the Model.. To delete references, do Delete Model on Ids provided above.',
    });
  });

  test('JavaScript SDK, create model invalid model (2021): no @id', () => {
    const rest = Object.fromEntries(Object.entries(sample).filter(([key]) => key !== '@id'));
    expect(errorOf(instance().call('POST', '/models', { body: [rest] }))).toEqual({
      status: 400,
      code: 'DTDLParserError',
      message:
        "None of the models in this request could be created due to a problem with one or more models: Top-level element requires an identifer but none provided. Add an '@id' property whose value is a string that conforms to the DTMI syntax -- see https://github.com/Azure/digital-twin-model-identifier.. See model documentation(https://aka.ms/ADTv2Models) for supported format.",
    });
  });

  test('JavaScript SDK, create model invalid reference (2022)', () => {
    const body = [{ ...sample, contents: [{ '@type': 'Component', name: 'Component1', schema: 'XXX' }] }];
    expect(errorOf(instance().call('POST', '/models', { body }))).toEqual({
      status: 400,
      code: 'DTDLParserError',
      message:
        "None of the models in this request could be created due to a problem with one or more models: dtmi:samples:DTTestBuilding;1 has 'contents' value with name 'Component1' whose property 'schema' has value 'XXX' that is not a DTMI or a DTDL term. Replace the value of property 'schema, with a valid DTMI or a term defined by DTDL -- see https://github.com/Azure/opendigitaltwins-dtdl/tree/master/DTDL.. See model documentation(https://aka.ms/ADTv2Models) for supported format.",
    });
  });

  test('article "Tutorial: Explore the basics with a client app": a model is never overwritten', () => {
    const adt = building();
    expect(errorOf(adt.call('POST', '/models', { body: [{ ...sample, '@id': 'dtmi:example:Room;1' }] }))).toEqual({
      status: 409,
      code: 'ModelAlreadyExists',
      message:
        'Could not add model dtmi:example:Room;1 as it already exists. Use Model_List API to view models that already exist. See the Swagger example.(http://aka.ms/ModelListSwSmpl)',
    });
  });

  test('JavaScript SDK, decommission model already decommissioned (2022): 204 both times', () => {
    const adt = building();
    const body = [{ op: 'replace', path: '/decommissioned', value: true }];
    expect(adt.call('PATCH', '/models/dtmi:example:Floor;1', { body })).toEqual({ status: 204, headers: strict });
    expect(adt.call('GET', '/models/dtmi:example:Floor;1').body).toMatchObject({ decommissioned: true });
    expect(adt.call('PATCH', '/models/dtmi:example:Floor;1', { body }).status).toBe(204);
  });
});

describe('DTDL', () => {
  const content = (each: object) => ({ ...sample, contents: [each] });
  const property = (schema: unknown) => content({ '@type': 'Property', name: 'p', schema });
  const v3 = (model: object) => ({ ...model, '@context': 'dtmi:dtdl:context;3' });
  let nested: unknown = 'string';
  for (let depth = 0; depth < 6; depth++) {
    nested = { '@type': 'Map', mapKey: { name: 'k', schema: 'string' }, mapValue: { name: 'v', schema: nested } };
  }

  test.each<[string, object]>([
    [
      'context among others',
      { ...sample, '@context': ['dtmi:dtdl:context;3', 'dtmi:dtdl:extension:quantitativeTypes;1'] },
    ],
    ['no contents', { '@id': 'dtmi:a:b;1', '@type': 'Interface', '@context': 'dtmi:dtdl:context;2' }],
    ['command', content({ '@type': 'Command', name: 'reboot' })],
    [
      'relationship to a model that is not there',
      content({ '@type': 'Relationship', name: 'r', target: 'dtmi:x:y;1' }),
    ],
    ['array in v3', v3(property({ '@type': 'Array', elementSchema: 'string' }))],
    [
      'array of telemetry in v2',
      content({ '@type': 'Telemetry', name: 't', schema: { '@type': 'Array', elementSchema: 'long' } }),
    ],
    ['six levels in v3', v3(property(nested))],
    ['geospatial', property('point')],
    [
      'schema for reuse',
      {
        ...property('dtmi:a:level;1'),
        schemas: [{ '@id': 'dtmi:a:level;1', '@type': 'Object', fields: [{ name: 'f', schema: 'long' }] }],
      },
    ],
    ['minor version in v3', v3({ ...sample, '@id': 'dtmi:a:b;1.2' })],
  ])('takes: %s', (_title, model) => {
    expect(instance().call('POST', '/models', { body: [model] }).status).toBe(201);
  });

  test.each<[string, object, string]>([
    ['no context', { ...sample, '@context': undefined }, "no '@context'"],
    ['not an Interface', { ...sample, '@type': 'Property' }, 'must be of type Interface'],
    ['identifier without version', { ...sample, '@id': 'dtmi:a:b' }, 'DTMI syntax'],
    ['identifier with version 0', { ...sample, '@id': 'dtmi:a:b;0' }, 'DTMI syntax'],
    ['identifier ending in _', { ...sample, '@id': 'dtmi:a:b_;1' }, 'DTMI syntax'],
    ['identifier that is a number', { ...sample, '@id': 7 }, 'DTMI syntax'],
    ['unknown base', { ...sample, extends: 'dtmi:no:where;1' }, "'dtmi:no:where;1' refers to an undefined model"],
    ['itself as base', { ...sample, extends: sample['@id'] }, 'extends itself'],
    [
      'three bases in v2',
      { ...sample, extends: ['dtmi:a:a;1', 'dtmi:a:b;1', 'dtmi:a:c;1'] },
      "too many values of 'extends'",
    ],
    ['interface inside another', { ...sample, extends: [sample] }, 'not a DTMI'],
    ['unknown component', content({ '@type': 'Component', name: 'c', schema: 'dtmi:no:where;1' }), 'undefined model'],
    ['unknown kind of content', content({ '@type': 'Wish', name: 'w' }), "of type 'Wish'"],
    ['no name', content({ '@type': 'Property', schema: 'string' }), "no 'name'"],
    ['bad name', content({ '@type': 'Property', name: '1st', schema: 'string' }), "'1st' that is not a valid name"],
    ['hostile name', content({ '@type': 'Property', name: '__proto__', schema: 'string' }), 'not a valid name'],
    ['unknown schema', property('decimal'), "'decimal' that is not a DTMI or a DTDL term"],
    ['no schema', content({ '@type': 'Property', name: 'p' }), "no valid 'schema'"],
    ['undeclared schema', property('dtmi:a:level;1'), 'not declared'],
    ['array property in v2', property({ '@type': 'Array', elementSchema: 'string' }), 'DTDL v2 does not allow'],
    ['six levels in v2', property(nested), 'nested too deeply'],
    ['enum without values', property({ '@type': 'Enum', valueSchema: 'integer', enumValues: [] }), 'Enum lacks'],
    [
      'the same name twice',
      { ...sample, contents: [sample.contents[0], sample.contents[0]] },
      "more than one 'contents' value with name 'AverageTemperature'",
    ],
  ])('refuses: %s', (_title, model, problem) => {
    const adt = instance();
    const { code, message } = errorOf(adt.call('POST', '/models', { body: [model] }));
    expect(code).toBe('DTDLParserError');
    expect(message).toContain(problem);
    expect(adt.graph().models).toEqual({});
  });

  test('a name that is inherited already is refused', () => {
    const body = [
      {
        ...sample,
        extends: 'dtmi:example:Space;1',
        contents: [{ '@type': 'Property', name: 'name', schema: 'string' }],
      },
    ];
    expect(errorOf(building().call('POST', '/models', { body })).message).toContain(
      "more than one 'contents' value with name 'name'",
    );
  });

  test('components have no components', () => {
    const body = [content({ '@type': 'Component', name: 'c', schema: 'dtmi:example:Suite;1' })];
    expect(errorOf(building().call('POST', '/models', { body })).message).toContain('has components itself');
  });

  test('version 4 is another error', () => {
    const body = [{ ...sample, '@context': 'dtmi:dtdl:context;4' }];
    expect(errorOf(instance().call('POST', '/models', { body })).code).toBe('ModelVersionNotSupported');
  });

  test('all of them or none, in any order', () => {
    expect(instance().call('POST', '/models', { body: [...models].reverse() }).status).toBe(201);
    const adt = instance();
    expect(adt.call('POST', '/models', { body: [models[0], models[3]] }).status).toBe(400);
    expect(adt.graph().models).toEqual({});
  });
});

describe('limits (article "Azure Digital Twins service limits")', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_each, at) => ({ ...sample, '@id': `dtmi:a:b;${at + 1}` }));

  test('250 models a call', () => {
    expect(instance().call('POST', '/models', { body: many(250) }).status).toBe(201);
    expect(errorOf(instance().call('POST', '/models', { body: many(251) })).code).toBe('LimitExceeded');
  });

  test('1 MB a model', () => {
    const body = [{ ...sample, comment: 'x'.repeat(1_048_576) }];
    expect(errorOf(instance().call('POST', '/models', { body })).message).toContain('1 MB');
  });

  test('a page has at most 100 models, and nextLink leads to the rest', () => {
    const adt = instance();
    adt.call('POST', '/models', { body: many(130) });
    const first = adt.call('GET', '/models').body as { value: unknown[]; nextLink: string };
    expect(first.value).toHaveLength(100);
    const link = new URL(first.nextLink);
    expect(link.host).toBe('room.api.weu.digitaltwins.azure.net');
    expect(link.searchParams.get('api-version')).toBe('2023-10-31');
    const second = adt.call('GET', link.pathname + link.search).body as { value: unknown[]; nextLink: null };
    expect(second.value).toHaveLength(30);
    expect(second.nextLink).toBeNull();
  });

  test('nextLink leads to where the instance is called', () => {
    const request = ask('GET', '/models', { headers: { 'max-items-per-page': '1' } });
    const operation = twinsOperation(request, 'https://localhost:8443/room.api.weu');
    const { nextLink } = operation?.run(building().graph(), started).reply.body as { nextLink: string };
    expect(nextLink).toMatch(/^https:\/\/localhost:8443\/room\.api\.weu\/models\?api-version=/);
  });

  test('the caller may ask for smaller pages', () => {
    const reply = building().call('GET', '/models', { headers: { 'max-items-per-page': '2' } });
    expect((reply.body as { value: unknown[] }).value).toHaveLength(2);
  });
});

describe('list and get', () => {
  test('dependenciesFor gives the models and what they extend or are made of', () => {
    const reply = building().call('GET', '/models?dependenciesFor=dtmi:example:Suite;1');
    expect((reply.body as { value: { id: string }[] }).value.map(({ id }) => id)).toEqual([
      'dtmi:example:Space;1',
      'dtmi:example:Thermostat;1',
      'dtmi:example:Room;1',
      'dtmi:example:Suite;1',
    ]);
  });

  test('dependenciesFor of a missing model', () => {
    expect(errorOf(building().call('GET', '/models?dependenciesFor=dtmi:no:where;1')).code).toBe('ModelNotFound');
  });

  test.each(['/models', '/models/dtmi:example:Space;1'])('%s includes the definition on request', (path) => {
    const body = JSON.stringify(building().call('GET', `${path}?includeModelDefinition=true`).body);
    expect(body).toContain(JSON.stringify(models[0]));
  });

  test('an id that is none is refused as such', () => {
    expect(errorOf(building().call('GET', '/models/Room'))).toMatchObject({ status: 400, code: 'InvalidArgument' });
  });

  test('a model that is still referred to is not decommissioned', () => {
    const body = [{ op: 'replace', path: '/decommissioned', value: true }];
    const adt = building();
    const refused = errorOf(adt.call('PATCH', '/models/dtmi:example:Thermostat;1', { body }));
    expect(refused).toMatchObject({ status: 409, code: 'ModelReferencesNotDecommissioned' });
    adt.call('PATCH', '/models/dtmi:example:Suite;1', { body });
    expect(adt.call('PATCH', '/models/dtmi:example:Thermostat;1', { body }).status).toBe(204);
  });

  test('nothing but decommissioned can be patched', () => {
    const body = [{ op: 'replace', path: '/displayName', value: 'x' }];
    expect(errorOf(building().call('PATCH', '/models/dtmi:example:Room;1', { body })).code).toBe('JsonPatchInvalid');
  });
});
