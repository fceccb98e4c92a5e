import { describe, expect, test } from '@jest/globals';
import { assignmentOf } from '../../src/domain/assignment.ts';
import type { Approved } from '../../src/domain/consent.ts';
import type { PlanAccount } from '../../src/domain/plan.ts';
import type { Resource } from '../../src/domain/resource.ts';
import { dataRole } from '../../src/domain/roles.ts';
import type { Plan } from '../../src/engine/plan.ts';
import { consentTo, type Given, type Remembered } from '../../src/wizard/consent.ts';

const ana: PlanAccount = { name: 'ana@contoso.com', objectId: 'A1', tenantId: 'T1' };
const bea: PlanAccount = { name: 'bea@contoso.com', objectId: 'B2', tenantId: 'T1' };

const group: Resource = {
  kind: 'group',
  id: '/subscriptions/s/resourceGroups/rg',
  name: 'rg',
  location: 'westeurope',
  tags: { 'adt-setup': 'one', team: 'twins' },
};
const role: Resource = assignmentOf({
  scope: '/subscriptions/s/resourceGroups/rg',
  roleId: dataRole('owner').id,
  principalId: 'A1',
  principalType: 'User',
});

/** A plan of that account that would make these. */
function planBy(account: PlanAccount, ...resources: readonly Resource[]): Plan {
  return {
    lines: [],
    outcomes: new Map(),
    blocked: new Set(),
    handOvers: [],
    report: {},
    resources,
    later: [],
    found: [],
    value: { account, cloud: 'AzureCloud', resources },
    id: 'feed',
  };
}

function approvedBy(account: PlanAccount, planId: string, ...resources: readonly Resource[]): Approved {
  return { planId, account, resources };
}

const nothing: Remembered = { approved: null, account: null, hasBegun: false, isFinished: false };
const nobody: Given = { yes: false, practice: false, canAsk: false };
const person: Given = { ...nobody, canAsk: true };
const yes: Given = { ...nobody, yes: true };

function verdict(plan: Plan, saved: Partial<Remembered>, given: Given): string {
  try {
    const consent = consentTo(plan, { ...nothing, ...saved }, given);
    return consent.is === 'agreed' ? (consent.before ? 'agreed before' : 'agreed now') : consent.is;
  } catch (error) {
    const { ending, code } = error as { ending: string; code: string };
    return `${ending} ${code}`;
  }
}

const whole = planBy(ana, group, role);
const rest = planBy(ana, role);
const anas = approvedBy(ana, 'feed', group, role);

