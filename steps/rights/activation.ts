import { scopeName } from '../../src/domain/names.ts';
import type { Right } from '../../src/domain/right.ts';
import { may } from '../../src/rights/match.ts';
import { isAtOrBelow } from '../../src/rights/verdict.ts';
import type { Activation } from '../../src/step/hand-over.ts';
import { nearestScope, type Scopes } from './scopes.ts';

/** Hours for which a role is activated: a set-up takes minutes, and what it makes stays. */
const hours = 1;

/**
 * The roles that the account could activate to get at least one of the missing rights; those that give most first. What a
 * deny assignment takes away, no role gives.
 */
export async function activations(
  places: Scopes,
  missing: readonly { readonly right: Right; readonly denial?: string | undefined }[],
): Promise<readonly Activation[]> {
  const { azure, facts } = places;
  const lacking = missing.filter(({ denial }) => denial === undefined).map(({ right }) => right);
  const scopes = [...new Set(lacking.map((right) => nearestScope(places, right.scope)))];
  const lists = await Promise.all(scopes.map((scope) => azure.eligibleRoles(scope)));
  const eligible = [...new Map(lists.flat().map((role) => [role.id, role])).values()];
  if (eligible.length === 0) return [];
  const subscription = `/subscriptions/${facts.subscription.id}`;
  const roles = await azure.roleDefinitions(subscription, [...new Set(eligible.map((role) => role.roleId))]);
  return eligible
    .flatMap((role) => {
      const definition = roles.find((each) => each.id === role.roleId);
      const gives = lacking.filter(
        (right) => isAtOrBelow(right.scope, role.scope) && may(definition?.entries ?? [], right.action),
      ).length;
      return definition === undefined || gives === 0 ? [] : [{ role, definition, gives }];
    })
    .sort((one, other) => other.gives - one.gives)
    .map(({ role, definition }) => ({
      role: definition.name,
      on: scopeName(role.scope, facts.subscription.name),
      link: azure.links.activateRoles,
      hours,
      subscriptionId: facts.subscription.id,
      eligible: role,
    }));
}
