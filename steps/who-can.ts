import type { Azure } from '../src/azure.ts';
import { administratorRoles, creatorRoles } from '../src/domain/roles.ts';

const roles = { 'assign roles': administratorRoles, 'create resources': creatorRoles } as const;

/**
 * Who could help: the people, groups and applications with a role on the subscription or above it that may do what is
 * missing, as "Bea Cruz (Owner)". Empty when Azure doesn't tell this account.
 */
export async function whoCan(
  azure: Azure,
  subscriptionId: string,
  what: keyof typeof roles,
): Promise<readonly string[]> {
  const assignments = await azure.roleAssignments(`/subscriptions/${subscriptionId}`).catch(() => []);
  const able = assignments.filter((each) => roles[what].has(each.roleId));
  const ids = [...new Set(able.map((each) => each.principalId))];
  if (ids.length === 0) return [];
  const principals = await azure.principalsById(subscriptionId, ids).catch(() => []);
  return ids.map((id) => {
    const principal = principals.find((each) => each.id === id);
    const assignment = able.find((each) => each.principalId === id);
    const role = roles[what].get(assignment?.roleId ?? '') ?? '';
    const kind = principal?.type === 'Group' ? 'group ' : '';
    return `${kind}${principal?.name ?? `object id ${id}`} (${role}${assignment?.conditional === true ? ', with a condition' : ''})`;
  });
}
