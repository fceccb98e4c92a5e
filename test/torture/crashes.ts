import { decode } from '../../src/state/record.ts';
import { registered } from '../support/contoso.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { CrashError, type Machine, newMachine, type Point, sit } from './machine.ts';
import { type Count, counting } from './report.ts';

function freshWorld(): FakeWorld {
  return fakeWorld({
    groups: [],
    provider: { ...registered, registrationState: 'NotRegistered' },
    slow: 2,
    slowRegistration: 1,
  });
}

const given = { name: 'factory-twins' };
const prompter = (): undefined => undefined;

/** Ends the process at the nth point. Says where that was, and counts on. */
function crashAt(nth: number): { point: Point; seen: () => number; where: () => string } {
  let seen = 0;
  let where = 'nowhere';
  return {
    point(what) {
      seen += 1;
      if (seen !== nth) return;
      where = what;
      throw new CrashError(what);
    },
    seen: () => seen,
    where: () => where,
  };
}

/** What must be so when a set-up has ended well, whatever happened on the way. */
function endState({ world, saved, wrong }: Machine): readonly string[] {
  const record = decode(saved ?? '', 'state.json');
  const ours = (all: readonly { readonly tags: Readonly<Record<string, string>> }[]): number =>
    all.filter((each) => each.tags['adt-setup'] === record.id).length;
  const counts = {
    groups: ours(world.groups),
    instances: ours(world.instances),
    assignments: world.assignments.length,
  };
  const made = record.made.map((each) => each.step).join(' ');
  const is = (what: string, found: unknown, expected: unknown): readonly string[] =>
    found === expected ? [] : [`${what}: ${String(found)} instead of ${String(expected)}`];
  return [
    ...wrong,
    ...is('groups', counts.groups, 1),
    ...is('instances', counts.instances, 1),
    ...is('all instances', world.instances.length, 1),
    ...is('assignments', counts.assignments, 1),
    ...is('writes', world.writes.map((each) => each.split(' ')[0]).join(' '), 'register group instance role'),
    ...is('outcome', record.outcome, 'ready'),
    ...is('under way', record.making, null),
    ...is('made', made, 'provider resource-group instance role'),
  ];
}

async function toTheEnd(machine: Machine): Promise<readonly string[]> {
  const ended = await sit(machine, { point: () => undefined, given, prompter });
  return ended.outcome === 'ready' ? endState(machine) : [`it ended ${ended.outcome}`];
}

async function crashed(machine: Machine, nth: number): Promise<string | undefined> {
  const crash = crashAt(nth);
  try {
    await sit(machine, { point: crash.point, given, prompter });
    return undefined;
  } catch (error) {
    if (error instanceof CrashError) return crash.where();
    throw error;
  }
}

async function attempt(run: () => Promise<readonly string[]>, where: string): Promise<readonly string[]> {
  try {
    return (await run()).map((each) => `${where}: ${each}`);
  } catch (error) {
    return [`${where}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** A crash at each request, save and question of a set-up, then a run to its end. */
export async function crashes(): Promise<Count> {
  const { trial, count } = counting('crashes at every request, save and question');
  for (let nth = 1; ; nth += 1) {
    const machine = newMachine(freshWorld());
    const where = await crashed(machine, nth);
    if (where === undefined) return count();
    trial(await attempt(() => toTheEnd(machine), `point ${nth} (${where})`));
  }
}

/** After each such crash (or each of a few, `every` points apart), a crash at each point of the run that carries on. */
export async function crashesOfResumes(every = 1): Promise<Count> {
  const { trial, count } = counting('crashes during the resume of a crash');
  for (let first = 1; ; first += every) {
    if ((await crashed(newMachine(freshWorld()), first)) === undefined) return count();
    for (let second = 1; ; second += every) {
      const machine = newMachine(freshWorld());
      const one = await crashed(machine, first);
      const two = await crashed(machine, second);
      if (two === undefined) break;
      trial(await attempt(() => toTheEnd(machine), `points ${first} (${one ?? ''}) and ${second} (${two})`));
    }
  }
}
