import fc from 'fast-check';
import { NeedsAnswersError } from '../../src/engine/flow.ts';
import { InterruptedError, SetupError } from '../../src/errors.ts';
import { contributor, everything, group, instance, reader, registered } from '../support/contoso.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { type Beginning, beginnings, type Mishap, type Visit, visits } from './chances.ts';
import { CrashError, type Machine, newMachine, savedAnswers, sit } from './machine.ts';
import type { Count } from './report.ts';

const rights = { owner: [everything], contributor: [contributor], reader: [reader], unknown: undefined } as const;

function worldOf(beginning: Beginning): FakeWorld {
  const { existing } = beginning;
  const foreign = { tags: { owner: 'somebody else' } };
  const there = instance('factory-twins', 'rg-factory', foreign);
  const { hostName: _, ...creating } = there;
  const instances = {
    none: [],
    ready: [there],
    Provisioning: [{ ...creating, provisioningState: 'Provisioning' }],
    Failed: [{ ...creating, provisioningState: 'Failed' }],
    elsewhere: [instance('contoso', 'rg-elsewhere', foreign)],
  }[existing];
  const hasGroup = beginning.hasGroup || !['none', 'elsewhere'].includes(existing);
  const { twins, rights: which } = beginning;
  return fakeWorld({
    provider: { ...registered, registrationState: beginning.registration },
    groups: hasGroup ? [group('rg-factory', 'westeurope', foreign)] : [],
    instances,
    taken: beginning.isTaken ? ['contoso'] : [],
    entries: rights[which] === undefined ? undefined : [...rights[which]],
    twins: twins === 'answered' ? { is: 'answered', models: 0 } : { is: twins },
    slow: beginning.slow,
    slowRegistration: beginning.slow,
  });
}

function mishapError(what: Mishap['what']): Error {
  if (what === 'crash') return new CrashError('by chance');
  if (what === 'interrupted') return new InterruptedError('SIGTERM');
  const ending = what === 'refused' ? 'refused' : 'forNow';
  const again = what === 'soon' ? { again: 'soon' as const } : {};
  return new SetupError({ ending, code: 'Chance', message: 'It went wrong.', suggestion: 'Again.', ...again });
}

/** Errors that the program tells people; anything else is a defect. */
function isTold(error: unknown): boolean {
  return [SetupError, NeedsAnswersError, InterruptedError, CrashError].some((kind) => error instanceof kind);
}

async function visit(machine: Machine, { given, typed, preview, mishap }: Visit): Promise<string | undefined> {
  let points = 0;
  const texts = [...(typed ?? [])];
  try {
    const ended = await sit(machine, {
      point(what) {
        points += 1;
        if (mishap === null || points !== mishap.at) return;
        // Only the network and the end of the process happen anywhere; a save has its own way to fail.
        if (mishap.what !== 'crash' && !what.includes('is sent') && !what.includes('took effect')) return;
        throw mishapError(mishap.what);
      },
      given: preview ? {} : given,
      preview,
      timeout: 60,
      ...(typed === null ? {} : { prompter: () => texts.shift() ?? undefined }),
    });
    return ended.outcome;
  } catch (error) {
    if (!isTold(error)) machine.wrong.push(`a defect: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
    return undefined;
  }
}

function foreignThings(world: FakeWorld): string {
  const foreign = [...world.groups, ...world.instances].filter((each) => each.tags['owner'] === 'somebody else');
  return JSON.stringify(foreign.map(({ id, location, tags }) => ({ id, location, tags })));
}

function doubles(world: FakeWorld): readonly string[] {
  const all = [
    ...world.groups.map((each) => each.id),
    ...world.instances.map((each) => each.id),
    ...world.assignments.map((each) => `${each.scope} ${each.principalId} ${each.roleId}`),
  ].map((each) => each.toLowerCase());
  return all.filter((each, at) => all.indexOf(each) !== at).map((each) => `twice: ${each}`);
}

async function life(beginning: Beginning, all: readonly Visit[]): Promise<readonly string[]> {
  const machine = newMachine(worldOf(beginning));
  const before = foreignThings(machine.world);
  for (const each of all) {
    const { saved } = machine;
    const writes = machine.world.writes.length;
    await visit(machine, each);
    if (each.preview && machine.world.writes.length > writes) machine.wrong.push('a preview wrote');
    if (!each.preview && saved !== undefined && savedAnswers(machine).size === 0)
      machine.wrong.push('all answers were lost');
  }
  const calm: Visit = { given: {}, typed: [], preview: false, mishap: null };
  const last = await visit(machine, calm);
  if (last === 'ready') {
    const writes = machine.world.writes.length;
    const again = await visit(machine, calm);
    if (again !== 'ready') machine.wrong.push(`ready once, then ${again ?? 'an error'}`);
    if (machine.world.writes.length > writes) machine.wrong.push('what was ready was written again');
  }
  if (foreignThings(machine.world) !== before) machine.wrong.push('something foreign was changed');
  return [...machine.wrong, ...doubles(machine.world)];
}

/** Random worlds, answers and mishaps, several runs each. The reproducer goes into `again`. */
export async function worlds(seed: number, runs: number, path?: string): Promise<Count> {
  let trials = 0;
  const property = fc.asyncProperty(
    beginnings,
    fc.array(visits, { minLength: 1, maxLength: 4 }),
    async (beginning, all) => {
      trials += 1;
      const wrong = await life(beginning, all);
      if (wrong.length > 0) throw new Error(wrong.join('; '));
    },
  );
  const details = await fc.check(property, { seed, numRuns: runs, ...(path === undefined ? {} : { path }) });
  const what = 'random worlds: state x rights x mishaps x answers';
  if (!details.failed) return { what, trials, violations: [] };
  const found = `${String(details.errorInstance)} with ${JSON.stringify(details.counterexample)}`;
  const again = `--only worlds --seed ${details.seed} --path ${details.counterexamplePath ?? ''}`;
  return { what, trials, violations: [found], again };
}
