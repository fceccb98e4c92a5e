import type { Outcome } from '../../context.ts';
import type { Policy } from '../../world/guards.ts';
import { isAtOrBelow } from '../../world/resources.ts';
import { type Call, param, type Route } from '../call.ts';
import { instanceType } from '../digital-twins/instance-body.ts';
import { pagedList } from '../paging.ts';
import { refusal } from '../refusal.ts';
import { scopeNamed } from '../scope.ts';
import { assignmentId, policiesOf } from './policies.ts';

const marker = '/providers/Microsoft.Authorization';

function assignmentBody(policy: Policy): object {
  return {
    properties: {
      displayName: policy.displayName,
      policyDefinitionId: policy.definitionId,
      scope: policy.scope,
      notScopes: [],
      parameters: {},
      enforcementMode: 'Default',
    },
    id: assignmentId(policy),
    type: 'Microsoft.Authorization/policyAssignments',
    name: policy.name,
  };
}

/** What a definition says, in the language of Azure Policy. */
function ruleBody({ rule, effect }: Policy): object {
  const isInstance = { field: 'type', equals: instanceType };
  const then = { effect: effect.toLowerCase() };
  switch (rule.kind) {
    case 'allowedLocations':
      return { if: { field: 'location', notIn: rule.locations }, then };
    case 'requiredTag':
      return { if: { field: `tags['${rule.tag}']`, exists: 'false' }, then };
    case 'noPublicAccess':
      return {
        if: { allOf: [isInstance, { field: `${instanceType}/publicNetworkAccess`, notEquals: 'Disabled' }] },
        then,
      };
    case 'systemIdentity':
      return { if: { allOf: [isInstance, { field: 'identity.type', notContains: 'SystemAssigned' }] }, then };
    case 'noDeletion':
      return {
        if: { field: 'type', equals: rule.type },
        then: { effect: 'denyAction', details: { actionNames: ['delete'] } },
      };
  }
}

function definitionBody(policy: Policy): object {
  return {
    properties: {
      displayName: policy.definitionDisplayName,
      policyType: 'Custom',
      mode: 'All',
      parameters: {},
      policyRule: ruleBody(policy),
    },
    id: policy.definitionId,
    type: 'Microsoft.Authorization/policyDefinitions',
    name: policy.definitionName,
  };
}

/** Assignments at the scope, above it and below it. */
function list(call: Call): Outcome {
  const scope = scopeNamed(call.world, param(call, 'scope')).id;
  const all = policiesOf(call, scope).filter(
    (each) => isAtOrBelow(scope, each.scope) || isAtOrBelow(each.scope, scope),
  );
  return { reply: { status: 200, body: pagedList(call, all.map(assignmentBody)) } };
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function get(call: Call): Outcome {
  const scope = scopeNamed(call.world, param(call, 'scope')).id;
  const name = param(call, 'assignment');
  const found = policiesOf(call, scope).find((each) => same(each.scope, scope) && same(each.name, name));
  if (found !== undefined) return { reply: { status: 200, body: assignmentBody(found) } };
  throw refusal(404, 'PolicyAssignmentNotFound', `The policy assignment '${name}' is not found.`);
}

function definition(call: Call): Outcome {
  const name = param(call, 'definition');
  const found = policiesOf(call, `/subscriptions/${param(call, 'subscription')}`).find((each) =>
    same(each.definitionName, name),
  );
  if (found !== undefined) return { reply: { status: 200, body: definitionBody(found) } };
  throw refusal(404, 'PolicyDefinitionNotFound', `The policy definition '${name}' could not be found.`);
}

const reads = (call: Call): { action: string; scope: string } => ({
  action: 'Microsoft.Authorization/policyAssignments/read',
  scope: scopeNamed(call.world, param(call, 'scope')).id,
});

export const assignmentRoutes: readonly Route[] = [
  { method: 'GET', pattern: `{scope}${marker}/policyAssignments`, family: 'policy', needs: reads, handle: list },
  {
    method: 'GET',
    pattern: `{scope}${marker}/policyAssignments/{assignment}`,
    family: 'policy',
    needs: reads,
    handle: get,
  },
  { method: 'GET', pattern: `${marker}/policyDefinitions/{definition}`, family: 'policy', handle: definition },
  {
    method: 'GET',
    pattern: `/subscriptions/{subscription}${marker}/policyDefinitions/{definition}`,
    family: 'policy',
    handle: definition,
  },
];
