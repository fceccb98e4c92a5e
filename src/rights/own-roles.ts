import { sameName } from '../domain/names.ts';
import type { Azure } from '../port/azure.ts';
import { unlessClosed } from './unless-closed.ts';

/** Built-in roles of which people expect more than they give (built-in roles, "General" and "Privileged"). */
const known: ReadonlyMap<string, { readonly name: string; readonly does: string }> = new Map([
  [
    'b24988ac-6180-42a0-ab88-20f7382dd24c',
    { name: 'Contributor', does: 'creates resources, but never grants access to them' },
  ],
  [
    'acdd72a7-3385-48ef-bd42-f606fba81ae7',
    { name: 'Reader', does: 'looks at resources, but never creates or changes them' },
  ],
  [
    '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
    { name: 'User Access Administrator', does: 'grants access, but creates nothing' },
  ],
  [
    'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
    { name: 'Role Based Access Control Administrator', does: 'grants access, but creates nothing' },
  ],
]);

const mostRoles = 3;

/**
 * Why the account's own roles at a scope are not enough, for somebody who thought they were: "Your role Contributor creates
 * resources, but never grants access to them." Empty when Azure doesn't tell them.
 */
export async function whyNotEnough(azure: Azure, scope: string, principalId: string): Promise<string> {
  const held = await unlessClosed(azure.roleAssignmentsOf(scope, principalId));
  if (held === undefined) return '';
  const ids = [...new Set(held.map((each) => each.roleId.toLowerCase()))].slice(0, mostRoles);
  if (ids.length === 0) return 'You have no role there.';
  const unknown = ids.filter((id) => !known.has(id));
  const read = unknown.length === 0 ? [] : ((await unlessClosed(azure.roleDefinitions(scope, unknown))) ?? []);
  return ids
    .flatMap((id) => {
      const builtIn = known.get(id);
      if (builtIn) return `Your role ${builtIn.name} ${builtIn.does}.`;
      const role = read.find((each) => sameName(each.id, id));
      return role === undefined ? [] : `Your role ${role.name} does not allow it.`;
    })
    .join(' ');
}
