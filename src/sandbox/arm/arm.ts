import type { Context, Outcome } from '../context.ts';
import { identify } from '../entra/caller.ts';
import type { Ask } from '../exchange.ts';
import { isVisible, judge } from '../world/rights.ts';
import type { World } from '../world/world.ts';
import { eligibilityRoutes } from './authorization/eligibility.ts';
import { lockRoutes, refuseLocked } from './authorization/locks.ts';
import { permissionRoutes } from './authorization/permissions.ts';
import { roleAssignmentRoutes } from './authorization/role-assignments.ts';
import { roleDefinitionRoutes } from './authorization/role-definitions.ts';
import { type Call, findGroup, findSubscription, type Route, subscriptionIdOf, subscriptionNotFound } from './call.ts';
import { instanceRoutes } from './digital-twins/instances.ts';
import { operationRoutes } from './digital-twins/operations.ts';
import { forbidden } from './forbidden.ts';
import { policyRoutes } from './policy-insights/check-restrictions.ts';
import { groupNotFound, Refusal, refusal } from './refusal.ts';
import { providerRoutes } from './resources/providers.ts';
import { beingDeleted, resourceGroupRoutes } from './resources/resource-groups.ts';
import { resourceRoutes } from './resources/resources.ts';
import { subscriptionRoutes } from './resources/subscriptions.ts';
import { challengeMfa, refuseToken } from './tokens.ts';
import { apiVersions } from './versions.ts';

const routes: readonly Route[] = [
  ...subscriptionRoutes,
  ...resourceGroupRoutes,
  ...resourceRoutes,
  ...operationRoutes,
  ...instanceRoutes,
  ...permissionRoutes,
  ...roleDefinitionRoutes,
  ...roleAssignmentRoutes,
  ...eligibilityRoutes,
  ...lockRoutes,
  ...policyRoutes,
  ...providerRoutes,
];

/** A pattern as an expression over the path: `{name}` one segment, a leading `{scope}` any run of them. */
function compiled(pattern: string): RegExp {
  const source = pattern
    .replace(/[.()]/g, String.raw`\$&`)
    .replace(/^\{scope\}/, '(?<scope>(?:/[^/]+)*)')
    .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(`^${source}/?$`, 'i');
}

const table = routes.map((route) => ({ route, expression: compiled(route.pattern) }));

interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refusal(400, 'BadRequest', 'The request URI is not valid.');
  }
}

/** The route of a request; what ARM says of addresses that it doesn't know. */
function find(ask: Ask): Found {
  const matching = table.flatMap(({ route, expression }) => {
    const groups = expression.exec(ask.path)?.groups;
    return expression.test(ask.path) ? [{ route, groups: groups ?? {} }] : [];
  });
  const hit = matching.find(({ route }) => route.method === ask.method);
  if (hit !== undefined)
    return {
      route: hit.route,
      params: Object.fromEntries(Object.entries(hit.groups).map(([name, value]) => [name, decoded(value)])),
    };
  if (matching.length > 0) {
    throw refusal(405, 'HttpMethodNotAllowed', `The HTTP method '${ask.method}' is not supported at this address.`, {
      headers: { Allow: [...new Set(matching.map(({ route }) => route.method))].join(', ') },
    });
  }
  const [, provider, type] = /\/providers\/([^/]+)(?:\/([^/]+))?/i.exec(ask.path) ?? [];
  if (!/^\/subscriptions\/[^/]+/i.test(ask.path) && provider === undefined) {
    throw refusal(
      404,
      'MissingSubscription',
      'The request did not have a subscription or a valid tenant level resource provider.',
    );
  }
  if (provider !== undefined && type !== undefined) {
    const version = ask.query.get('api-version') ?? '';
    throw refusal(
      404,
      'InvalidResourceType',
      `The resource type '${decoded(type)}' could not be found in the namespace '${decoded(provider)}' for api version '${version}'.`,
    );
  }
  throw refusal(404, 'InvalidResourceNamespace', `The resource namespace '${decoded(provider ?? '')}' is invalid.`);
}

/** The api-version of a request; what is missing or unknown is refused before anything else is looked at. */
function versionOf(ask: Ask, route: Route): string {
  const version = [...ask.query].find(([name]) => name.toLowerCase() === 'api-version')?.[1];
  if (version === undefined || version === '') {
    throw refusal(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  }
  const served = apiVersions[route.family];
  if (served.includes(version.toLowerCase())) return version.toLowerCase();
  if (route.family === 'twins') {
    const type = /digitalTwinsInstances/i.test(route.pattern) ? 'digitalTwinsInstances' : 'locations';
    throw refusal(
      400,
      'NoRegisteredProviderFound',
      `No registered resource provider found for location 'global' and API version '${version}' for type '${type}'. The supported api-versions are '${served.join(', ')}'. The supported locations are ''.`,
    );
  }
  throw refusal(
    400,
    'InvalidApiVersionParameter',
    `The api-version '${version}' is invalid. The supported versions are '${[...served].reverse().join(',')}'.`,
  );
}

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

function answer(world: World, ask: Ask, context: Context): Outcome {
  const identified = identify(ask, 'arm', context);
  if (identified.is !== 'caller') throw refuseToken(identified, context);
  const { caller } = identified;
  const found = find(ask);
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
  };
  const needed = route.needs?.(call);
  if (needed !== undefined) call.require(needed.action, needed.scope);
  checkGroup(call, route);
  if (needed !== undefined && writes && route.family !== 'locks')
    refuseLocked(world, needed.scope, route.method === 'DELETE' ? 'delete' : 'write');
  return route.handle(call);
}

/** Azure Resource Manager. */
export function answerArm(world: World, ask: Ask, context: Context): Outcome {
  try {
    return answer(world, ask, context);
  } catch (error) {
    if (error instanceof Refusal) return { reply: error.reply };
    throw error;
  }
}
