import type { Context, Outcome } from '../context.ts';
import { identify } from '../entra/caller.ts';
import type { Ask } from '../exchange.ts';
import type { Caller } from '../world/caller.ts';
import { findGroup, findSubscription } from '../world/find.ts';
import { isVisible, judge } from '../world/rights.ts';
import type { World } from '../world/world.ts';
import { refuseLocked } from './authorization/locks.ts';
import { type Call, type Inside, type Route, subscriptionIdOf, subscriptionNotFound } from './call.ts';
import { forbidden } from './forbidden.ts';
import { groupNotFound, Refusal, refusal } from './refusal.ts';
import { beingDeleted } from './resources/resource-groups.ts';
import { type Found, findRoute, versionOf } from './routing.ts';
import { challengeMfa, refuseToken } from './tokens.ts';

type Asker = Pick<Call, 'world' | 'caller' | 'context'>;

/** A subscription must be there, belong to the token's tenant, and not be disabled when something is to change. */
function checkSubscription({ world, caller, context }: Asker, found: Found, writes: boolean): void {
  const id = subscriptionIdOf(found.params);
  if (id === undefined) return;
  const subscription = findSubscription(world, id);
  if (subscription === undefined) throw subscriptionNotFound(id);
  if (subscription.tenantId !== caller.tenantId)
    throw refuseToken({ is: 'tenant', tokenTenant: caller.tenantId, tenant: subscription.tenantId }, context);
  const readOnly =
    subscription.state === 'Disabled' || subscription.state === 'Warned' || subscription.state === 'Deleted';
  if (readOnly && writes && found.route.method !== 'DELETE') {
    if (!isVisible(world, caller.objectId, `/subscriptions/${id}`, context.now)) throw subscriptionNotFound(id);
    throw refusal(
      409,
      'ReadOnlyDisabledSubscription',
      `The subscription '${id}' is disabled and therefore marked as read only.`,
    );
  }
}

/** A group that is named must be there, except when it is itself to be made; nothing new goes into one that is being deleted. */
function checkGroup(call: Call, route: Route): void {
  const name = call.params['group'];
  if (name === undefined || /\/resourceGroups\/\{group\}$/i.test(route.pattern)) return;
  const group = findGroup(call.world, call.params['subscription'] ?? '', name);
  if (group === undefined && route.method !== 'DELETE') throw groupNotFound(name);
  if (group?.goneAt !== undefined && (route.method === 'PUT' || route.method === 'PATCH'))
    throw beingDeleted(group.name);
}

/** What a route answers to a caller who is known; throws what it refuses. */
function served(world: World, ask: Ask, context: Context, caller: Caller): Outcome {
  const found = findRoute(ask);
  const { route, params } = found;
  const apiVersion = versionOf(ask, route);
  const writes = !['GET', 'HEAD'].includes(route.method) && route.changesNothing !== true;
  checkSubscription({ world, caller, context }, found, writes);
  if (writes && !caller.mfa) throw challengeMfa(caller, context);
  const call: Call = {
    world,
    ask,
    context,
    caller,
    apiVersion,
    params,
    require(action, scope, subject) {
      const verdict = judge(world, caller, { action, scope, subject }, context.now);
      if (verdict.is !== 'granted') throw forbidden(caller, action, scope, verdict);
    },
    inside: insideFor(caller, context),
  };
  const needed = route.needs?.(call);
  if (needed !== undefined) call.require(needed.action, needed.scope);
  checkGroup(call, route);
  if (needed !== undefined && writes && route.family !== 'locks')
    refuseLocked(world, needed.scope, route.method === 'DELETE' ? 'delete' : 'write');
  return route.handle(call);
}

function refused(error: unknown): Outcome {
  if (error instanceof Refusal) return { reply: error.reply };
  throw error;
}

/** Answers requests on behalf of a caller, by the code that serves those that come over the network. */
export function insideFor(caller: Caller, context: Context): Inside {
  return (world, { method, address, body, headers = {} }) => {
    const url = new URL(address, context.origin);
    try {
      const ask: Ask = { method, path: url.pathname, query: url.searchParams, headers, body };
      return served(world, ask, context, caller);
    } catch (error) {
      return refused(error);
    }
  };
}

/** Azure Resource Manager. */
export function answerArm(world: World, ask: Ask, context: Context): Outcome {
  try {
    const identified = identify(ask, 'arm', context);
    if (identified.is !== 'caller') throw refuseToken(identified, context);
    return served(world, ask, context, identified.caller);
  } catch (error) {
    return refused(error);
  }
}
