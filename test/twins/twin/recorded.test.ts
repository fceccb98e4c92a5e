import { describe, expect, test } from '@jest/globals';
import { building, errorOf } from '../instance.ts';
import { room, twin } from './twin.ts';

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

  test.each<[string, string, readonly object[]]>([
    ['replace (2023): it moves', '2024-05-06T07:08:11.1200000Z', [{ op: 'replace', path: '/target', value: 5 }]],
    [
      'multiple (2023): a removal leaves it',
      '2024-05-06T07:08:10.1200000Z',
      [
        { op: 'replace', path: '/target', value: 5 },
        { op: 'remove', path: '/target' },
      ],
    ],
  ])('JavaScript SDK, update component %s, the time of the component', (_name, time, body) => {
    const adt = building({ s: ['Suite', { thermostat: { $metadata: {}, target: 1 } }] });
    expect(adt.call('PATCH', '/digitaltwins/s/components/thermostat', { body }).status).toBe(204);
    const got = adt.call('GET', '/digitaltwins/s/components/thermostat', { version: '2020-10-31' });
    expect(got.body).toMatchObject({ $metadata: { $lastUpdateTime: time } });
  });
});
