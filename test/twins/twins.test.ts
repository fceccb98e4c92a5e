import { describe, expect, test } from '@jest/globals';
import { building, errorOf, type Instance } from './instance.ts';

const room = { $metadata: { $model: 'dtmi:example:Room;1' }, temperature: 21.5, name: 'North' };

interface Twin {
  readonly $etag: string;
  readonly $metadata: Readonly<Record<string, unknown>>;
}

function twin(adt: Instance, id: string): Twin & Readonly<Record<string, unknown>> {
  return adt.call('GET', `/digitaltwins/${id}`).body as Twin & Readonly<Record<string, unknown>>;
}

describe('as recorded', () => {
  test('JavaScript SDK, query digital twin (2021): what a PUT answers', () => {
    const reply = building().call('PUT', '/digitaltwins/room1', { body: room, version: '2020-10-31' });
    const { ETag: etag } = reply.headers ?? {};
    expect(reply.status).toBe(200);
    expect(etag).toMatch(/^W\/"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"$/);
    const time = { lastUpdateTime: '2024-05-06T07:08:10.1200000Z' };
    const metadata = { $model: 'dtmi:example:Room;1', temperature: time, name: time };
    expect(reply.body).toEqual({ $dtId: 'room1', $etag: etag, temperature: 21.5, name: 'North', $metadata: metadata });
    expect(Object.keys(reply.body as object)).toEqual(['$dtId', '$etag', 'temperature', 'name', '$metadata']);
  });

  test('JavaScript SDK, update digital twin multiple (2022): $lastUpdateTime, and 204 with the new ETag', () => {
    const adt = building({ room1: ['Room', { temperature: 21.5, name: 'North' }] });
    const before = twin(adt, 'room1');
    expect(before.$metadata['$lastUpdateTime']).toBe('2024-05-06T07:08:10.1200000Z');
    const body = [
      { op: 'replace', path: '/temperature', value: 23 },
      { op: 'add', path: '/humidity', value: 40 },
    ];
    const reply = adt.call('PATCH', '/digitaltwins/room1', { body });
    const after = twin(adt, 'room1');
    expect(reply).toEqual({
      status: 204,
      headers: { 'Strict-Transport-Security': 'max-age=2592000', ETag: after.$etag },
    });
    expect(after.$etag).not.toBe(before.$etag);
    const now = { lastUpdateTime: '2024-05-06T07:08:12.1200000Z' };
    expect(after).toMatchObject({ temperature: 23, humidity: 40, name: 'North' });
    expect(after.$metadata).toEqual({
      $model: 'dtmi:example:Room;1',
      $lastUpdateTime: now.lastUpdateTime,
      temperature: now,
      name: { lastUpdateTime: '2024-05-06T07:08:10.1200000Z' },
      humidity: now,
    });
  });

  const missing =
    'There is no digital twin instance that exists with the ID nobody. Please verify that the twin id is valid and ensure that the twin is not deleted. See section on querying the twins https://aka.ms/adtv2query.';
  const invalidIfMatch = 'Invalid If-Match header value. Allowed value(s): If-Match: {etag} or If-Match: *';
  const patch = [{ op: 'replace', path: '/temperature', value: 1 }];
  const documentation =
    'Please provide a valid patch document. See section on update apis in the documentation https://aka.ms/adtv2twins.';

  test.each<[string, string, string, object, number, string, string]>([
    ['get digitaltwin not existing (2022)', 'GET', 'nobody', {}, 404, 'DigitalTwinNotFound', missing],
    ['delete digitaltwin not existing (2022)', 'DELETE', 'nobody', {}, 404, 'DigitalTwinNotFound', missing],
    [
      'update digital twin not existing (2022)',
      'PATCH',
      'nobody',
      { body: patch },
      404,
      'DigitalTwinNotFound',
      missing,
    ],
    [
      'create digitaltwin conditionally if missing (2022)',
      'PUT',
      'suite',
      { body: room, headers: { 'if-none-match': '*' } },
      412,
      'PreconditionFailed',
      'If-None-Match: * header was specified but a twin with the id suite was found. Please specify a different twin id.',
    ],
    [
      'update digital twin invalid conditions (2022)',
      'PATCH',
      'suite',
      { body: patch, headers: { 'if-match': 'foo' } },
      400,
      'InvalidArgument',
      invalidIfMatch,
    ],
    [
      'delete digital twin invalid conditions (2021)',
      'DELETE',
      'suite',
      { headers: { 'if-match': 'foo' } },
      400,
      'InvalidArgument',
      invalidIfMatch,
    ],
    [
      'update digital twin invalid patch (2022)',
      'PATCH',
      'suite',
      { body: [{ op: 'move', path: '/temperature', value: 42 }] },
      400,
      'JsonPatchInvalid',
      `Unsupported operation type move. ${documentation}`,
    ],
    [
      'get component not existing (2022)',
      'GET',
      'suite/components/heater',
      {},
      404,
      'ComponentNotFound',
      'suite does not have component heater Please verify that the component path is correct. You can get components by getting the twin, See example https://aka.ms/TwinGetSwSmpl.',
    ],
    [
      'update component not existing (2023)',
      'PATCH',
      'suite/components/heater',
      { body: [{ op: 'replace', path: '/target', value: 1 }] },
      400,
      'JsonPatchInvalid',
      `Could not resolve path /heater/target. ${documentation}`,
    ],
    [
      'query digital twin (2022)',
      'DELETE',
      'floor',
      {},
      400,
      'RelationshipsNotDeleted',
      'Twin floor has active relationships. Cannot delete a twin unless all the relationships are deleted. Please ensure that the active relationships on the twin are deleted. See section on retrieving relationships https://aka.ms/adtv2twins.',
    ],
    [
      'log of a function app (2022)',
      'PATCH',
      'suite',
      { body: [{ op: 'replace', path: '/humidity', value: 42 }] },
      400,
      'JsonPatchInvalid',
      `humidity does not exist on component. ${documentation}`,
    ],
  ])('%s', (_source, method, path, rest, status, code, message) => {
    const adt = building({ suite: ['Suite', { temperature: 1, thermostat: { $metadata: {} } }], floor: ['Floor'] });
    const body = { $relationshipName: 'contains', $targetId: 'suite' };
    expect(adt.call('PUT', '/digitaltwins/floor/relationships/r1', { body }).status).toBe(200);
    const before = adt.graph();
    expect(errorOf(adt.call(method, `/digitaltwins/${path}`, rest))).toEqual({ status, code, message });
    expect(adt.graph()).toEqual(before);
  });

  test('JavaScript SDK, create digitaltwin without model (2022): the reason is a detail', () => {
    const body = { $metadata: { $model: 'dtmi:samples:DTTestBuilding;2' }, AverageTemperature: 68 };
    const message = 'dtmi:samples:DTTestBuilding;2 or one of its dependencies does not exist.';
    expect(building().call('PUT', '/digitaltwins/t', { body })).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'ValidationFailed',
          message: 'Invalid twin specified',
          details: [{ code: 'ValidationFailed', message }],
        },
      },
    });
  });

  test('JavaScript SDK, update component add (2022)', () => {
    const adt = building({ s: ['Suite', { thermostat: { $metadata: {}, target: 1 } }] });
    const body = [{ op: 'add', path: '/target', value: 5 }];
    const patched = adt.call('PATCH', '/digitaltwins/s/components/thermostat', { body });
    expect(patched.status).toBe(204);
    const time = '2024-05-06T07:08:11.1200000Z';
    expect(adt.call('GET', '/digitaltwins/s/components/thermostat')).toMatchObject({
      status: 200,
      headers: { ETag: patched.headers?.['ETag'] },
      body: { target: 5, $metadata: { $lastUpdateTime: time, target: { lastUpdateTime: time } } },
    });
  });
});

