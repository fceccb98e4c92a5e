import type { RoleAssignment } from '../../world/access.ts';
import { preciseTime } from '../../world/identifiers.ts';
import { isAtLeast } from '../call.ts';
import type { Scope } from '../scope.ts';
import { roleDefinitionId } from './role-definitions.ts';

/** What stands between a scope and the name of an assignment. */
export const marker = '/providers/Microsoft.Authorization/roleAssignments';

function roleAssignmentId(assignment: Pick<RoleAssignment, 'scope' | 'name'>): string {
  return `${assignment.scope === '/' ? '' : assignment.scope}${marker}/${assignment.name}`;
}

/** How long after the PUT the service says it was made: reads show slightly later times (recorded exchange: roleAssignments.create). */
const settlesAfter = 1700;

/** `createdBy` is null in the answer to PUT and filled in later; older api-versions know no conditions. */
export function assignmentBody(
  assignment: RoleAssignment,
  scope: Scope | string,
  apiVersion: string,
  justMade: boolean,
): object {
  const made = preciseTime(assignment.createdOn + (justMade ? 0 : settlesAfter));
  const newer = isAtLeast(apiVersion, '2020-03-01');
  return {
    properties: {
      roleDefinitionId: roleDefinitionId(scope, assignment.roleId),
      principalId: assignment.principalId,
      principalType: assignment.principalType,
      scope: assignment.scope,
      ...(newer ? { condition: assignment.condition, conditionVersion: assignment.conditionVersion } : {}),
      createdOn: made,
      updatedOn: justMade ? preciseTime(assignment.createdOn + settlesAfter - 450) : made,
      createdBy: justMade ? null : assignment.createdBy,
      updatedBy: assignment.createdBy,
      ...(newer ? { delegatedManagedIdentityResourceId: null, description: assignment.description } : {}),
    },
    id: roleAssignmentId(assignment),
    type: 'Microsoft.Authorization/roleAssignments',
    name: assignment.name,
  };
}
