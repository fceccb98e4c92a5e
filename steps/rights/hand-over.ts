import { scopeName } from '../../src/domain/names.ts';
import { actions, type Right } from '../../src/rights/match.ts';
import { contributorId } from '../../src/rights/privileged-roles.ts';
import { whichRoles, whoCan } from '../../src/rights/who-can.ts';
import type { HandOver, Way } from '../../src/step/hand-over.ts';
import type { Argv, StepId, World } from '../../src/step/step.ts';
import { regionTitle } from '../place/region.ts';
import { bicepFiles, visits } from './creating.ts';
import { givingRole } from './giving-role.ts';
import { nearestScope } from './scopes.ts';

type Needs = 'subscription' | 'provider' | 'resource-group' | 'instance' | 'login';

/** What may not be done, and the commands that would do it. */
export interface Missing {
  readonly step: StepId;
  readonly right: Right;
  readonly az: readonly Argv[];
  /** The deny assignment that takes the right away. */
  readonly denial?: string | undefined;
}

/** What each step's change is, for a sentence to somebody who is asked for help. */
const works: Partial<Readonly<Record<StepId, string>>> = {
  provider: 'switch Azure Digital Twins on for the subscription',
  'resource-group': 'create the resource group',
  instance: 'create the Azure Digital Twins instance',
};

/** A sentence for whoever is asked for help, when deny assignments are the reason. */
export function noRoleHelps(denials: readonly string[]): string {
  if (denials.length === 0) return '';
  const named = denials.map((name) => `"${name}"`).join(', ');
  return ` A role does not help: the deny assignment ${named} forbids it, unless whoever made it exempts them.`;
}

/** For somebody who may create what this account may not, or may let it. A deny assignment no role can help against. */
export async function rightsHandOver(world: World<Needs>, missing: readonly Missing[]): Promise<HandOver> {
  const { subscription, 'resource-group': group, instance, login } = world.facts;
  const whole = `/subscriptions/${subscription.id}`;
  const isOnlyInstance = missing.every(({ step }) => step === 'instance');
  const scope = isOnlyInstance ? nearestScope(world, group.id) : whole;
  const me = await world.azure.me(subscription.id);
  const chosen = ['az', 'account', 'set', '--subscription', subscription.id];
  const steps = missing.map(({ step }) => step);
  const byThem: Way = {
    says: `Do it for ${login.displayName}`,
    az: [chosen, ...missing.flatMap(({ az }) => az)],
    portal: visits(world, steps),
    bicep: bicepFiles(world, steps),
  };
  const byMe = givingRole(
    world.azure,
    `Or let ${login.displayName} do it: Contributor on ${scopeName(scope, subscription.name)}`,
    { name: 'Contributor', region: instance.location },
    { scope, roleId: contributorId, principalId: me.id, principalType: me.type },
  );
  const rights = missing.map(({ right }) => right.action);
  const denials = [...new Set(missing.flatMap(({ denial }) => denial ?? []))];
  const isDenied = denials.length > 0;
  const enough = isDenied ? [rights] : [rights, [actions.assignRole]];
  const what = missing.map(({ step }) => works[step] ?? step).join(', ');
  return {
    what: `${what.charAt(0).toUpperCase()}${what.slice(1)}`,
    why: `${login.displayName} may not: ${missing.map(({ right }) => `${right.action} on ${right.scope}`).join('; ')}.${noRoleHelps(denials)}`,
    ways: isDenied ? [byThem] : [byThem, byMe],
    details: [
      ['Account', `${login.username} (object id ${me.id})`],
      ['Subscription', `${subscription.name} (${subscription.id})`],
      ['Resource group', group.name],
      ['Instance', `${instance.name}, in ${regionTitle(world.facts.provider, instance.location)}`],
    ],
    people: await whoCan(world.azure, subscription.id, scope, me.id, enough),
    roles: whichRoles(rights, subscription.name),
  };
}
