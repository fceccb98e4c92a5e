import { decode } from '../../src/state/record.ts';
import { group, instance } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { fakeWorld } from '../support/fake-world.ts';
import { takeBack, taskFor, type UndoEnded } from '../support/taking-back.ts';
import { CrashError, type Machine, newMachine, type Point, savedOn, sit, watched } from './machine.ts';
import { type Count, counting } from './report.ts';

const foreign = instance('contoso', 'rg-elsewhere', { createdTime: '2024-01-01T00:00:00.000Z' });

const given = { name: 'factory-twins', resourceGroup: 'rg-factory', location: 'westeurope' };

/** A world with things of others. */
function freshMachine(): Machine {
  const world = fakeWorld({
    groups: [group('rg-elsewhere')],
    instances: [foreign],
    slowDeletion: 2,
    listLag: 2,
    slow: 1,
  });
  const machine = newMachine(world);
  world.now = () => machine.now;
  return machine;
}

/** A set-up that is ready, in such a world. */
async function readyMachine(): Promise<Machine> {
  const machine = freshMachine();
  await sit(machine, { point: () => undefined, given });
  return machine;
}

function undo(machine: Machine, point: Point, yes: boolean): Promise<UndoEnded> {
  let isDead = false;
  let points = 0;
  const guarded: Point = (what) => {
    if (isDead) throw new CrashError(what);
    points += 1;
    if (points > 5000) throw new Error(`it never ends: ${what}`);
    try {
      point(what);
    } catch (error) {
      isDead = error instanceof CrashError;
      throw error;
    }
  };
  const azure = watched(fakeAzure(machine.world), guarded, () => Promise.resolve());
  const clock = {
    now: () => machine.now,
    wait(milliseconds: number) {
      machine.now += milliseconds;
      guarded('it waits');
      return Promise.resolve();
    },
  };
  const agreed = { yes, planId: undefined, name: 'factory-twins', withData: false, canAsk: false };
  return takeBack(taskFor(azure, savedOn(machine, guarded), clock, { given: agreed }));
}

/** What must be so when a set-up is taken back, whatever happened on the way. */
function endState({ world, saved }: Machine): readonly string[] {
  const record = decode(saved ?? '', 'state.json');
  const is = (what: string, found: unknown, expected: unknown): readonly string[] =>
    found === expected ? [] : [`${what}: ${String(found)} instead of ${String(expected)}`];
  const ours = ['rg-factory', 'factory-twins', 'roleAssignments'];
  return [
    ...is('groups', world.groups.map(({ name }) => name).join(), 'rg-elsewhere'),
    ...is('instances', world.instances.map(({ name }) => name).join(), 'contoso'),
    ...is('assignments', world.assignments.length, 0),
    ...world.deleted.filter((id) => !ours.some((name) => id.includes(name))).map((id) => `${id} was deleted`),
    ...is('outcome', record.outcome, 'undone'),
    ...is('under way', record.making, null),
    ...is('made', record.made.map(({ kind }) => kind).join(), ''),
  ];
}

/** Ends the process at the nth point; gives where that was, or undefined when the run ended before. */
async function crashed(
  machine: Machine,
  nth: number,
  run: (point: Point) => Promise<unknown> = (point) => undo(machine, point, true),
): Promise<string | undefined> {
  let seen = 0;
  let where: string | undefined;
  try {
    await run((what) => {
      seen += 1;
      if (seen !== nth) return;
      where = what;
      throw new CrashError(what);
    });
  } catch (error) {
    if (!(error instanceof CrashError)) throw error;
  }
  return where;
}

/** Carries on what was agreed to without a word; a run that was ended before anything was agreed to is agreed to anew. */
async function toTheEnd(machine: Machine): Promise<readonly string[]> {
  const hasAgreed = decode(machine.saved ?? '', 'state.json').undo !== null;
  const ended = await undo(machine, () => undefined, !hasAgreed);
  if (ended.outcome !== 'undone') return [`it ended ${ended.outcome}`];
  const wrong = endState(machine);
  const again = await undo(machine, () => undefined, false);
  machine.saved = undefined;
  const next = await sit(machine, { point: () => undefined, given });
  return [
    ...wrong,
    ...(again.outcome === 'undone' ? [] : [`once more, it ended ${again.outcome}`]),
    ...(next.outcome === 'ready' ? [] : [`the same set-up ended ${next.outcome}`]),
  ];
}

/** An undo ended at each request, save and wait (or each of a few, `every` points apart), then carried on, and the same set up again. */
export async function undos(every = 1): Promise<Count> {
  const { trial, count } = counting('undos ended at every request, save and wait, then carried on');
  for (let nth = 1; ; nth += every) {
    const machine = await readyMachine();
    const where = await crashed(machine, nth);
    if (where === undefined) return count();
    const wrong = await toTheEnd(machine).catch((error: unknown) => [String(error)]);
    trial(wrong.map((each) => `point ${nth} (${where}): ${each}`));
  }
}

/** After each of some such ends, one more at each point of the undo that carries on. */
export async function undosOfUndos(every = 1): Promise<Count> {
  const { trial, count } = counting('undos ended while they carry on an undo that was ended');
  for (let first = 1; ; first += every) {
    if ((await crashed(await readyMachine(), first)) === undefined) return count();
    for (let second = 1; ; second += every) {
      const machine = await readyMachine();
      await crashed(machine, first);
      const where = await crashed(machine, second);
      if (where === undefined) break;
      const wrong = await toTheEnd(machine).catch((error: unknown) => [String(error)]);
      trial(wrong.map((each) => `points ${first} and ${second} (${where}): ${each}`));
    }
  }
}

/** A set-up ended at each request, save and wait, and taken back at once: whatever of it has come to be is gone. */
export async function undosOfHalves(every = 1): Promise<Count> {
  const { trial, count } = counting('set-ups ended at every request, save and wait, then taken back');
  for (let nth = 1; ; nth += every) {
    const machine = freshMachine();
    const where = await crashed(machine, nth, (point) => sit(machine, { point, given }));
    if (where === undefined) return count();
    if (machine.saved === undefined) continue;
    const wrong = await toTheEnd(machine).catch((error: unknown) => [String(error)]);
    trial(wrong.map((each) => `point ${nth} (${where}): ${each}`));
  }
}
