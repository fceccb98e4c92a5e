import { describe, expect, test } from '@jest/globals';
import { building, errorOf, type Instance } from './instance.ts';

function house(): Instance {
  return building({
    floor: ['Floor', { name: 'Ground' }],
    attic: ['Floor'],
    room: ['Room'],
    suite: ['Suite', { thermostat: { $metadata: {} } }],
  });
}

const contains = { $relationshipName: 'contains', $targetId: 'room' };
const path = '/digitaltwins/floor/relationships/r1';

describe('as recorded', () => {
  test('JavaScript SDK, list incoming relationships (2023): what a PUT answers', () => {
    const reply = house().call('PUT', path, { body: { ...contains, since: '2024-01-01' } });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      $relationshipId: 'r1',
      $etag: reply.headers?.['ETag'],
      $sourceId: 'floor',
      $relationshipName: 'contains',
      $targetId: 'room',
      since: '2024-01-01',
    });
    expect(Object.keys(reply.body as object)).toEqual([
      '$relationshipId',
      '$etag',
      '$sourceId',
      '$relationshipName',
      '$targetId',
      'since',
    ]);
  });

  test('JavaScript SDK, list incoming relationships (2023): an empty list has nextLink null', () => {
    const reply = house().call('GET', '/digitaltwins/room/incomingrelationships');
    expect(reply.body).toEqual({ value: [], nextLink: null });
  });

  test('JavaScript SDK, create relationship conditionally (2023)', () => {
    const adt = house();
    adt.call('PUT', path, { body: contains });
    expect(errorOf(adt.call('PUT', path, { body: contains, headers: { 'if-none-match': '*' } }))).toEqual({
      status: 412,
      code: 'PreconditionFailed',
      message:
        'If-None-Match: * header was specified but a relationship with the id r1 was found. Please specify a different relationship id.',
    });
  });

  test('JavaScript SDK, get relationship not existing (2022)', () => {
    expect(errorOf(house().call('GET', path))).toEqual({
      status: 404,
      code: 'RelationshipNotFound',
      message:
        'Relationship r1 not found on twin floor. Please verify that the relationship id is valid and ensure that the relationship is not deleted. See section on listing relationships in the documentation https://aka.ms/adtv2twins.',
    });
  });
});

test.each<[string, string, object, number, string]>([
  ['no source', '/digitaltwins/nobody/relationships/r', contains, 404, 'DigitalTwinNotFound'],
  ['no target', path, { ...contains, $targetId: 'nobody' }, 404, 'TargetDigitalTwinNotFound'],
  ['no name', path, { $targetId: 'room' }, 400, 'InvalidArgument'],
  ['to itself', path, { ...contains, $targetId: 'floor' }, 400, 'OperationNotAllowed'],
  ['name that the model lacks', path, { ...contains, $relationshipName: 'has' }, 400, 'InvalidRelationship'],
  ['name of a property', path, { ...contains, $relationshipName: 'name' }, 400, 'InvalidRelationship'],
  ['target of another model', path, { ...contains, $targetId: 'attic' }, 400, 'InvalidRelationship'],
  ['unknown property', path, { ...contains, colour: 'red' }, 400, 'ValidationFailed'],
  ['wrong type', path, { ...contains, since: 'ever' }, 400, 'ValidationFailed'],
])('refuses: %s', (_title, at, body, status, code) => {
  const adt = house();
  expect(errorOf(adt.call('PUT', at, { body }))).toMatchObject({ status, code });
  expect(adt.graph().relationships).toEqual({});
});

test('a target may be of a model that extends the one wanted', () => {
  expect(house().call('PUT', path, { body: { ...contains, $targetId: 'suite' } }).status).toBe(200);
});

test('list, by name, and from the other end', () => {
  const adt = house();
  adt.call('PUT', path, { body: contains });
  adt.call('PUT', '/digitaltwins/floor/relationships/r2', { body: { $relationshipName: 'above', $targetId: 'attic' } });
  const ids = (url: string): unknown[] =>
    (adt.call('GET', url).body as { value: { $relationshipId: unknown }[] }).value.map((each) => each.$relationshipId);
  expect(ids('/digitaltwins/floor/relationships')).toEqual(['r1', 'r2']);
  expect(ids('/digitaltwins/floor/relationships?relationshipName=above')).toEqual(['r2']);
  expect(adt.call('GET', '/digitaltwins/room/incomingrelationships').body).toEqual({
    value: [
      {
        $relationshipId: 'r1',
        $sourceId: 'floor',
        $relationshipName: 'contains',
        $relationshipLink: '/digitaltwins/floor/relationships/r1',
      },
    ],
    nextLink: null,
  });
});

test('patch writes properties, not ends', () => {
  const adt = house();
  adt.call('PUT', path, { body: contains });
  const body = [{ op: 'add', path: '/since', value: '2024-01-01' }];
  const patched = adt.call('PATCH', path, { body });
  expect(patched.status).toBe(204);
  expect(adt.call('GET', path)).toMatchObject({
    headers: { ETag: patched.headers?.['ETag'] },
    body: { since: '2024-01-01' },
  });
  const turned = adt.call('PATCH', path, { body: [{ op: 'replace', path: '/$targetId', value: 'suite' }] });
  expect(errorOf(turned).code).toBe('JsonPatchInvalid');
});

test('cleaning up goes relationship, twin, model', () => {
  const adt = house();
  adt.call('PUT', path, { body: contains });
  expect(errorOf(adt.call('DELETE', '/digitaltwins/room')).code).toBe('RelationshipsNotDeleted');
  expect(adt.call('DELETE', path, { headers: { 'if-match': 'W/"0"' } }).status).toBe(412);
  expect(adt.call('DELETE', path).status).toBe(204);
  expect(adt.call('DELETE', '/digitaltwins/room').status).toBe(204);
  expect(adt.call('DELETE', '/digitaltwins/floor').status).toBe(204);
  expect(adt.graph().relationships).toEqual({});
});
