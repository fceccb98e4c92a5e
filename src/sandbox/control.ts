import { timingSafeEqual } from 'node:crypto';
import { inAddress } from '../text/in-address.ts';
import { insideFor } from './arm/arm.ts';
import { instanceType } from './arm/digital-twins/instance-body.ts';
import { Refusal } from './arm/refusal.ts';
import type { Context, Outcome } from './context.ts';
import type { GraphAccess } from './data-plane.ts';
import type { Ask, Reply } from './exchange.ts';
import { invalidSeed, type Seed, seedsIn } from './seed.ts';
import { emptyGraph, type TwinsGraph, twinsOperation } from './twins/index.ts';
import type { Caller } from './world/caller.ts';
import { contoso } from './world/contoso/ids.ts';
import { standing } from './world/contoso/standing.ts';
import { hashSecret } from './world/identifiers.ts';
import { byName, instanceKey } from './world/keys.ts';
import { settled } from './world/passage.ts';
import { resourceId } from './world/resources.ts';
import { roleIds } from './world/roles.ts';
import { changed, type World } from './world/world.ts';

/** Who may control the sandbox, and what it begins with. */
export interface Control {
  readonly clientSecret: string;
  /** The world as its scenario begins. */
  fresh(): World;
}

export function isControl(path: string): boolean {
  return /^\/_sandbox(\/|$)/i.test(path);
}

function json(status: number, body: object): Reply {
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' }, body };
}

/** Whether the sandbox's own secret is borne: pages of a browser, and other users of this computer, don't know it. */
function isAllowed({ headers }: Ask, { clientSecret }: Control): boolean {
  const borne = /^Bearer (.+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? '';
  return timingSafeEqual(Buffer.from(hashSecret(borne)), Buffer.from(hashSecret(clientSecret)));
}

/**
 * `POST /_sandbox/reset` and `POST /_sandbox/seed`, for test suites: begin anew, and have instances with models and twins at once.
 * Whoever asks bears the sandbox's client secret.
 */
export function answerControl(
  world: World,
  ask: Ask,
  context: Context,
  graphs: GraphAccess,
  control: Control,
): Outcome {
  if (!isAllowed(ask, control)) {
    const message = "Send the sandbox's client secret: Authorization: Bearer SECRET.";
    return { reply: json(401, { error: { code: 'Unauthorized', message } }) };
  }
  const what = `${ask.method} ${ask.path.toLowerCase().replace(/\/$/, '')}`;
  if (what === 'POST /_sandbox/reset') {
    for (const { key } of Object.values(world.instances)) graphs.write(key, emptyGraph);
    return { reply: json(200, { status: 'reset' }), world: control.fresh() };
  }
  if (what === 'POST /_sandbox/seed') return seeded(world, ask.body, context, graphs);
  const message = 'There are POST /_sandbox/reset and POST /_sandbox/seed.';
  return { reply: json(404, { error: { code: 'NotFound', message } }) };
}

/** All of it or none. */
function seeded(world: World, body: unknown, context: Context, graphs: GraphAccess): Outcome {
  try {
    const all = seedsIn(body);
    const made = all.reduce((now, seed) => withInstance(now, seed, context), world);
    const filled = all.map((seed) => ({ key: instanceIn(made, seed).key, graph: graphOf(seed, context) }));
    for (const { key, graph } of filled) graphs.write(key, graph);
    const instances = all.map((seed) => {
      const address = `${idOf(seed)}?api-version=2023-01-31`;
      return insideFor(bea, context)(made, { method: 'GET', address }).reply.body;
    });
    return { reply: json(200, { instances }), world: made };
  } catch (error) {
    if (error instanceof Refusal) return { reply: error.reply };
    throw error;
  }
}

/** An owner, whose requests make what is asked for, in no time. */
const bea: Caller = {
  kind: 'user',
  objectId: contoso.bea,
  tenantId: contoso.tenant,
  name: 'bea@contoso.com',
  mfa: true,
};

function withInstance(world: World, seed: Seed, context: Context): World {
  const quick = { ...context, settings: { ...context.settings, creationSeconds: 0, registrationSeconds: 0 } };
  const send = insideFor(bea, quick);
  const put = (before: World, method: string, path: string, version: string, content: object): World => {
    const outcome = send(before, { method, address: `${path}?api-version=${version}`, body: content });
    if (outcome.reply.status >= 400) throw new Refusal(outcome.reply, 'a seed');
    return settled(outcome.world ?? before, context.now + 1);
  };
  const { resourceGroup, location, tags } = seed;
  const subscription = resourceId.subscription(contoso.dev);
  const group = resourceId.group(contoso.dev, resourceGroup);
  const registered = put(world, 'POST', `${subscription}/providers/Microsoft.DigitalTwins/register`, '2021-04-01', {});
  const isThere = send(registered, { method: 'GET', address: `${group}?api-version=2021-04-01` }).reply.status === 200;
  const grouped = isThere ? registered : put(registered, 'PUT', group, '2021-04-01', { location });
  const id = idOf(seed);
  const made = put(grouped, 'PUT', id, '2023-01-31', { location, tags });
  const owners = [
    standing(id, roleIds.twinsDataOwner, made.signedIn),
    standing(id, roleIds.twinsDataOwner, contoso.automation, 'ServicePrincipal'),
  ];
  return changed(made, { assignments: byName([...Object.values(made.assignments), ...owners]) });
}

function idOf({ resourceGroup, name }: Seed): string {
  return resourceId.instance(contoso.dev, resourceGroup, name);
}

function instanceIn(world: World, { resourceGroup, name }: Seed): World['instances'][string] {
  const found = world.instances[instanceKey(contoso.dev, resourceGroup, name)];
  if (found === undefined) throw invalidSeed(`There is no ${instanceType} "${name}".`);
  return found;
}

/** What an instance is to hold, put together by the requests that would upload it. */
function graphOf({ models, twins, relationships }: Seed, { now }: Context): TwinsGraph {
  let graph = emptyGraph;
  const send = (method: string, path: string, body: unknown): void => {
    const query = new URLSearchParams({ 'api-version': '2023-10-31' });
    const outcome = twinsOperation({ method, path, query, headers: {}, body })?.run(graph, new Date(now));
    if (outcome === undefined) throw invalidSeed(`Nothing can be put at ${path}.`);
    if (outcome.reply.status >= 400) throw new Refusal(outcome.reply, 'a seed');
    graph = outcome.graph ?? graph;
  };
  const nameIn = (entry: Readonly<Record<string, unknown>>, key: string): string => inAddress(String(entry[key]));
  if (models.length > 0) send('POST', '/models', models);
  for (const twin of twins) send('PUT', `/digitaltwins/${nameIn(twin, '$dtId')}`, twin);
  for (const each of relationships) {
    const path = `/digitaltwins/${nameIn(each, '$sourceId')}/relationships/${nameIn(each, '$relationshipId')}`;
    send('PUT', path, each);
  }
  return graph;
}
