import type { Azure, Resident, RoleAssignment } from '../../src/port/azure.ts';
import type { FakeWorld } from './fake-world.ts';

type Removing = Pick<Azure, 'remove' | 'groupContents' | 'roleAssignment' | 'holdings' | 'endpoints'>;

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Whether an id is that of a thing, or of something in it. */
function isWithin(id: string, of: string): boolean {
  return same(id, of) || id.toLowerCase().startsWith(`${of.toLowerCase()}/`);
}

/** When something is born, where the world has a clock. */
export function birthIn(world: FakeWorld): string | undefined {
  return world.now === undefined ? undefined : new Date(world.now()).toISOString();
}

/** Azure refuses to give the last thing away that nobody asked for: what goes with something is noted, too. */
function vanish(world: FakeWorld, id: string): void {
  const goes = (each: { readonly id: string }): boolean => isWithin(each.id, id);
  const all = [...world.groups, ...world.instances, ...world.residents, ...world.assignments].filter(goes);
  world.deleted.push(...all.map((each) => each.id));
  world.groups = world.groups.filter((each) => !goes(each));
  world.instances = world.instances.filter((each) => !goes(each));
  world.residents = world.residents.filter((each) => !goes(each));
  world.assignments = world.assignments.filter((each) => !goes(each));
}

/** What is being deleted, with the looks that are left, and what lists still show: it outlives the process that asked for it. */
interface Kept {
  readonly looks: Map<string, number>;
  readonly shown: Resident[];
}

const kept = new WeakMap<FakeWorld, Kept>();

function keptOf(world: FakeWorld): Kept {
  const known = kept.get(world) ?? { looks: new Map<string, number>(), shown: [] };
  kept.set(world, known);
  return known;
}

/** How the fake takes things away: at once, or after some looks, as groups and instances do in Azure. */
export function fakeRemovals(world: FakeWorld, read: <Value>(value: Value) => Promise<Value>): Removing & Leaving {
  const { looks, shown } = keptOf(world);
  let lag = world.listLag;
  const pass = (id: string): void => {
    const left = looks.get(id.toLowerCase());
    if (left === undefined) return;
    looks.set(id.toLowerCase(), left - 1);
    if (left > 0) return;
    looks.delete(id.toLowerCase());
    for (const each of world.instances.filter((other) => same(other.id, id))) shown.push(asResident(each));
    vanish(world, id);
  };
  const leave = (id: string): void => {
    const state = { provisioningState: 'Deleting' };
    world.instances = world.instances.map((each) => (same(each.id, id) ? { ...each, ...state } : each));
    world.groups = world.groups.map((each) => (same(each.id, id) ? { ...each, ...state } : each));
    if (!looks.has(id.toLowerCase())) looks.set(id.toLowerCase(), world.slowDeletion);
  };
  return {
    pass,
    remove(kind, id) {
      world.writes.push(`remove ${kind} ${id.split('/').at(-1) ?? ''}`);
      if (kind === 'assignment') vanish(world, id);
      else if ([...world.groups, ...world.instances].some((each) => same(each.id, id))) leave(id);
      return Promise.resolve();
    },
    groupContents(subscription, name) {
      const group = `/subscriptions/${subscription}/resourceGroups/${name}`;
      const there = [...world.instances.map(asResident), ...world.residents].filter((each) => isWithin(each.id, group));
      const late = lag > 0 ? shown.filter((each) => isWithin(each.id, group)) : [];
      if (shown.length > 0) lag -= 1;
      return read(world.isListed ? [...there, ...late] : undefined);
    },
    roleAssignment: (id) => read<RoleAssignment | undefined>(world.assignments.find((each) => same(each.id, id))),
    holdings: () => read(world.holdings),
    endpoints: () => read(world.endpoints),
  };
}

interface Leaving {
  /** Somebody looks at it: what is being deleted is nearer to being gone. */
  pass(id: string): void;
}

function asResident({ id, name }: { readonly id: string; readonly name: string }): Resident {
  return { id, name, type: 'Microsoft.DigitalTwins/digitalTwinsInstances' };
}
