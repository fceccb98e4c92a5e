import { actions } from '../domain/right.ts';
import type { Azure } from '../port/azure.ts';
import { unlessClosed } from './unless-closed.ts';
import { type Act, type HeldRole, inTheWay, type Verdict, verdictOn, withConditions } from './verdict.ts';

/** Asks each question of Azure once. */
function once<Value>(ask: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const known = new Map<string, Promise<Value>>();
  return (key) => {
    const answer = known.get(key) ?? ask(key);
    known.set(key, answer);
    return answer;
  };
}

/**
 * Judges what the signed-in account may do in a subscription, before anything is done. An act is judged by the rights at
 * `scope`, the nearest scope to it that is there.
 */
export function judgeIn(azure: Azure, subscriptionId: string): (act: Act, scope: string) => Promise<Verdict> {
  const entriesAt = once((scope) => azure.permissions(scope));
  const denialsAt = once((scope) => azure.denyAssignments(scope));
  const groups = once((id) => azure.myGroups(id));
  const me = once((id) => azure.me(id));

  /** The roles that the account holds with their conditions; its permissions list leaves conditions out. */
  async function held(scope: string, principalId: string): Promise<readonly HeldRole[] | undefined> {
    const own = await unlessClosed(azure.roleAssignmentsOf(scope, principalId));
    if (own?.some((each) => each.conditional) !== true) return own && [];
    const roles = await azure.roleDefinitions(scope, [...new Set(own.map((each) => each.roleId))]);
    return own.map(({ roleId, conditional }) => ({
      entries: roles.find((role) => role.id === roleId)?.entries ?? [],
      conditional,
    }));
  }

  return async (act, scope) => {
    const [entries, denials, { id: objectId }] = await Promise.all([
      entriesAt(scope),
      denialsAt(scope),
      me(subscriptionId),
    ]);
    const isDenied = inTheWay(denials ?? [], act).length > 0;
    const bearer = { objectId, groups: isDenied ? await groups(subscriptionId) : undefined };
    const verdict = verdictOn(act, entries, denials, bearer);
    return verdict.is === 'yes' && act.action === actions.assignRole
      ? withConditions(verdict, act.action, await held(scope, objectId))
      : verdict;
  };
}