test.each([
  ['nobody can be asked, and nothing was said', whole, {}, nobody, 'missing'],
  ['a person is there', whole, {}, person, 'to-ask'],
  ['--yes', whole, {}, yes, 'agreed now'],
  ['practice, where nobody can be asked', whole, {}, { ...nobody, practice: true }, 'agreed now'],
  ['practice, with a person', whole, {}, { ...person, practice: true }, 'to-ask'],
  ['nothing would be made', planBy(ana), {}, nobody, 'agreed before'],
  ['what is left was approved', rest, { approved: anas, hasBegun: true }, nobody, 'agreed before'],
  ['the same, by a person who is there', rest, { approved: anas, hasBegun: true }, person, 'agreed before'],
  [
    'the account is written in capitals, and ids are',
    planBy({ ...ana, objectId: 'a1' }, { ...group, id: group.id.toUpperCase() }),
    { approved: anas },
    nobody,
    'agreed before',
  ],
  [
    'tags in another order, with the mark of another set-up',
    planBy(ana, { ...group, tags: { team: 'twins', 'adt-setup': 'two' } }),
    { approved: anas },
    nobody,
    'agreed before',
  ],
  ['more than was approved', whole, { approved: approvedBy(ana, 'x', group) }, nobody, 'refused not-approved'],
  ['more than was approved, with a person', whole, { approved: approvedBy(ana, 'x', group) }, person, 'to-ask'],
  ['more than was approved, and --yes', whole, { approved: approvedBy(ana, 'x', group) }, yes, 'agreed now'],
  ['other tags', planBy(ana, { ...group, tags: { team: 'x' } }), { approved: anas }, nobody, 'refused not-approved'],
  ['another region', planBy(ana, { ...group, location: 'x' }), { approved: anas }, nobody, 'refused not-approved'],
  ['another account', planBy(bea, role), { approved: anas }, nobody, 'refused not-approved'],
  ['another account, and --yes', planBy(bea, role), { approved: anas }, yes, 'refused not-approved'],
  [
    'another account, in practice',
    planBy(bea, role),
    { approved: anas },
    { ...nobody, practice: true },
    'refused not-approved',
  ],
  ['another account, where nothing is left to make', planBy(bea), { approved: anas }, yes, 'refused not-approved'],
  [
    'another account looks at what is finished',
    planBy(bea),
    { approved: anas, isFinished: true },
    nobody,
    'agreed before',
  ],
  ['another account, where nothing is left to make', planBy(bea), { approved: anas }, yes, 'refused not-approved'],
  [
    'another account looks at what is finished',
    planBy(bea),
    { approved: anas, isFinished: true },
    nobody,
    'agreed before',
  ],
  ['another account, with a person', planBy(bea, role), { approved: anas }, person, 'to-ask'],
  [
    'the same account as a guest of another directory',
    planBy({ ...ana, tenantId: 'T2' }, role),
    { approved: anas },
    yes,
    'refused not-approved',
  ],
  ['something begun that nobody approved', rest, { hasBegun: true }, nobody, 'refused not-approved'],
  ['something begun by another account', rest, { hasBegun: true, account: bea }, yes, 'refused not-approved'],
  ['something begun by this account', rest, { hasBegun: true, account: ana }, yes, 'agreed now'],
  ['the plan that is named', whole, {}, { ...nobody, planId: 'feed' }, 'agreed now'],
  [
    'the plan that is named, half done',
    { ...rest, id: 'f00d' },
    { approved: anas },
    { ...nobody, planId: 'feed' },
    'agreed before',
  ],
  ['another plan than is named', whole, {}, { ...yes, planId: 'beef' }, 'refused plan-changed'],
  [
    'the plan that is named, and more',
    { ...whole, id: 'f00d' },
    { approved: approvedBy(ana, 'feed', group) },
    { ...nobody, planId: 'feed' },
    'refused plan-changed',
  ],
  [
    'the plan that is named, of another account',
    { ...planBy(bea, role), id: 'f00d' },
    { approved: anas },
    { ...nobody, planId: 'feed' },
    'refused plan-changed',
  ],
  ['an empty plan where another is named', planBy(ana), {}, { ...nobody, planId: 'beef' }, 'refused plan-changed'],
] as const)('%s', (_, plan, saved, given, expected) => {
  expect(verdict(plan, saved, given)).toBe(expected);
});

describe('what is said', () => {
  test('both accounts are named', () => {
    const consent = consentTo(planBy(bea, role), { ...nothing, approved: anas }, person);
    expect(consent).toMatchObject({ says: expect.stringMatching(/ana@contoso\.com.*bea@contoso\.com/) });
  });

  test('two accounts of one name are told apart', () => {
    const twin = { ...ana, objectId: 'C3' };
    const consent = consentTo(planBy(twin, role), { ...nothing, approved: anas }, person);
    expect(consent).toMatchObject({ says: expect.stringContaining('A1') });
  });

  test('what differs is named, with what was approved otherwise', () => {
    const other = { ...group, location: 'northeurope' };
    const saved = { ...nothing, approved: anas };
    expect(() => consentTo(planBy(ana, other), saved, nobody)).toThrow(/resourceGroups\/rg.*other location/);
    const plan = { ...planBy(ana, other), id: 'f00d' };
    expect(() => consentTo(plan, saved, { ...nobody, planId: 'feed' })).toThrow(/f00d.*other location/);
  });
});
