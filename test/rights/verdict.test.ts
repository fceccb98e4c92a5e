import { describe, expect, test } from '@jest/globals';
import { actions } from '../../src/domain/right.ts';
import type { DenyAssignment } from '../../src/port/access-control.ts';
import type { PermissionEntry } from '../../src/port/azure.ts';
import { may } from '../../src/rights/match.ts';
import { privilegedRoles } from '../../src/rights/privileged-roles.ts';
import { everyone, isAtOrBelow, verdictOn, withConditions } from '../../src/rights/verdict.ts';
import { builtInRoles } from '../../src/sandbox/world/roles.ts';

const named = [
  'Owner',
  'Contributor',
  'Reader',
  'User Access Administrator',
  'Role Based Access Control Administrator',
  'Azure Digital Twins Data Owner',
] as const;
type Name = (typeof named)[number];

/** What each role lets its holder do by Microsoft's own description: create things, and give roles. */
const grants: Readonly<Record<Name, { readonly create: boolean; readonly assign: boolean }>> = {
  Owner: { create: true, assign: true },
  Contributor: { create: true, assign: false },
  Reader: { create: false, assign: false },
  'User Access Administrator': { create: false, assign: true },
  'Role Based Access Control Administrator': { create: false, assign: true },
  'Azure Digital Twins Data Owner': { create: false, assign: false },
};

function entriesOf(name: Name): readonly PermissionEntry[] {
  return builtInRoles.find((role) => role.roleName === name)?.permissions ?? [];
}

const pairs = named.flatMap((one) => named.map((other) => [one, other] as const));

describe('the built-in roles, in all pairs', () => {
  test.each(pairs)('%s and %s add up', (one, other) => {
    const entries = [...entriesOf(one), ...entriesOf(other)];
    const create = grants[one].create || grants[other].create;
    const assign = grants[one].assign || grants[other].assign;
    const answers = [actions.register, actions.createGroup, actions.createInstance, actions.assignRole];
    expect(answers.map((action) => may(entries, action))).toEqual([create, create, create, assign]);
  });

  test('adding all actions up and then taking all notActions away would be wrong: Contributor and User Access Administrator', () => {
    const entries = [...entriesOf('Contributor'), ...entriesOf('User Access Administrator')];
    const mixed: PermissionEntry = {
      actions: entries.flatMap((each) => each.actions),
      notActions: entries.flatMap((each) => each.notActions),
    };
    expect(may([mixed], actions.assignRole)).toBe(false);
    expect(may(entries, actions.assignRole)).toBe(true);
  });
});

const subscription = '/subscriptions/s1';
const group = `${subscription}/resourceGroups/rg-one`;
const instance = `${group}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant`;
const owner = entriesOf('Owner');
const me = 'aaaaaaaa-0000-4000-8000-00000000000a';
const team = 'aaaaaaaa-0000-4000-8000-0000000000aa';

function denial(change: Partial<DenyAssignment> = {}): DenyAssignment {
  const nothing = { notActions: ['*/read'] };
  return {
    name: 'Managed',
    scope: group,
    entries: [{ actions: ['*'], ...nothing }],
    principals: [everyone],
    excluded: [],
    onlyItsScope: false,
    conditional: false,
    ...change,
  };
}

const act = { action: actions.createInstance, scope: instance };
const inTeam = { objectId: me, groups: new Set([team]) };