describe('validation', () => {
  test.each<[string, object, string]>([
    ['no metadata', { temperature: 1 }, '$metadata.$model is required'],
    ['no model', { $metadata: {} }, '$metadata.$model is required'],
    ['unknown property', { ...room, colour: 'red' }, 'colour is not defined'],
    ['telemetry', { ...room, noise: 1 }, 'noise is not a property - it is a Telemetry.'],
    ['text for a number', { ...room, temperature: 'hot' }, 'temperature is not a valid double'],
    ['fraction for an integer', { ...room, humidity: 1.5 }, 'humidity is not a valid integer'],
    ['integer of 33 bits', { ...room, humidity: 4294967296 }, 'humidity is not a valid integer'],
    ['long text', { ...room, name: 'x'.repeat(4097) }, 'name is not a valid string'],
    ['null', { ...room, name: null }, 'name is not a valid string'],
    ['outside the enum', { ...room, state: 'Ajar' }, 'state is not one of Open, Closed'],
    ['inside a map', { ...room, tags: { red: 'yes' } }, 'tags /red is not a valid boolean'],
    ['key of a map', { ...room, tags: { 'a b': true } }, 'tags has the invalid key a b'],
    ['array', { ...room, tags: [true] }, 'tags is not a map'],
    ['missing component', { $metadata: { $model: 'dtmi:example:Suite;1' } }, 'Component thermostat is required'],
    [
      'inside a component',
      { $metadata: { $model: 'dtmi:example:Suite;1' }, thermostat: { $metadata: {}, target: true } },
      'thermostat/target is not a valid double',
    ],
  ])('refuses: %s', (_title, body, problem) => {
    const adt = building();
    const error = errorOf(adt.call('PUT', '/digitaltwins/t', { body }));
    expect(error).toMatchObject({ status: 400, code: 'ValidationFailed', message: 'Invalid twin specified' });
    expect(JSON.stringify(error.details)).toContain(problem);
    expect(adt.graph().twins).toEqual({});
  });

  test.each<[string, string, readonly unknown[], readonly unknown[]]>([
    ['boolean', 'boolean', [true], [0, 'true']],
    ['date', 'date', ['2024-02-29'], ['2024-13-01', '29.2.2024', 7]],
    ['dateTime', 'dateTime', ['2024-02-29T10:00:00Z', '2024-02-29T10:00:00.123+01:00'], ['2024-02-29', 'T', 'today']],
    ['duration', 'duration', ['P1DT2H', 'PT0.5S'], ['P', 'PT', '1 day']],
    ['time', 'time', ['10:00:00Z'], ['10 am']],
    ['long', 'long', [2 ** 40, -1], [0.5, 'x']],
    ['float', 'float', [1e10], ['1']],
    ['point', 'point', [{ type: 'Point', coordinates: [1, 2] }], ['here']],
  ])('values of %s', (_title, schema, good, bad) => {
    const adt = building();
    const model = {
      '@id': 'dtmi:example:One;1',
      '@type': 'Interface',
      '@context': 'dtmi:dtdl:context;3',
      contents: [{ '@type': 'Property', name: 'p', schema: { '@type': 'Array', elementSchema: schema } }],
    };
    adt.call('POST', '/models', { body: [model] });
    const put = (value: unknown): number =>
      adt.call('PUT', '/digitaltwins/t', { body: { $metadata: { $model: 'dtmi:example:One;1' }, p: [value] } }).status;
    expect(good.map(put)).toEqual(good.map(() => 200));
    expect(bad.map(put)).toEqual(bad.map(() => 400));
  });

  test('a decommissioned model takes no new twins, and keeps those it has', () => {
    const adt = building({ f1: ['Floor'] });
    adt.call('PATCH', '/models/dtmi:example:Floor;1', {
      body: [{ op: 'replace', path: '/decommissioned', value: true }],
    });
    const body = { $metadata: { $model: 'dtmi:example:Floor;1' }, name: 'Ground' };
    expect(errorOf(adt.call('PUT', '/digitaltwins/f2', { body })).code).toBe('ModelDecommissioned');
    expect(adt.call('PUT', '/digitaltwins/f1', { body }).status).toBe(200);
  });

  test('32 KB a twin', () => {
    const tags = Object.fromEntries(Array.from({ length: 3000 }, (_each, at) => [`tag${at}`, true]));
    expect(errorOf(building().call('PUT', '/digitaltwins/t', { body: { ...room, tags } })).code).toBe(
      'InvalidArgument',
    );
  });
});

