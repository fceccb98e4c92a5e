import { scopeName } from '../domain/names.ts';
import { actions } from '../domain/right.ts';
import type { RoleDefinition } from '../port/access-control.ts';
import type { Azure, Principal, RoleAssignment } from '../port/azure.ts';
import { may } from './match.ts';
import { privilegedRoles } from './privileged-roles.ts';
import { unlessClosed } from './unless-closed.ts';

/** All actions of one of the lists are enough to help. */
type Ways = readonly (readonly string[])[];

/** The roles at a scope that are enough to help, by id: the built-in ones, and those that people have made themselves. */
async function helpful(azure: Azure, scope: string, ways: Ways): Promise<ReadonlyMap<string, string>> {
  const custom = (await unlessClosed(azure.customRoles(scope))) ?? [];
  const helps = ({ entries }: RoleDefinition): boolean =>
    ways.some((way) => way.every((action) => may(entries, action)));
  return new Map([...privilegedRoles, ...custom].filter(helps).map(({ id, name }) => [id, name] as const));
}

/** "Bea Cruz (Owner)", "the group Platform Admins (Owner, with a condition)". */
function described(
  id: string,
  principal: Principal | undefined,
  held: readonly RoleAssignment[],
  roles: ReadonlyMap<string, string>,
): string {
  const [best] = [...held].sort((one, other) => Number(one.conditional) - Number(other.conditional));
  const role = roles.get(best?.roleId ?? '') ?? '';
  const type = principal?.type ?? best?.principalType;
  const kind = type === 'Group' ? 'the group ' : '';
  return `${kind}${principal?.name ?? `object id ${id}`} (${role}${best?.conditional === true ? ', with a condition' : ''})`;
}

/** An application reads no letters. */
const order: readonly (Principal['type'] | undefined)[] = ['User', 'Group', undefined];

/**
 * Who could do what is missing: the people and groups whose roles at the scope or above it are enough, people first. Accounts that the directory no longer knows are left out; where it knows nobody it was not to be asked, and the
 * object ids are all there is. Empty when Azure doesn't tell this account. Groups are never opened up.
 */
export async function whoCan(
  azure: Azure,
  subscriptionId: string,
  scope: string,
  besides: string,
  ways: Ways,
): Promise<readonly string[]> {
  const assignments = (await unlessClosed(azure.roleAssignments(scope))) ?? [];
  const roles = await helpful(azure, scope, ways);
  const able = assignments.filter((each) => roles.has(each.roleId) && each.principalId !== besides);
  const ids = [...new Set(able.map((each) => each.principalId))];
  if (ids.length === 0) return [];
  const principals = (await unlessClosed(azure.principalsById(subscriptionId, ids))) ?? [];
  const isClosed = principals.length === 0;
  return ids
    .flatMap((id) => {
      const principal = principals.find((each) => each.id === id);
      const held = able.filter((each) => each.principalId === id);
      const type = principal?.type ?? held[0]?.principalType;
      return principal === undefined && !isClosed ? [] : [{ type, text: described(id, principal, held, roles) }];
    })
    .filter(({ type }) => order.includes(type))
    .sort((one, other) => order.indexOf(one.type) - order.indexOf(other.type))
    .map(({ text }) => text);
}

/** Which roles are enough for some actions, and where, for when nobody is known by name. */
export function whichRoles(wanted: readonly string[], subscriptionName: string | undefined): string {
  const roles = wanted.includes(actions.assignRole)
    ? 'an Owner, User Access Administrator or Role Based Access Control Administrator'
    : 'an Owner or Contributor';
  return `${roles} of ${scopeName('/subscriptions/', subscriptionName)}`;
}
