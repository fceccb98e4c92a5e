import type { RoleDefinition } from '../port/access-control.ts';

function role(
  id: string,
  name: string,
  actions: readonly string[],
  notActions: readonly string[] = [],
): RoleDefinition {
  return { id, name, entries: [{ actions, notActions }] };
}

const contributor = role(
  'b24988ac-6180-42a0-ab88-20f7382dd24c',
  'Contributor',
  ['*'],
  [
    'Microsoft.Authorization/*/Delete',
    'Microsoft.Authorization/*/Write',
    'Microsoft.Authorization/elevateAccess/Action',
  ],
);

/** The id of the role that creates resources and never grants access to them. */
export const contributorId = contributor.id;

/** The built-in roles that create resources or grant access to them (built-in roles, "Privileged"). */
export const privilegedRoles: readonly RoleDefinition[] = [
  role('8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'Owner', ['*']),
  contributor,
  role('18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', 'User Access Administrator', ['*/read', 'Microsoft.Authorization/*']),
  role('f58310d9-a9f6-439a-9e8d-f62e7b41a168', 'Role Based Access Control Administrator', [
    '*/read',
    'Microsoft.Authorization/roleAssignments/write',
    'Microsoft.Authorization/roleAssignments/delete',
  ]),
];
