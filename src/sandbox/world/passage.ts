import { wakesAt } from './deployments.ts';
import { favoursGiven } from './favours.ts';
import { preciseTime } from './identifiers.ts';
import type { Instance, Operation } from './instances.ts';
import type { Moment } from './moment.ts';
import { resourceId } from './resources.ts';
import type { Registration, ResourceGroup } from './subscriptions.ts';
import { changed, type World } from './world.ts';

/** The next moment at which time alone changes something. */
function nextChange(world: World): Moment {
  let next = Infinity;
  const consider = (moment: Moment | undefined): void => {
    if (moment !== undefined && moment < next) next = moment;
  };
  for (const each of Object.values(world.registrations)) consider(each.until);
  for (const each of Object.values(world.instances)) consider(each.until);
  for (const each of Object.values(world.groups)) consider(each.goneAt);
  for (const each of world.favours ?? []) if (!each.given) consider(each.at);
  return next;
}

/** The next moment at which something happens by itself: time changes something, or a deployment goes on. */
export function nextMoment(world: World): Moment {
  return Object.values(world.deployments ?? {}).reduce(
    (next, each) => Math.min(next, wakesAt(each)),
    nextChange(world),
  );
}

function registrationAt(registration: Registration, now: Moment): Registration {
  if (registration.until === undefined || registration.until > now) return registration;
  const { namespace, subscriptionId, state } = registration;
  return { namespace, subscriptionId, state: state === 'Registering' ? 'Registered' : 'Unregistered' };
}

/** What has become of an instance; undefined when it is gone. */
function instanceAt(instance: Instance, now: Moment): Instance | undefined {
  const { until, fails, ...rest } = instance;
  if (until === undefined || until > now) return instance;
  if (instance.state === 'Deleting') return undefined;
  const lastUpdatedTime = preciseTime(until);
  if (fails !== undefined) return { ...rest, state: 'Failed', lastUpdatedTime };
  return { ...rest, state: 'Succeeded', lastUpdatedTime, hostLabel: instance.hostLabel ?? instance.name };
}

/** What has become of a group; undefined when it is gone. A deletion that failed leaves it as it was. */
function groupAt(group: ResourceGroup, now: Moment): ResourceGroup | undefined {
  if (group.goneAt === undefined || group.goneAt > now) return group;
  if (group.deletionFails !== true) return undefined;
  const { subscriptionId, name, location, tags, managedBy, createdAt } = group;
  return {
    subscriptionId,
    name,
    location,
    ...(tags === undefined ? {} : { tags }),
    ...(managedBy === undefined ? {} : { managedBy }),
    ...(createdAt === undefined ? {} : { createdAt }),
  };
}

function mapped<T>(record: Readonly<Record<string, T>>, change: (value: T) => T | undefined): Record<string, T> {
  const result: Record<string, T> = {};
  for (const [key, value] of Object.entries(record)) {
    const next = change(value);
    if (next !== undefined) result[key] = next;
  }
  return result;
}

const anHour = 3_600_000;

/** Finished operations are remembered for some time, so that late polls find them. */
function remembered(operation: Operation, now: Moment): Operation | undefined {
  return operation.endsAt + 24 * anHour > now ? operation : undefined;
}

/** What a request is answered with later is asked for soon. */
function withoutOldJobs(world: World, now: Moment): World {
  const { jobs } = world;
  if (jobs === undefined) return world;
  return changed(world, { jobs: mapped(jobs, (each) => (each.readyAt + anHour / 4 > now ? each : undefined)) });
}

function advance(world: World, now: Moment): World {
  const groups = mapped(world.groups, (group) => groupAt(group, now));
  const instances = mapped(world.instances, (instance) => {
    const group = world.groups[`${instance.subscriptionId}/${instance.resourceGroup}`.toLowerCase()];
    if (group !== undefined && groupAt(group, now) === undefined) return undefined;
    return instanceAt(instance, now);
  });
  const goneScopes = [
    ...Object.entries(world.groups).flatMap(([key, group]) =>
      key in groups ? [] : [resourceId.group(group.subscriptionId, group.name).toLowerCase()],
    ),
    ...Object.entries(world.instances).flatMap(([key, each]) =>
      key in instances ? [] : [resourceId.instance(each.subscriptionId, each.resourceGroup, each.name).toLowerCase()],
    ),
  ];
  const within = (scope: string): boolean =>
    goneScopes.some((gone) => scope.toLowerCase() === gone || scope.toLowerCase().startsWith(`${gone}/`));
  const passed = changed(world, {
    registrations: mapped(world.registrations, (each) => registrationAt(each, now)),
    groups,
    instances,
    operations: mapped(world.operations, (each) => remembered(each, now)),
    ...(goneScopes.length === 0
      ? {}
      : {
          assignments: mapped(world.assignments, (each) => (within(each.scope) ? undefined : each)),
          locks: world.locks.filter((each) => !within(each.scope)),
          deployments: mapped(world.deployments ?? {}, (each) => (within(each.id) ? undefined : each)),
        }),
  });
  return favoursGiven(withoutOldJobs(passed, now), now);
}

const seen = new WeakMap<World, { next: Moment; settled?: World; settledNext?: Moment }>();

/** The world with everything that time alone has brought about by `now`. */
export function settled(world: World, now: Moment): World {
  let memory = seen.get(world);
  if (memory === undefined) {
    memory = { next: nextChange(world) };
    seen.set(world, memory);
  }
  if (now < memory.next) return world;
  if (memory.settled !== undefined && now < (memory.settledNext ?? Infinity)) return memory.settled;
  memory.settled = advance(world, now);
  memory.settledNext = nextChange(memory.settled);
  return memory.settled;
}
