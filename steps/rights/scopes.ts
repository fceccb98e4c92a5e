import { sameName } from '../../src/domain/names.ts';
import { judgeIn } from '../../src/rights/judge.ts';
import { whyNotEnough } from '../../src/rights/own-roles.ts';
import { type Act, aroundDenials, forbidden, isAtOrBelow, type Verdict } from '../../src/rights/verdict.ts';
import type { World } from '../../src/step/world.ts';
import type { HasGroup, HasInstance, HasSubscription } from '../facts.ts';

/** What is known of the scopes where a set-up does something. */
export type Scopes = Pick<World<HasSubscription & HasGroup & HasInstance>, 'facts' | 'absent' | 'azure'>;

/** The nearest scope that is there: a group or instance that isn't there yet has the rights of what is above it. */
export function nearestScope({ facts, absent }: Pick<Scopes, 'facts' | 'absent'>, scope: string): string {
  const { subscription, 'resource-group': group, instance } = facts;
  if (sameName(scope, instance.id) && !absent.has('instance')) return instance.id;
  if (isAtOrBelow(scope, group.id) && !absent.has('resource-group')) return group.id;
  return `/subscriptions/${subscription.id}`;
}

/** Judges what the signed-in account may do, each act at the nearest scope that is there. */
export function judgeNearest(scopes: Scopes): (act: Act) => Promise<Verdict> {
  const judge = judgeIn(scopes.azure, scopes.facts.subscription.id);
  return (act) => judge(act, nearestScope(scopes, act.scope));
}

/** Why the account may not do something at a scope, for somebody who thought that its roles were enough. */
export async function whyNot(scopes: Scopes, scope: string, denial: string | undefined): Promise<string> {
  if (denial !== undefined) return `${forbidden(denial)} What helps: ${aroundDenials}.`;
  const { azure, facts } = scopes;
  const me = await azure.me(facts.subscription.id);
  return await whyNotEnough(azure, nearestScope(scopes, scope), me.id);
}
