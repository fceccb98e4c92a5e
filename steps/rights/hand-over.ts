import { assignmentOf } from '../../src/domain/assignment.ts';
import { sameName, scopeName } from '../../src/domain/names.ts';
import { asksFor, type Resource, rightsFor, scopeOf } from '../../src/domain/resource.ts';
import type { Principal } from '../../src/port/azure.ts';
import { contributorId } from '../../src/rights/privileged-roles.ts';
import { isAtOrBelow } from '../../src/rights/verdict.ts';
import { whichRoles, whoCan } from '../../src/rights/who-can.ts';
import type { HandOver, Way } from '../../src/step/hand-over.ts';
import type { World } from '../../src/step/world.ts';
import type { HasGroup, HasInstance, HasLogin, HasProvider, HasSubscription } from '../facts.ts';
import { regionTitle } from '../place/region.ts';
import { nearestScope } from './scopes.ts';
import { wayTo } from './ways.ts';

type Needs = HasSubscription & HasProvider & HasGroup & HasInstance & HasLogin;

/** What may not be made. */
export interface Missing {
  readonly makes: Resource;
  /** The deny assignment that takes the right away. */
  readonly denial?: string | undefined;
}

/** A sentence for the person who is asked for help, when deny assignments are the reason. */
export function noRoleHelps(denials: readonly string[]): string {
  if (denials.length === 0) return '';
  const named = denials.map((name) => `"${name}"`).join(', ');
  return ` A role does not help: the deny assignment ${named} forbids it, unless its creator exempts them.`;
}

/**
 * What somebody else does so that the account can do the rest: what lies above the group, the group itself, and Contributor on
 * the group alone, never on the subscription. Nothing where all that is missing lies above the group.
 */
function preparation(world: World<Needs>, missing: readonly Missing[], me: Principal): readonly Resource[] {
  const { id } = world.facts['resource-group'];
  const isAbove = ({ makes }: Pick<Missing, 'makes'>): boolean => !isAtOrBelow(scopeOf(makes), id);
  if (missing.every(isAbove)) return [];
  const isMade = ({ makes }: Pick<Missing, 'makes'>): boolean =>
    sameName(makes.id, id) || missing.some((each) => sameName(each.makes.id, makes.id));
  const above = world.planned.filter((each) => isAbove(each) && isMade(each)).map(({ makes }) => makes);
  const rights = { scope: id, roleId: contributorId, principalId: me.id, principalType: me.type };
  return [...above, assignmentOf(rights)];
}

/** For a colleague who may create what this account may not, or may let it. A deny assignment no role can help against. */
export async function rightsHandOver(world: World<Needs>, missing: readonly Missing[]): Promise<HandOver> {
  const { subscription, 'resource-group': group, instance, login } = world.facts;
  const isInGroup = missing.every(({ makes }) => isAtOrBelow(scopeOf(makes), group.id));
  const scope = isInGroup ? nearestScope(world, group.id) : `/subscriptions/${subscription.id}`;
  const me = await world.azure.me(subscription.id);
  const names = { region: (code: string) => regionTitle(world.facts.provider, code), role: 'Contributor' };
  const way = (says: string, resources: readonly Resource[]): Way => {
    const made = wayTo(world.azure, says, { resources, names, region: instance.location });
    return { ...made, az: [['az', 'account', 'set', '--subscription', subscription.id], ...made.az] };
  };
  const denials = [...new Set(missing.flatMap(({ denial }) => denial ?? []))];
  const prepared = denials.length > 0 ? [] : preparation(world, missing, me);
  const part = prepared.length > 1 ? 'the rest' : 'it';
  const byThem = way(
    `Do it for ${login.displayName}`,
    missing.map(({ makes }) => makes),
  );
  const byMe = way(
    `Or let ${login.displayName} do ${part}: Contributor on ${scopeName(group.id, subscription.name)}`,
    prepared,
  );
  const rights = missing.flatMap(({ makes }) => rightsFor(makes));
  const wanted = rights.map(({ action }) => action);
  const toPrepare = prepared.flatMap((each) => rightsFor(each).map(({ action }) => action));
  const what = missing.map(({ makes }) => asksFor(makes)).join(', ');
  return {
    from: login.displayName,
    what: `${what.charAt(0).toUpperCase()}${what.slice(1)}`,
    why: `${login.displayName} may not: ${rights.map(({ action, scope: where }) => `${action} on ${where}`).join('; ')}.${noRoleHelps(denials)}`,
    ways: prepared.length === 0 ? [byThem] : [byThem, byMe],
    details: [
      ['Account', `${login.username} (object id ${me.id})`],
      ['Subscription', `${subscription.name} (${subscription.id})`],
      ['Resource group', group.name],
      ['Instance', `${instance.name}, in ${regionTitle(world.facts.provider, instance.location)}`],
    ],
    people: await whoCan(
      world.azure,
      subscription.id,
      scope,
      me.id,
      toPrepare.length === 0 ? [wanted] : [wanted, toPrepare],
    ),
    roles: whichRoles(wanted, subscription.name),
  };
}
