import { expect, test } from '@jest/globals';
import { holdsFor } from '../../src/domain/policy-condition.ts';

const type = 'Microsoft.DigitalTwins/digitalTwinsInstances';
const judged = { type, name: 'plant-1', id: `/subscriptions/s/resourceGroups/rg/providers/${type}/plant-1` };
const isInstance = { field: 'type', equals: type.toLowerCase() };
const isOther = { field: 'type', equals: 'Microsoft.Storage/storageAccounts' };
const unknown = { field: "tags['keep']", equals: 'yes' };

test.each<[string, unknown, boolean | undefined]>([
  ['its type, whatever the case', isInstance, true],
  ['another type', isOther, false],
  ['one of several types', { field: 'type', in: ['x', type] }, true],
  ['none of several types', { field: 'type', notIn: ['x', type] }, false],
  ['a pattern', { field: 'name', like: 'plant-*' }, true],
  ['a pattern that it is not', { field: 'name', notLike: 'plant-*' }, false],
  ['letters of a pattern that mean something elsewhere', { field: 'name', like: 'plant.1' }, false],
  ['a part of its id', { field: 'id', contains: 'resourcegroups/rg/' }, true],
  ['all of several', { allOf: [isInstance, { field: 'name', equals: 'plant-1' }] }, true],
  ['all, one of which is not so', { allOf: [unknown, isOther] }, false],
  ['all, one of which nobody knows here', { allOf: [isInstance, unknown] }, undefined],
  ['any of several', { anyOf: [unknown, isInstance] }, true],
  ['any, of which nobody knows one', { anyOf: [unknown, isOther] }, undefined],
  ['not', { not: isOther }, true],
  ['not what nobody knows', { not: unknown }, undefined],
  ['an expression', { field: 'type', equals: "[concat('a', 'b')]" }, undefined],
  ['a condition that this version does not know', { field: 'type', match: 'M??' }, undefined],
  ['a count', { count: { field: 'x[*]' }, greater: 0 }, undefined],
  ['nothing', {}, undefined],
  ['no condition at all', 'x', undefined],
])('%s', (_, rule, holds) => {
  expect(holdsFor(rule, judged)).toBe(holds);
});
