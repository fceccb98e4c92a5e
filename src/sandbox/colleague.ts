import type { Context } from './context.ts';
import { instanceAt, isTwinsPath } from './data-plane.ts';
import { identify } from './entra/caller.ts';
import type { Ask, Reply } from './exchange.ts';
import { helpfulRoles, type Lack, withFavour } from './world/favours.ts';
import { findGroup } from './world/find.ts';
import type { Instance } from './world/instances.ts';
import { resourceId } from './world/resources.ts';
import { judge } from './world/rights.ts';
import type { World } from './world/world.ts';

const creating = [
  'Microsoft.Resources/subscriptions/resourceGroups/write',
  'Microsoft.DigitalTwins/digitalTwinsInstances/write',
];

const idOf = (each: Instance): string => resourceId.instance(each.subscriptionId, each.resourceGroup, each.name);

function instanceOfScope(world: World, path: string): Instance | undefined {
  const [, subscription = '', group = '', name = ''] =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.DigitalTwins\/digitalTwinsInstances\/([^/]+)/i.exec(
      path,
    ) ?? [];
  const found = findGroup(world, subscription, group);
  return found && world.instances[`${subscription}/${found.name}/${name}`.toLowerCase()];
}

/** Looks for the people who could help: who holds which role at a scope and above it. */
function asksAround(ask: Ask): boolean {
  return (
    ask.method === 'GET' &&
    /\/providers\/Microsoft\.Authorization\/roleAssignments$/i.test(ask.path) &&
    ask.query.get('$filter') === 'atScope()'
  );
}

/** The data role on an instance, once it is there. */
function usesOf(instance: Instance, now: number): Lack {
  return { roleId: helpfulRoles.uses, scope: idOf(instance), from: Math.max(now, instance.until ?? now) };
}

/**
 * What the person who signs in turns out to lack by a request and its answer: the rights to create (a change was refused,
 * or they looked for somebody who could help), or the data role on an instance that they have just made or can't get into.
 */
function lacks(world: World, ask: Ask, { status }: Reply, context: Context): readonly Lack[] {
  const { now } = context;
  const home = world.subscriptions[0]?.id ?? '';
  const may = (action: string, scope: string): boolean =>
    judge(world, { objectId: world.signedIn }, { action, scope }, now).is === 'granted';
  const isWrite = ask.method !== 'GET' && ask.method !== 'HEAD';
  if (isTwinsPath(ask.path)) {
    const instance = status === 403 ? instanceAt(world, ask.path) : undefined;
    return instance?.subscriptionId === home && instance.publicNetworkAccess === 'Enabled'
      ? [usesOf(instance, now)]
      : [];
  }
  const instance = instanceOfScope(world, ask.path);
  const grants = (id: string): boolean => may('Microsoft.Authorization/roleAssignments/write', id);
  const made = isWrite && status === 201 && /\/digitalTwinsInstances\/[^/]+\/?$/i.test(ask.path);
  const stuck = (isWrite && status === 403) || asksAround(ask);
  if (instance !== undefined && (made || stuck)) return grants(idOf(instance)) ? [] : [usesOf(instance, now)];
  const scope = resourceId.subscription(home);
  const isHere = ask.path.toLowerCase().startsWith(scope.toLowerCase());
  return stuck && isHere && !creating.every((action) => may(action, scope))
    ? [{ roleId: helpfulRoles.creates, scope, from: now }]
    : [];
}

/** The world after a request by which the administrator learns what is missing; the same one mostly. */
export function askedForHelp(world: World, ask: Ask, reply: Reply, context: Context): World {
  const { helpfulAdministratorSeconds: seconds, roleSpreadSeconds: spreadSeconds } = context.settings;
  if (seconds < 0) return world;
  const identified = identify(ask, isTwinsPath(ask.path) ? 'twins' : 'arm', context);
  if (identified.is !== 'caller' || identified.caller.objectId !== world.signedIn) return world;
  let next = world;
  for (const lack of lacks(world, ask, reply, context))
    next = withFavour(next, world.signedIn, lack, { seconds, spreadSeconds });
  return next;
}
