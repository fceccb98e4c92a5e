import type { Exchange } from './replay.ts';
import {
  added,
  ask,
  error,
  invalidPatch,
  model,
  newTwin,
  noRelationship,
  noTwin,
  property,
  removed,
  without,
} from './said.ts';

const ids = ['Building', 'Floor', 'Room'].map((name) => `dtmi:samples:DTRelationshipsTests${name};1`) as [
  string,
  string,
  string,
];
const [building, floor, room] = ids;
const leadsTo = (name: string, target: string, more: object = {}) => ({
  '@type': 'Relationship',
  name,
  target,
  ...more,
});
const twins = ['building', 'floor', 'room'];
const begin: readonly Exchange[] = [
  ...without(...ids),
  added([
    model(
      building,
      'Building',
      leadsTo('has', floor, { properties: [property('isAccessRestricted', 'boolean')] }),
      property('AverageTemperature', 'double'),
    ),
    model(floor, 'Floor', leadsTo('contains', room), property('AverageTemperature', 'double')),
    model(room, 'Room', property('Temperature', 'double'), property('IsOccupied', 'boolean')),
  ]),
  ...twins.map((id) => ask('DELETE', `/digitaltwins/${id}`, 404, noTwin(id))),
  newTwin('building', building, { AverageTemperature: 68 }),
  newTwin('floor', floor, { AverageTemperature: 75 }),
  newTwin('room', room, { Temperature: 80, IsOccupied: true }),
];
const end = [...twins.map((id) => ask('DELETE', `/digitaltwins/${id}`, 204)), ...removed(...ids)];

const contains = '/digitaltwins/floor/relationships/FloorContainsRoom';
const containing = {
  $relationshipId: 'FloorContainsRoom',
  $sourceId: 'floor',
  $relationshipName: 'contains',
  $targetId: 'room',
};
const has = '/digitaltwins/building/relationships/BuildingHasFloor';
const having = (isAccessRestricted?: boolean): object => ({
  $relationshipId: 'BuildingHasFloor',
  ...{ $sourceId: 'building', $relationshipName: 'has', $targetId: 'floor' },
  ...(isAccessRestricted === undefined ? {} : { isAccessRestricted }),
});
const tagged = (relationship: object): { answer: object; etag: string } => ({
  answer: { ...relationship, $etag: 'W/"r"' },
  etag: 'W/"r"',
});
const put = (isAccessRestricted: boolean): Exchange =>
  ask('PUT', has, 200, { body: having(isAccessRestricted), ...tagged(having(isAccessRestricted)) });
const endOfHas = [ask('DELETE', has, 204), ...end];
const noContains = ask('DELETE', contains, 404, noRelationship('FloorContainsRoom', 'floor'));
const noHas = ask('DELETE', has, 404, noRelationship('BuildingHasFloor', 'building'));
const replaced = { op: 'replace', path: '/isAccessRestricted', value: true };
const refused = (body: readonly object[], problem: string): Exchange =>
  ask('PATCH', has, 400, { body, ...invalidPatch(problem) });

/** Microsoft's JavaScript SDK, "DigitalTwins Relationships - create, read, list, delete operations", recorded 9 January 2023. */
export const relationships: Readonly<Record<string, readonly Exchange[]>> = {
  'create basic relationship': [
    ...begin,
    ask('PUT', contains, 200, { body: containing, ...tagged(containing) }),
    ask('DELETE', contains, 204),
    ...end,
  ],
  'create invalid relationship: invalid twin id': [
    ...begin,
    ask('PUT', '/digitaltwins/foo/relationships/FloorContainsRoom', 404, { body: containing, ...noTwin('foo') }),
    noContains,
    ...end,
  ],
  'create invalid relationship: invalid twin target id': [
    ...begin,
    ask('PUT', contains, 404, {
      body: { ...containing, $targetId: 'foo' },
      ...error(
        'TargetDigitalTwinNotFound',
        'The target digital twin is invalid or does not exist. Please validate that the target twin is valid and ensure that the target twin is not deleted. See section on querying the twins https://aka.ms/adtv2query .',
      ),
    }),
    noContains,
    ...end,
  ],
  'create relationship conditionally': [
    ...begin,
    ask('PUT', contains, 200, { body: containing, headers: { 'If-None-Match': '*' }, ...tagged(containing) }),
    ask('PUT', contains, 412, {
      body: containing,
      headers: { 'If-None-Match': '*' },
      ...error(
        'PreconditionFailed',
        'If-None-Match: * header was specified but a relationship with the id FloorContainsRoom was found. Please specify a different relationship id.',
      ),
    }),
    ask('DELETE', contains, 204),
    ...end,
  ],
  'upsert relationship': [...begin, put(false), put(true), ...endOfHas],
  'list relationships': [
    ...begin,
    put(false),
    ask('GET', '/digitaltwins/building/relationships', 200, {
      answer: { nextLink: null, value: [tagged(having(false)).answer] },
    }),
    ...endOfHas,
  ],
  'list incoming relationships': [
    ...begin,
    put(false),
    ask('GET', '/digitaltwins/building/incomingrelationships', 200, { answer: { nextLink: null, value: [] } }),
    ...endOfHas,
  ],
  'update relationship conditionally': [
    ...begin,
    put(false),
    ask('PATCH', has, 204, { body: [replaced], etag: 'W/"s"' }),
    ask('GET', has, 200, tagged(having(true))),
    ...endOfHas,
  ],
  'update relationship multiple': [
    ...begin,
    put(false),
    ask('PATCH', has, 204, { body: [replaced, { op: 'remove', path: '/isAccessRestricted' }], etag: 'W/"s"' }),
    ask('GET', has, 200, tagged(having())),
    ...endOfHas,
  ],
  'update relationship invalid patch': [
    ...begin,
    put(false),
    refused([{ op: 'move', path: '/isAccessRestricted' }], 'Unsupported operation type move'),
    refused(
      [{ op: 'remove', path: '/isAccessDoorRestricted' }],
      "The target location specified by path segment 'isAccessDoorRestricted' was not found",
    ),
    refused([{ isAccessRestricted: false }], 'Parameter op must not be empty'),
    refused([{}], 'Parameter op must not be empty'),
    ...endOfHas,
  ],
  'update relationship not existing': [
    ...begin,
    ask('PATCH', '/digitaltwins/building/relationships/foo', 404, {
      body: [replaced],
      ...noRelationship('foo', 'building'),
    }),
    noHas,
    ...end,
  ],
  'delete relationship not existing': [...begin, noHas, noHas, ...end],
};
