import type { Outcome } from '../../context.ts';
import type { Eligibility, RoleAssignment } from '../../world/access.ts';
import { guidOf, isGuid } from '../../world/identifiers.ts';
import { isAtOrBelow } from '../../world/resources.ts';
import { principalsOf } from '../../world/rights.ts';
import { roleDefinition } from '../../world/roles.ts';
import { changed } from '../../world/world.ts';
import { bodyOf, type Call, param, property, type Route } from '../call.ts';
import { pagedList } from '../paging.ts';
import { badContent, refusal } from '../refusal.ts';
import { scopeNamed } from '../scope.ts';
import { roleDefinitionId } from './role-definitions.ts';

// Privileged Identity Management, after Microsoft's specification of 2020-10-01: who may activate which role, and doing so.
const marker = '/providers/Microsoft.Authorization';

const on = (scope: string, type: string, name: string): string => `${scope}${marker}/${type}/${name}`;

function eligibilityBody(eligibility: Eligibility): object {
  const { scope, name, roleId, principalId, principalType } = eligibility;
  const time = new Date(eligibility.createdOn).toISOString();
  return {
    properties: {
      roleEligibilityScheduleId: on(scope, 'RoleEligibilitySchedules', name),
      scope,
      roleDefinitionId: roleDefinitionId(scope, roleId),
      principalId,
      principalType,
      status: 'Provisioned',
      startDateTime: time,
      memberType: principalType === 'Group' ? 'Group' : 'Direct',
      createdOn: time,
    },
    name,
    id: on(scope, 'RoleEligibilityScheduleInstances', name),
    type: 'Microsoft.Authorization/RoleEligibilityScheduleInstances',
  };
}

/** The eligibilities at the scope and above it; `asTarget()` keeps the caller's own. */
function list(call: Call): Outcome {
  const scope = scopeNamed(call.world, param(call, 'scope')).id;
  const own = /asTarget\(\)/i.test(call.ask.query.get('$filter') ?? '');
  if (!own) call.require('Microsoft.Authorization/roleEligibilityScheduleInstances/read', scope);
  const principals = principalsOf(call.world, call.caller.objectId);
  const found = call.world.eligibilities.filter(
    (each) => isAtOrBelow(scope, each.scope) && (!own || principals.has(each.principalId)),
  );
  return { reply: { status: 200, body: pagedList(call, found.map(eligibilityBody)) } };
}

const anHour = 3_600_000;
/** The longest activation that Azure's default role setting allows. */
const longest = 8 * anHour;

/** `PT8H`, `PT30M`. */
function durationOf(text: unknown): number {
  const parts = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(typeof text === 'string' ? text : 'PT8H');
  if (parts === null)
    throw badContent("The request content was invalid: 'expiration.duration' must be an ISO 8601 duration.");
  return Number(parts[1] ?? 0) * anHour + Number(parts[2] ?? 0) * 60_000;
}

const brokenRule = (rule: string): Error =>
  refusal(400, 'RoleAssignmentRequestPolicyValidationFailed', `The following policy rules failed: ["${rule}"]`);

/** SelfActivate: the eligible role counts from now on for some hours. Needs no right but the eligibility itself. */
function activate(call: Call): Outcome {
  const { world, context, caller } = call;
  const scope = scopeNamed(world, param(call, 'scope'));
  const name = param(call, 'request');
  const properties = bodyOf(call)['properties'];
  const roleId = /\/roleDefinitions\/([^/]+)$/i
    .exec(property(properties, 'roleDefinitionId') as string)?.[1]
    ?.toLowerCase();
  const principalId = property(properties, 'principalId');
  if (!isGuid(name) || property(properties, 'requestType') !== 'SelfActivate' || roleId === undefined) {
    throw badContent(
      "The request content was invalid: a GUID as its name, 'SelfActivate' as 'requestType' and a 'roleDefinitionId' are needed.",
    );
  }
  const principals = principalsOf(world, caller.objectId);
  const eligible = world.eligibilities.find(
    (each) => each.roleId === roleId && principals.has(each.principalId) && isAtOrBelow(scope.id, each.scope),
  );
  if (eligible === undefined || principalId !== caller.objectId) {
    throw refusal(400, 'RoleAssignmentDoesNotExist', 'The Role assignment does not exist.');
  }
  const justification = property(properties, 'justification');
  if (typeof justification !== 'string' || justification.trim() === '') throw brokenRule('JustificationRule');
  if (context.settings.activationNeedsTicket && property(properties, 'ticketInfo') === undefined)
    throw brokenRule('TicketingRule');
  const lasts = durationOf(property(property(property(properties, 'scheduleInfo'), 'expiration'), 'duration'));
  if (lasts <= 0 || lasts > longest) throw brokenRule('ExpirationRule');
  const active = Object.values(world.assignments).some(
    (each) =>
      each.expiresAt !== undefined &&
      each.expiresAt > context.now &&
      each.roleId === roleId &&
      each.principalId === caller.objectId &&
      each.scope === scope.id,
  );
  if (active) throw refusal(400, 'RoleAssignmentExists', 'The Role assignment already exists.');
  const assignment: RoleAssignment = {
    name: guidOf('activation', name),
    scope: scope.id,
    roleId,
    principalId: caller.objectId,
    principalType: 'User',
    condition: null,
    conditionVersion: null,
    description: null,
    createdOn: context.now,
    createdBy: caller.objectId,
    effectiveAt: context.now + context.settings.roleSpreadSeconds * 1000,
    expiresAt: context.now + lasts,
  };
  const time = new Date(context.now).toISOString();
  const body = {
    properties: {
      targetRoleAssignmentScheduleId: assignment.name,
      targetRoleAssignmentScheduleInstanceId: assignment.name,
      scope: scope.id,
      roleDefinitionId: roleDefinitionId(scope, roleId),
      principalId: caller.objectId,
      principalType: 'User',
      requestType: 'SelfActivate',
      status: 'Provisioned',
      scheduleInfo: {
        startDateTime: time,
        expiration: { type: 'AfterDuration', endDateTime: null, duration: `PT${lasts / 60_000}M` },
      },
      linkedRoleEligibilityScheduleId: eligible.name,
      justification,
      createdOn: time,
      requestorId: caller.objectId,
    },
    name,
    id: on(scope.id, 'RoleAssignmentScheduleRequests', name),
    type: 'Microsoft.Authorization/RoleAssignmentScheduleRequests',
  };
  const known = roleDefinition(world, roleId);
  if (known === undefined)
    throw refusal(
      404,
      'RoleDefinitionDoesNotExist',
      `The specified role definition with ID '${roleId}' does not exist.`,
    );
  return {
    reply: { status: 201, body },
    world: changed(world, { assignments: { ...world.assignments, [assignment.name]: assignment } }),
  };
}

export const eligibilityRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: `{scope}${marker}/roleEligibilityScheduleInstances`,
    family: 'authorization',
    handle: list,
  },
  {
    method: 'PUT',
    pattern: `{scope}${marker}/roleAssignmentScheduleRequests/{request}`,
    family: 'authorization',
    handle: activate,
  },
];
