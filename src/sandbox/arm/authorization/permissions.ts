import type { Outcome } from '../../context.ts';
import { type DenyAssignment, everyone } from '../../world/access.ts';
import { findGroup } from '../../world/find.ts';
import { isAtOrBelow } from '../../world/resources.ts';
import { isVisible, permissionEntries } from '../../world/rights.ts';
import { type Call, param, type Route, subscriptionOf } from '../call.ts';
import { forbidden } from '../forbidden.ts';
import { pagedList } from '../paging.ts';
import { groupNotFound, refusal, resourceNotFound } from '../refusal.ts';
import { scopeNamed } from '../scope.ts';

/** The caller's own rights, one entry per role (documented example: permissions.listForSubscription). */
function permissions(call: Call): Outcome {
  const { world, caller, context } = call;
  const { id } = subscriptionOf(call);
  const scope = scopeNamed(world, param(call, 'scope'));
  if (scope.kind === 'subscription' && context.settings.subscriptionPermissions === 'refused') {
    throw refusal(
      404,
      'InvalidResourceType',
      "The resource type 'permissions' could not be found in the namespace 'Microsoft.Authorization' at this scope.",
    );
  }
  if (!isVisible(world, caller.objectId, `/subscriptions/${id}`, context.now))
    throw forbidden(caller, 'Microsoft.Authorization/permissions/read', scope.id);
  if (scope.group !== undefined && findGroup(world, id, scope.group) === undefined) throw groupNotFound(scope.group);
  if (scope.kind === 'resource' && !scope.exists) {
    const [type = '', name = ''] = scope.id.split('/').slice(-2);
    throw resourceNotFound(`Microsoft.DigitalTwins/${type}`, name, scope.group ?? '');
  }
  const entries = permissionEntries(world, caller.objectId, scope.id, context.now);
  return { reply: { status: 200, body: pagedList(call, entries) } };
}

function denialBody(denial: DenyAssignment): object {
  const principal = (id: string): object => ({
    id,
    type: id === everyone ? 'SystemDefined' : 'User',
    displayName: id === everyone ? 'All Principals' : '',
  });
  return {
    properties: {
      denyAssignmentName: denial.displayName,
      description: denial.description,
      permissions: [
        {
          actions: denial.actions,
          notActions: denial.notActions,
          dataActions: denial.dataActions,
          notDataActions: denial.notDataActions,
        },
      ],
      scope: denial.scope,
      doNotApplyToChildScopes: denial.doNotApplyToChildScopes,
      principals: denial.principals.map(principal),
      excludePrincipals: denial.excludePrincipals.map(principal),
      isSystemProtected: true,
    },
    id: `${denial.scope}/providers/Microsoft.Authorization/denyAssignments/${denial.name}`,
    type: 'Microsoft.Authorization/denyAssignments',
    name: denial.name,
  };
}

/** Deny assignments at the scope and above it; without the filter `atScope()` also those below. */
function denials(call: Call): Outcome {
  const scope = scopeNamed(call.world, param(call, 'scope')).id;
  const atScope = /atScope\(\)/i.test(call.ask.query.get('$filter') ?? '');
  const found = call.world.denials.filter(
    (each) => isAtOrBelow(scope, each.scope) || (!atScope && isAtOrBelow(each.scope, scope)),
  );
  return { reply: { status: 200, body: pagedList(call, found.map(denialBody)) } };
}

export const permissionRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '{scope}/providers/Microsoft.Authorization/permissions',
    family: 'authorization',
    handle: permissions,
  },
  {
    method: 'GET',
    pattern: '{scope}/providers/Microsoft.Authorization/denyAssignments',
    family: 'authorization',
    needs: (call) => ({
      action: 'Microsoft.Authorization/denyAssignments/read',
      scope: scopeNamed(call.world, param(call, 'scope')).id,
    }),
    handle: denials,
  },
];