describe('conditions', () => {
  test.each<[string, (etag: string) => string, number]>([
    ['the same', (etag) => etag, 204],
    ['one of several', (etag) => `"other", ${etag}`, 204],
    ['any', () => '*', 204],
    ['another one', () => 'W/"0"', 412],
  ])('If-Match: %s', (_title, header, status) => {
    const adt = building({ room1: ['Room', { temperature: 1 }] });
    const headers = { 'if-match': header(twin(adt, 'room1').$etag) };
    const body = [{ op: 'replace', path: '/temperature', value: 2 }];
    expect(adt.call('PATCH', '/digitaltwins/room1', { body, headers }).status).toBe(status);
    expect(twin(adt, 'room1')['temperature']).toBe(status === 204 ? 2 : 1);
  });

  test('If-None-Match: * lets a new twin through, and nothing else is allowed', () => {
    const adt = building();
    expect(adt.call('PUT', '/digitaltwins/t', { body: room, headers: { 'if-none-match': '*' } }).status).toBe(200);
    expect(adt.call('PUT', '/digitaltwins/u', { body: room, headers: { 'if-none-match': 'W/"0"' } }).status).toBe(400);
  });
});

describe('patch', () => {
  const start = () =>
    building({ s: ['Suite', { temperature: 1, tags: { red: true }, thermostat: { $metadata: {}, target: 20 } }] });

  test.each<[string, object[], object, string?]>([
    ['remove', [{ op: 'remove', path: '/temperature' }], { tags: { red: true } }, 'temperature'],
    ['inside a map', [{ op: 'add', path: '/tags/blue', value: true }], { tags: { red: true, blue: true } }],
    ['inside a component', [{ op: 'replace', path: '/thermostat/target', value: 22 }], { thermostat: { target: 22 } }],
    [
      'whole component',
      [{ op: 'replace', path: '/thermostat', value: { $metadata: {} } }],
      { thermostat: { $metadata: {} } },
      'thermostat.target',
    ],
    [
      'time at the source',
      [
        { op: 'add', path: '/humidity', value: 7 },
        { op: 'replace', path: '/$metadata/humidity/sourceTime', value: '2024-01-01T00:00:00Z' },
      ],
      { $metadata: { humidity: { sourceTime: '2024-01-01T00:00:00Z' } } },
    ],
    [
      'model',
      [
        { op: 'replace', path: '/$metadata/$model', value: 'dtmi:example:Room;1' },
        { op: 'remove', path: '/thermostat' },
      ],
      { $metadata: { $model: 'dtmi:example:Room;1' } },
      'thermostat',
    ],
  ])('%s', (_title, body, expected, gone = 'occupied') => {
    const adt = start();
    expect(adt.call('PATCH', '/digitaltwins/s', { body })).toMatchObject({ status: 204 });
    expect(twin(adt, 's')).toMatchObject(expected);
    expect(twin(adt, 's')).not.toHaveProperty(gone);
  });

  test.each<[string, unknown, string]>([
    ['no array', { op: 'add' }, 'JsonPatchInvalid'],
    ['nothing', [], 'JsonPatchInvalid'],
    ['no path', [{ op: 'add', value: 1 }], 'JsonPatchInvalid'],
    ['no value', [{ op: 'add', path: '/temperature' }], 'JsonPatchInvalid'],
    ['removing what is not there', [{ op: 'remove', path: '/humidity' }], 'JsonPatchInvalid'],
    ['a path into a number', [{ op: 'add', path: '/temperature/deep', value: 1 }], 'JsonPatchInvalid'],
    ['the id', [{ op: 'replace', path: '/$dtId', value: 'x' }], 'JsonPatchInvalid'],
    [
      'a time that the service writes',
      [{ op: 'replace', path: '/$metadata/$lastUpdateTime', value: 'x' }],
      'JsonPatchInvalid',
    ],
    ['the prototype', [{ op: 'add', path: '/__proto__/polluted', value: true }], 'JsonPatchInvalid'],
    ['the wrong type', [{ op: 'replace', path: '/temperature', value: 'warm' }], 'ValidationFailed'],
    ['what the model lacks', [{ op: 'add', path: '/colour', value: 'red' }], 'ValidationFailed'],
    ['the component away', [{ op: 'remove', path: '/thermostat' }], 'ValidationFailed'],
  ])('refuses: %s', (_title, body, code) => {
    const adt = start();
    const before = adt.graph();
    expect(errorOf(adt.call('PATCH', '/digitaltwins/s', { body }))).toMatchObject({ status: 400, code });
    expect(adt.graph()).toEqual(before);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('telemetry', () => {
  const headers = { 'message-id': 'm1' };

  test.each(['/digitaltwins/s/telemetry', '/digitaltwins/s/components/thermostat/telemetry'])('%s', (path) => {
    const adt = building({ s: ['Suite', { thermostat: { $metadata: {} } }] });
    expect(adt.call('POST', path, { body: { noise: 3 }, headers }).status).toBe(204);
    expect(errorOf(adt.call('POST', path, { body: { noise: 3 } })).code).toBe('InvalidArgument');
  });

  test('of a component that is not there', () => {
    const adt = building({ s: ['Room'] });
    const reply = adt.call('POST', '/digitaltwins/s/components/heater/telemetry', { body: {}, headers });
    expect(errorOf(reply).code).toBe('ComponentNotFound');
  });
});
