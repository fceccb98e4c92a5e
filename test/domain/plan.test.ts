import { expect, test } from '@jest/globals';
import { type PlanValue, planId } from '../../src/domain/plan.ts';
import { newAssignment, newGroup, newInstance } from '../support/resources.ts';

const account = { name: 'ana@contoso.com', objectId: 'A', tenantId: 'T' };
const scope = '/subscriptions/s/resourceGroups/rg';
const group = newGroup('s', 'rg', 'westeurope', { team: 'factory', env: 'dev', 'adt-setup': 'one' });
const instance = newInstance({ subscriptionId: 's', resourceGroup: 'rg', name: 'twins' });
const assignment = newAssignment({ scope, roleId: 'r', principalId: 'p', principalType: 'User' });
const plan: PlanValue = { account, cloud: 'AzureCloud', resources: [group, instance, assignment] };

test.each<[string, PlanValue]>([
  ['another spelling of ids', { ...plan, account: { ...account, objectId: 'a', tenantId: 't' } }],
  ['another name of the same account', { ...plan, account: { ...account, name: 'ana.lima@contoso.com' } }],
  [
    'another order of tags, and the mark of another set-up',
    {
      ...plan,
      resources: [{ ...group, tags: { 'adt-setup': 'two', env: 'dev', team: 'factory' } }, instance, assignment],
    },
  ],
  [
    'other letter cases',
    { ...plan, resources: [{ ...group, id: group.id.toUpperCase(), name: 'RG' }, instance, assignment] },
  ],
])('%s is the same plan', (_, same) => {
  expect(planId(same)).toBe(planId(plan));
});

test.each<[string, PlanValue]>([
  ['another account', { ...plan, account: { ...account, objectId: 'b' } }],
  ['another directory', { ...plan, account: { ...account, tenantId: 'u' } }],
  ['another cloud', { ...plan, cloud: 'AzureUSGovernment' }],
  ['one resource less', { ...plan, resources: [group, instance] }],
  ['another order', { ...plan, resources: [instance, group, assignment] }],
  ['another tag', { ...plan, resources: [{ ...group, tags: { ...group.tags, env: 'Dev' } }, instance, assignment] }],
  ['another property', { ...plan, resources: [group, { ...instance, publicNetworkAccess: 'disabled' }, assignment] }],
  ['another principal', { ...plan, resources: [group, instance, { ...assignment, principalId: 'q' }] }],
])('%s is another plan', (_, other) => {
  expect(planId(other)).not.toBe(planId(plan));
});