describe('deny assignments', () => {
  test.each<[string, Partial<DenyAssignment>, string]>([
    ['of everybody', {}, 'no'],
    ['of everybody but me', { excluded: [me.toUpperCase()] }, 'yes'],
    ['of everybody but a group that I am in', { excluded: [team] }, 'yes'],
    ['of everybody but somebody else', { excluded: ['bea'] }, 'no'],
    ['of me', { principals: [me.toUpperCase()] }, 'no'],
    ['of a group that I am in', { principals: [team] }, 'no'],
    ['of somebody else', { principals: ['bea'] }, 'yes'],
    ['of nobody', { principals: [] }, 'yes'],
    ['from the subscription', { scope: subscription.toUpperCase() }, 'no'],
    ['from the very top', { scope: '/' }, 'no'],
    ['from a management group', { scope: '/providers/Microsoft.Management/managementGroups/contoso' }, 'no'],
    ['on another group whose name begins alike', { scope: `${subscription}/resourceGroups/rg-on` }, 'yes'],
    ['on the group itself and not below', { onlyItsScope: true }, 'yes'],
    ['on the instance itself and not below', { onlyItsScope: true, scope: instance }, 'no'],
    ['of something else', { entries: [{ actions: ['Microsoft.Storage/*'], notActions: [] }] }, 'yes'],
    ['of all but this', { entries: [{ actions: ['*'], notActions: [act.action] }] }, 'yes'],
    ['under a condition', { conditional: true }, 'probably'],
  ])('%s', (_, change, is) => {
    const verdict = verdictOn(act, owner, [denial(change)], inTeam);
    expect(verdict.is).toBe(is);
    if (verdict.is === 'no') expect(verdict.denial).toBe('Managed');
  });

  test.each<[string, Partial<DenyAssignment>, string]>([
    ['of everybody', {}, 'no'],
    ['of everybody but a group', { excluded: [team] }, 'probably'],
    ['of a group', { principals: [team] }, 'probably'],
  ])('when the directory does not tell the groups: %s', (_, change, is) => {
    expect(verdictOn(act, owner, [denial(change)], { objectId: me, groups: undefined }).is).toBe(is);
  });

  test('that can not be read leave a doubt, and give no right', () => {
    expect(verdictOn(act, owner, [], inTeam)).toEqual({ is: 'yes' });
    expect(verdictOn(act, owner, undefined, inTeam).is).toBe('probably');
    expect(verdictOn(act, entriesOf('Reader'), undefined, inTeam)).toEqual({ is: 'no' });
    expect(verdictOn(act, undefined, undefined, inTeam)).toEqual({ is: 'unknown' });
  });

  test('are the reason also without a role, since no role would help; one that may mean somebody else is not', () => {
    const no = { is: 'no', denial: 'Managed' };
    expect(verdictOn(act, entriesOf('Reader'), [denial()], inTeam)).toEqual(no);
    expect(verdictOn(act, undefined, [denial()], inTeam)).toEqual(no);
    expect(verdictOn(act, entriesOf('Reader'), [denial({ conditional: true })], inTeam)).toEqual({ is: 'no' });
    expect(verdictOn(act, undefined, [denial({ conditional: true })], inTeam)).toEqual({ is: 'unknown' });
  });
});

test('the wizard knows the built-in roles as Azure has them', () => {
  const wanted = [actions.register, actions.createGroup, actions.createInstance, actions.assignRole];
  for (const { id, name, entries } of privilegedRoles) {
    const real = builtInRoles.find((role) => role.id === id);
    expect(real?.roleName).toBe(name);
    expect(wanted.map((action) => may(entries, action))).toEqual(
      wanted.map((action) => may(real?.permissions ?? [], action)),
    );
  }
  expect(privilegedRoles).toHaveLength(4);
});

describe('conditions', () => {
  const yes = { is: 'yes' } as const;
  const role = (name: Name, conditional: boolean): { entries: readonly PermissionEntry[]; conditional: boolean } => ({
    entries: entriesOf(name),
    conditional,
  });
  test.each([
    ['of the only role that gives it', [role('User Access Administrator', true)], 'probably'],
    [
      'of one role, when another gives it without',
      [role('User Access Administrator', true), role('Owner', false)],
      'yes',
    ],
    ['of a role that does not give it anyway', [role('Owner', false), role('Reader', true)], 'yes'],
    ['of nothing: the right comes from elsewhere', [], 'yes'],
    ['that can not be read', undefined, 'probably'],
  ])('%s', (_, held, is) => {
    expect(withConditions(yes, actions.assignRole, held).is).toBe(is);
  });

  test('make nothing possible that is not', () => {
    expect(withConditions({ is: 'no' }, actions.assignRole, [role('Owner', false)])).toEqual({ is: 'no' });
  });
});

test.each([
  [instance, group, true],
  [group.toUpperCase(), group, true],
  [`${group}-two`, group, false],
  [group, instance, false],
  [group, `${group}/`, true],
])('%s is at or below %s: %s', (id, scope, expected) => {
  expect(isAtOrBelow(id, scope)).toBe(expected);
});
