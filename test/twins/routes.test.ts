import { describe, expect, test } from '@jest/globals';
import { emptyGraph, twinsOperation } from '../../src/sandbox/twins/index.ts';
import { ask, building, errorOf, instance, started } from './instance.ts';

/** Source: provider operations of Microsoft.DigitalTwins, as the built-in Data Owner and Data Reader roles name them. */
test.each([
  ['GET', '/models', 'models/read'],
  ['POST', '/models', 'models/write'],
  ['GET', '/models/dtmi:a:b;1', 'models/read'],
  ['PATCH', '/models/dtmi:a:b;1', 'models/write'],
  ['DELETE', '/models/dtmi:a:b;1', 'models/delete'],
  ['POST', '/query', 'query/action'],
  ['GET', '/digitaltwins/t', 'digitaltwins/read'],
  ['PUT', '/digitaltwins/t', 'digitaltwins/write'],
  ['PATCH', '/digitaltwins/t', 'digitaltwins/write'],
  ['DELETE', '/digitaltwins/t', 'digitaltwins/delete'],
  ['GET', '/digitaltwins/t/components/c', 'digitaltwins/read'],
  ['PATCH', '/digitaltwins/t/components/c', 'digitaltwins/write'],
  ['GET', '/digitaltwins/t/relationships', 'digitaltwins/relationships/read'],
  ['GET', '/digitaltwins/t/incomingrelationships', 'digitaltwins/relationships/read'],
  ['GET', '/digitaltwins/t/relationships/r', 'digitaltwins/relationships/read'],
  ['PUT', '/DigitalTwins/t/Relationships/r', 'digitaltwins/relationships/write'],
  ['DELETE', '/digitaltwins/t/relationships/r', 'digitaltwins/relationships/delete'],
  ['GET', '/eventroutes', 'eventroutes/read'],
  ['PUT', '/eventroutes/r', 'eventroutes/write'],
  ['DELETE', '/eventroutes/r/', 'eventroutes/delete'],
])('%s %s asks for %s', (method, path, action) => {
  expect(twinsOperation(ask(method, path))?.dataAction).toBe(`Microsoft.DigitalTwins/${action}`);
});

test.each([
  ['GET', '/'],
  ['GET', '/query'],
  ['PUT', '/models'],
  ['GET', '/digitaltwins'],
  ['GET', '/digitaltwins/t/relationships/r/more'],
  ['GET', '/constructor'],
])('%s %s is no route', (method, path) => {
  expect(twinsOperation(ask(method, path))).toBeUndefined();
});

describe('api-version', () => {
  test.each(['2020-10-31', '2022-05-31', '2023-10-31'])('%s is served', (version) => {
    expect(instance().call('GET', '/models', { version }).status).toBe(200);
  });

  test.each([
    ['', 'ApiVersionUnspecified'],
    ['2023-01-31', 'UnsupportedApiVersion'],
  ])('%j is refused', (version, code) => {
    expect(errorOf(instance().call('GET', '/models', { version }))).toMatchObject({ status: 400, code });
  });
});

describe('event routes', () => {
  test('there are none', () => {
    expect(instance().call('GET', '/eventroutes')).toMatchObject({ status: 200, body: { value: [], nextLink: null } });
  });

  test('JavaScript SDK, create event route no endpoint (2023)', () => {
    const body = { endpointName: 'e', filter: 'true' };
    expect(errorOf(instance().call('PUT', '/eventroutes/r', { body }))).toEqual({
      status: 400,
      code: 'EventRouteEndpointInvalid',
      message:
        'The endpoint provided does not exist or is not active. Check that your endpoint is provisioned correctly. See event route documentation (https://aka.ms/ADTv2Routes).',
    });
  });

  test.each(['GET', 'DELETE'])('JavaScript SDK, %s event route not existing (2023)', (method) => {
    expect(errorOf(instance().call(method, '/eventroutes/r'))).toEqual({
      status: 404,
      code: 'EventRouteNotFound',
      message:
        'There is no route available that matches the provided input. Check for all valid event routes by calling EventRoute_List. See Swagger example (https://aka.ms/RouteSwSmpl).',
    });
  });
});

describe('hostile input', () => {
  const names = [
    '__proto__',
    'constructor',
    'toString',
    '<script>alert(1)</script>',
    '"\'&',
    '../../models',
    'ÄÖ 漢字 🏠',
    '%',
  ];

  test.each(names)('a twin called %s is a twin like any other', (id) => {
    const adt = building();
    const path = `/digitaltwins/${encodeURIComponent(id)}`;
    expect(adt.call('GET', path).status).toBe(404);
    const body = { $metadata: { $model: 'dtmi:example:Floor;1' }, name: id };
    expect(adt.call('PUT', path, { body }).status).toBe(200);
    expect(adt.call('GET', path).body).toMatchObject({ $dtId: id, name: id });
    expect(
      adt.call('PUT', '/digitaltwins/other', { body: { $metadata: { $model: 'dtmi:example:Floor;1' } } }).status,
    ).toBe(200);
    const relationship = `/digitaltwins/other/relationships/${encodeURIComponent(id)}`;
    const related = { $relationshipName: 'above', $targetId: id };
    expect(adt.call('GET', relationship).status).toBe(404);
    expect(adt.call('PUT', relationship, { body: related }).status).toBe(200);
    expect(adt.call('GET', relationship).body).toMatchObject({ $relationshipId: id, $targetId: id });
    expect(adt.call('GET', `${path}/incomingrelationships`).body).toMatchObject({ value: [{ $relationshipId: id }] });
    expect(adt.call('DELETE', relationship).status).toBe(204);
    expect(adt.call('DELETE', path).status).toBe(204);
    expect(adt.call('GET', path).status).toBe(404);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test.each(['__proto__', 'constructor'])('a property called %s is one that the model lacks', (name) => {
    const body = JSON.parse(`{"$metadata":{"$model":"dtmi:example:Floor;1"},"${name}":{"polluted":true}}`) as unknown;
    const adt = building();
    expect(errorOf(adt.call('PUT', '/digitaltwins/t', { body })).code).toBe('ValidationFailed');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test.each([
    ['too long', 'x'.repeat(129)],
    ['a control character', '%00'],
    ['a broken escape', '%E0%A4%A'],
  ])('an id with %s is refused', (_title, id) => {
    expect(errorOf(building().call('GET', `/digitaltwins/${id}`))).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
    });
  });

  test.each(['/models', '/query', '/digitaltwins/t/telemetry'])('%s survives deep nesting', (path) => {
    const depth = 20_000;
    const body = JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown;
    const adt = building({ t: ['Floor'] });
    const reply = adt.call('POST', path, { body, headers: { 'message-id': '1' } });
    expect(errorOf(reply)).toMatchObject({ status: 400, code: 'InvalidArgument' });
  });

  test('a run changes nothing in place', () => {
    const before = JSON.stringify(emptyGraph);
    const graph = building({ t: ['Floor', { name: 'a' }] }).graph();
    const copy = JSON.stringify(graph);
    const body = [{ op: 'replace', path: '/name', value: 'b' }];
    const outcome = twinsOperation(ask('PATCH', '/digitaltwins/t', { body }))?.run(graph, started);
    expect(outcome?.reply.status).toBe(204);
    expect(JSON.stringify(graph)).toBe(copy);
    expect(JSON.stringify(emptyGraph)).toBe(before);
  });
});
