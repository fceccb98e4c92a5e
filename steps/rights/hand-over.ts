import { assignmentOf } from '../../src/domain/assignment.ts';
import { scopeName } from '../../src/domain/names.ts';
import { asksFor, azLine, type Resource, rightsFor, scopeOf } from '../../src/domain/resource.ts';
import { actions } from '../../src/domain/right.ts';
import { contributorId } from '../../src/rights/privileged-roles.ts';
import { isAtOrBelow } from '../../src/rights/verdict.ts';
import { whichRoles, whoCan } from '../../src/rights/who-can.ts';
import type { HandOver, Way } from '../../src/step/hand-over.ts';
import type { World } from '../../src/step/world.ts';
import type { HasGroup, HasInstance, HasLogin, HasProvider, HasSubscription } from '../facts.ts';
import { regionTitle } from '../place/region.ts';
import { nearestScope } from './scopes.ts';
import { bicepFile, givingRole, visit } from './ways.ts';

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

/** For a colleague who may create what this account may not, or may let it. A deny assignment no role can help against. */
export async function rightsHandOver(world: World<Needs>, missing: readonly Missing[]): Promise<HandOver> {
  const { subscription, 'resource-group': group, instance, login } = world.facts;
  const whole = `/subscriptions/${subscription.id}`;
  const isInGroup = missing.every(({ makes }) => isAtOrBelow(scopeOf(makes), group.id));
  const scope = isInGroup ? nearestScope(world, group.id) : whole;
  const me = await world.azure.me(subscription.id);
  const chosen = ['az', 'account', 'set', '--subscription', subscription.id];
  const names = { region: (code: string) => regionTitle(world.facts.provider, code) };
  const byThem: Way = {
    says: `Do it for ${login.displayName}`,
    az: [chosen, ...missing.map(({ makes }) => azLine(makes))],
    portal: missing.map(({ makes }) => visit(world.azure, makes, names)),
    bicep: missing.flatMap(({ makes }) => bicepFile(makes, instance.location)),
  };
  const byMe = givingRole(
    world.azure,
    `Or let ${login.displayName} do it: Contributor on ${scopeName(scope, subscription.name)}`,
    { name: 'Contributor', region: instance.location },
    assignmentOf({ scope, roleId: contributorId, principalId: me.id, principalType: me.type }),
  );
  const rights = missing.flatMap(({ makes }) => rightsFor(makes));
  const wanted = rights.map(({ action }) => action);
  const denials = [...new Set(missing.flatMap(({ denial }) => denial ?? []))];
  const isDenied = denials.length > 0;
  const enough = isDenied ? [wanted] : [wanted, [actions.assignRole]];
  const what = missing.map(({ makes }) => asksFor(makes)).join(', ');
  return {
    what: `${what.charAt(0).toUpperCase()}${what.slice(1)}`,
    why: `${login.displayName} may not: ${rights.map(({ action, scope: where }) => `${action} on ${where}`).join('; ')}.${noRoleHelps(denials)}`,
    ways: isDenied ? [byThem] : [byThem, byMe],
    details: [
      ['Account', `${login.username} (object id ${me.id})`],
      ['Subscription', `${subscription.name} (${subscription.id})`],
      ['Resource group', group.name],
      ['Instance', `${instance.name}, in ${regionTitle(world.facts.provider, instance.location)}`],
    ],
    people: await whoCan(world.azure, subscription.id, scope, me.id, enough),
    roles: whichRoles(wanted, subscription.name),
  };
}
