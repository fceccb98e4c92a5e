import { activeEndpoints } from './arm/digital-twins/endpoints.ts';
import type { Context } from './context.ts';
import { identify } from './entra/caller.ts';
import type { Ask, Reply } from './exchange.ts';
import { type TwinsGraph, twinsOperation } from './twins/index.ts';
import { findSubscription } from './world/find.ts';
import type { Instance } from './world/instances.ts';
import { regionOfCode } from './world/regions.ts';
import { resourceId } from './world/resources.ts';
import { judge } from './world/rights.ts';
import type { World } from './world/world.ts';

const hostPattern = /^\/([^/]+)\.api\.([a-z0-9]+)(\/.*)?$/i;

/** Whether a path begins with an instance's host label, `/NAME.api.CODE`. */
export function isTwinsPath(path: string): boolean {
  return hostPattern.test(path);
}

/** These 57 bytes, blanks included, in place of the usual error shape (recorded: token of another tenant, wrong host). */
const noSubDomain: Reply = {
  status: 404,
  headers: { 'Content-Type': 'application/json; charset=utf-8' },
  body: '{ "statusCode": 404, "message": "Sub-domain not found." }',
};

/** These 48 bytes, blanks included, no charset and no WWW-Authenticate (recorded: no token, or one that is not accepted). */
const unauthorized: Reply = {
  status: 401,
  headers: { 'Content-Type': 'application/json' },
  body: '{ "statusCode": 401, "message": "Unauthorized" }',
};

/** Recorded: without a role, or before it has spread, the answer is 403 without a body. */
const forbidden: Reply = { status: 403 };

/** The instance that a path is for. */
export function instanceAt(world: World, path: string): Instance | undefined {
  const [, label = '', code = ''] = hostPattern.exec(path) ?? [];
  const name = decoded(label);
  const location = regionOfCode(code)?.name;
  return Object.values(world.instances).find(
    (each) => each.hostLabel?.toLowerCase() === name.toLowerCase() && each.location === location,
  );
}

/** What the twins' part of an answer needs: the instance's graph, and the way to replace it. */
export interface GraphAccess {
  read(key: string): TwinsGraph;
  write(key: string, graph: TwinsGraph): void;
}

/** An instance's own endpoint: audience, tenant and data rights first, then the twins. */
export function answerDataPlane(world: World, ask: Ask, context: Context, graphs: GraphAccess): Reply {
  const [, name = '', code = '', path = '/'] = hostPattern.exec(ask.path) ?? [];
  const identified = identify(ask, 'twins', context);
  if (identified.is !== 'caller') return unauthorized;
  const instance = instanceAt(world, ask.path);
  const subscription = instance === undefined ? undefined : findSubscription(world, instance.subscriptionId);
  if (instance === undefined || subscription?.tenantId !== identified.caller.tenantId) return noSubDomain;
  const operation = twinsOperation(
    { ...ask, path },
    `${context.origin}/${name}.api.${code}`,
    activeEndpoints(instance, context.now),
  );
  if (operation === undefined)
    return { status: 404, body: { error: { code: 'NotFound', message: 'There is nothing at this address.' } } };
  const scope = resourceId.instance(instance.subscriptionId, instance.resourceGroup, instance.name);
  const verdict = judge(world, identified.caller, { action: operation.dataAction, scope, data: true }, context.now);
  // Without public access nobody gets in from outside the private network, whatever their role. Belief: also without a body.
  if (verdict.is !== 'granted' || instance.publicNetworkAccess === 'Disabled') return forbidden;
  const { reply, graph } = operation.run(graphs.read(instance.key), new Date(context.now));
  if (graph !== undefined) graphs.write(instance.key, graph);
  return reply;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
