import { assignmentName } from './assignment-name.ts';
import type { Kind } from './kind.ts';
import { subscriptionScope } from './names.ts';
import type { PrincipalType } from './principal-type.ts';
import { actions } from './right.ts';

/** A role assignment: a principal has a role at a scope and below it. */
export interface AssignmentResource {
  readonly kind: 'assignment';
  readonly id: string;
  /** Resource id of a subscription, a resource group or an instance. */
  readonly scope: string;
  /** A GUID that follows from scope, principal and role. */
  readonly name: string;
  readonly roleId: string;
  readonly principalId: string;
  /** Undefined when the directory would not tell. */
  readonly principalType?: PrincipalType | undefined;
}

export const assignmentType = 'Microsoft.Authorization/roleAssignments';

/** The assignment of a role, by the name that it always has (see {@link assignmentName}). */
export function assignmentOf(wanted: Omit<AssignmentResource, 'kind' | 'id' | 'name'>): AssignmentResource {
  const { scope, roleId, principalId, principalType } = wanted;
  const name = assignmentName(scope, principalId, roleId);
  const id = `${scope}/providers/${assignmentType}/${name}`;
  return { kind: 'assignment', id, scope, name, roleId, principalId, ...(principalType && { principalType }) };
}

/**
 * Microsoft.Authorization/roleAssignments. The principal's type is sent when it is known: without it, Azure looks a new
 * principal up in a directory that may not have it yet (Azure RBAC, "Troubleshoot").
 */
export const assignmentKind: Kind<AssignmentResource> = {
  type: () => assignmentType,
  apiVersion: () => '2022-04-01',
  action: () => actions.assignRole,
  scope: ({ scope }) => scope,
  target: ({ scope }) => scope,
  content: ({ scope, roleId, principalId, principalType }) => ({
    properties: {
      roleDefinitionId: `${subscriptionScope(scope)}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`,
      principalId,
      ...(principalType && { principalType }),
    },
  }),
  az: ({ scope, roleId, principalId, principalType }) => [
    ...['az', 'role', 'assignment', 'create', '--assignee-object-id', principalId],
    ...(principalType === undefined ? [] : ['--assignee-principal-type', principalType]),
    ...['--role', roleId, '--scope', scope],
  ],
  removal: (id) => ['az', 'role', 'assignment', 'delete', '--ids', id],
  visit: ({ scope, roleId }, { role = roleId }) => ({
    at: scope,
    page: 'access',
    then: `choose Add, then Add role assignment; the role is "${role}"`,
  }),
  thing: ({ principalId, roleId }, { principal = principalId, role = roleId }) => `${principal} becomes ${role} of it`,
  happens: '',
  closed: (_, thing) => `you may not grant it: ${thing}`,
  became: 'granted',
  does: () => 'grant access',
  asks: () => 'grant the role',
  word: () => 'access',
  file: () => 'role',
};
