import { describe, expect, test } from '@jest/globals';
import { assignmentName, templateGuid } from '../../src/domain/assignment-name.ts';
import { actions } from '../../src/domain/right.ts';
import { placeOfZone } from '../../src/domain/time-zones.ts';
import { may } from '../../src/rights/match.ts';
import { contributor, everything, reader } from '../support/contoso.ts';

const entry = (
  actionsOf: readonly string[],
  notActions: readonly string[] = [],
): Parameters<typeof may>[0][number] => ({
  actions: actionsOf,
  notActions,
});

const userAccessAdministrator = entry(['*/read', 'Microsoft.Authorization/*', 'Microsoft.Support/*']);
const rbacAdministrator = entry([
  'Microsoft.Authorization/roleAssignments/write',
  'Microsoft.Authorization/roleAssignments/delete',
  '*/read',
  'Microsoft.Support/*',
]);

test.each([
  ['Europe/Berlin', { latitude: 53, longitude: 13 }],
  ['Asia/Calcutta', { latitude: 23, longitude: 88 }],
  ['America/Argentina/Buenos_Aires', { latitude: -35, longitude: -58 }],
  ['UTC', undefined],
  ['Etc/GMT+5', undefined],
  ['Europe/Ber', undefined],
  ['constructor/x', undefined],
  ['', undefined],
])('the place of the time zone %s', (zone, place) => {
  expect(placeOfZone(zone)).toEqual(place);
});

test('every time zone that a computer tells has a place', () => {
  expect(Intl.supportedValuesOf('timeZone').filter((each) => placeOfZone(each) === undefined)).toEqual([]);
});

describe('rights, from what the permissions list says (built-in roles, "Privileged")', () => {
  test.each([
    ['Owner', [everything], true, true, true],
    ['Contributor', [contributor], true, true, false],
    ['Reader', [reader], false, false, false],
    ['User Access Administrator', [userAccessAdministrator], false, false, true],
    ['Role Based Access Control Administrator', [rbacAdministrator], false, false, true],
    [
      'Contributor and User Access Administrator: notActions is no deny rule',
      [contributor, userAccessAdministrator],
      true,
      true,
      true,
    ],
    ['nothing', [], false, false, false],
    ['a custom role in other upper and lower case', [entry(['microsoft.digitaltwins/*/WRITE'])], false, true, false],
    [
      'a pattern that only looks alike',
      [entry(['Microsoft.DigitalTwins.digitalTwinsInstances/write'])],
      false,
      false,
      false,
    ],
  ])('%s', (_, entries, register, create, assign) => {
    expect(
      [actions.register, actions.createInstance, actions.assignRole].map((action) => may(entries, action)),
    ).toEqual([register, create, assign]);
  });
});

describe('the name of a role assignment', () => {
  test("is what guid('a', 'b', 'c') gives in Azure's templates", () => {
    expect(templateGuid('a', 'b', 'c')).toBe('a98fa280-e03f-5afa-8d8e-92d0a9c201e8');
  });

  test('does not depend on upper and lower case', () => {
    expect(assignmentName('/Subscriptions/X', 'ABC', 'DEF')).toBe(assignmentName('/subscriptions/x', 'abc', 'def'));
  });
});
