import type { Outcome } from '../../context.ts';
import type { RoleAssignment } from '../../world/access.ts';
import { findSubscription } from '../../world/find.ts';
import { bare, isGuid } from '../../world/identifiers.ts';
import { isAtOrBelow } from '../../world/resources.ts';
import { roleDefinition } from '../../world/roles.ts';
import { changed, without } from '../../world/world.ts';
import { type Call, param, type Route } from '../call.ts';
import { pagedList } from '../paging.ts';
import { groupNotFound, resourceNotFound } from '../refusal.ts';
import { type Scope, scopeNamed } from '../scope.ts';
import { refuseLocked } from './locks.ts';
import { assignmentBody, marker } from './role-assignment-body.ts';
import { assignmentFilter } from './role-assignment-filter.ts';
import { fromProvider, principalTypeOf, typeOfKind, wishOf } from './role-wish.ts';

/** At the scope, inherited from above, and below it; `atScope()` leaves out what is below (recorded exchange: roleAssignments.listForScope). */
function list(call: Call): Outcome {
  const scope = scopeNamed(call.world, param(call, 'scope'));
  requireExisting(scope);
  const matches = assignmentFilter(call, scope.id);
  const { now } = call.context;
  const found = Object.values(call.world.assignments).filter(
    (each) =>
      (each.expiresAt ?? Infinity) > now &&
      (isAtOrBelow(scope.id, each.scope) || isAtOrBelow(each.scope, scope.id)) &&
      matches(each),
  );
  return {
    reply: {
      status: 200,
      body: pagedList(
        call,
        found.map((each) => assignmentBody(each, scope, call.apiVersion, false)),
      ),
    },
  };
}

function requireExisting(scope: Scope): void {
  if (scope.exists) return;
  if (scope.kind === 'group') throw groupNotFound(scope.group ?? '');
  const [type = '', name = ''] = scope.id.split('/').slice(-2);
  throw resourceNotFound(`Microsoft.DigitalTwins/${type}`, name, scope.group ?? '');
}

function named(call: Call): RoleAssignment | undefined {
  const scope = scopeNamed(call.world, param(call, 'scope')).id.toLowerCase();
  const found = call.world.assignments[param(call, 'assignment').toLowerCase()];
  return found?.scope.toLowerCase() === scope ? found : undefined;
}

function get(call: Call): Outcome {
  const found = named(call);
  if (found === undefined)
    throw fromProvider(
      404,
      'RoleAssignmentNotFound',
      `The role assignment '${param(call, 'assignment')}' is not found.`,
    );
  return { reply: { status: 200, body: assignmentBody(found, found.scope, call.apiVersion, false) } };
}

function put(call: Call): Outcome {
  const { world, context, caller } = call;
  const scope = scopeNamed(world, param(call, 'scope'));
  const name = param(call, 'assignment');
  if (!isGuid(name))
    throw fromProvider(
      400,
      'InvalidRoleAssignmentId',
      `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`,
    );
  const wish = wishOf(call);
  const subject = {
    roleId: wish.roleId.toLowerCase(),
    principalId: wish.principalId,
    principalType: wish.principalType ?? typeOfKind[world.directory[wish.principalId]?.kind ?? 'user'],
  };
  call.require(
    'Microsoft.Authorization/roleAssignments/write',
    `${scope.id === '/' ? '' : scope.id}${marker}/${name}`,
    subject,
  );
  requireExisting(scope);
  if (context.settings.readOnlyLockStopsRoles) refuseLocked(world, scope.id, 'write');
  const role = isGuid(wish.roleId) ? roleDefinition(world, wish.roleId) : undefined;
  if (role === undefined)
    throw fromProvider(
      400,
      'RoleDefinitionDoesNotExist',
      `The specified role definition with ID '${bare(wish.roleId)}' does not exist.`,
    );
  const tenantId =
    scope.subscriptionId === undefined
      ? caller.tenantId
      : (findSubscription(world, scope.subscriptionId)?.tenantId ?? caller.tenantId);
  const principalType = principalTypeOf(call, wish, tenantId);
  const before = world.assignments[name.toLowerCase()];
  const sameGrant = (each: RoleAssignment): boolean =>
    each.principalId === wish.principalId &&
    each.roleId === role.id &&
    each.scope.toLowerCase() === scope.id.toLowerCase();
  if (before !== undefined && !sameGrant(before)) {
    throw fromProvider(
      400,
      'RoleAssignmentUpdateNotPermitted',
      'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
    );
  }
  const twin = Object.values(world.assignments).find((each) => each.name !== before?.name && sameGrant(each));
  if (twin !== undefined)
    throw fromProvider(
      409,
      'RoleAssignmentExists',
      `The role assignment already exists. The ID of the existing role assignment is ${bare(twin.name)}.`,
    );
  const inSubscription = Object.values(world.assignments).filter(
    (each) =>
      scope.subscriptionId !== undefined &&
      each.scope.toLowerCase().startsWith(`/subscriptions/${scope.subscriptionId}`),
  ).length;
  if (before === undefined && inSubscription >= context.settings.assignmentsPerSubscription) {
    throw fromProvider(
      400,
      'RoleAssignmentLimitExceeded',
      'No more role assignments can be created (code: RoleAssignmentLimitExceeded)',
    );
  }
  const assignment: RoleAssignment = {
    name: name.toLowerCase(),
    scope: scope.id,
    roleId: role.id,
    principalId: wish.principalId,
    principalType,
    condition: wish.condition,
    conditionVersion: wish.conditionVersion,
    description: wish.description,
    createdOn: before?.createdOn ?? context.now,
    createdBy: before?.createdBy ?? caller.objectId,
    effectiveAt: before?.effectiveAt ?? context.now + context.settings.roleSpreadSeconds * 1000,
  };
  const next = changed(world, { assignments: { ...world.assignments, [assignment.name]: assignment } });
  return {
    reply: {
      status: before === undefined ? 201 : 200,
      body: assignmentBody(assignment, scope, call.apiVersion, before === undefined),
    },
    world: next,
  };
}

/** 200 with the assignment that was deleted; 204 when there is none (recorded exchange: roleAssignments.delete). */
function remove(call: Call): Outcome {
  const scope = scopeNamed(call.world, param(call, 'scope'));
  const found = named(call);
  const id = `${scope.id === '/' ? '' : scope.id}${marker}/${param(call, 'assignment')}`;
  call.require('Microsoft.Authorization/roleAssignments/delete', id, found);
  if (found === undefined) return { reply: { status: 204 } };
  refuseLocked(call.world, scope.id, 'delete');
  return {
    reply: { status: 200, body: assignmentBody(found, scope, call.apiVersion, false) },
    world: changed(call.world, { assignments: without(call.world.assignments, found.name) }),
  };
}

const reads = (call: Call): { action: string; scope: string } => ({
  action: 'Microsoft.Authorization/roleAssignments/read',
  scope: scopeNamed(call.world, param(call, 'scope')).id,
});

export const roleAssignmentRoutes: readonly Route[] = [
  { method: 'GET', pattern: `{scope}${marker}`, family: 'authorization', needs: reads, handle: list },
  { method: 'GET', pattern: `{scope}${marker}/{assignment}`, family: 'authorization', needs: reads, handle: get },
  { method: 'PUT', pattern: `{scope}${marker}/{assignment}`, family: 'authorization', handle: put },
  { method: 'DELETE', pattern: `{scope}${marker}/{assignment}`, family: 'authorization', handle: remove },
];
