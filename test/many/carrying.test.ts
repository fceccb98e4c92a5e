import { describe, expect, test } from '@jest/globals';
import { InterruptedError, SetupError } from '../../src/errors.ts';
import { type CarriedOut, carryOutRows, distinctHandOvers } from '../../src/many/carry-out.ts';
import { planList } from '../../src/many/plan-list.ts';
import { isGood, type OpenRow } from '../../src/many/planned-row.ts';
import { progressOf } from '../../src/wizard/progress.ts';
import { steps } from '../../steps/index.ts';
import { contributor } from '../support/contoso.ts';
import { type FakeAzure, fakeAzure } from '../support/fake-azure.ts';
import { fakeContext } from '../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { silentView } from '../support/silent-view.ts';

const names = ['one-twins', 'two-twins', 'three-twins'];

interface Run extends CarriedOut {
  readonly world: FakeWorld;
  readonly rows: readonly OpenRow[];
  /** "one-twins ready", or with the code of the error. */
  readonly ends: readonly string[];
}

/** Plans a list of three, has it agreed to, and carries it out. `stop`: as it is begun. */
async function run(
  change: (world: FakeWorld, fake: () => FakeAzure) => Partial<FakeAzure> = () => ({}),
  world: FakeWorld = fakeWorld({ groups: [] }),
  stop = new AbortController(),
): Promise<Run> {
  const plain = fakeAzure(world);
  const azure = fakeAzure(
    world,
    change(world, () => plain),
  );
  const rows = names.map((name, at): OpenRow => {
    const answers = { name, location: 'westeurope', resourceGroup: 'rg-new' };
    const context = fakeContext(azure, { answers, signal: stop.signal });
    return { row: { number: at + 1, name, answers: {} }, memory: context.memory, progress: progressOf(steps), context };
  });
  const plan = await planList(rows, () => undefined);
  for (const { plan: own, memory } of plan.rows.filter(isGood)) {
    if (own.value !== undefined) memory.approved(plan.id ?? '', own.value, 0);
  }
  const how = { yes: false, signal: stop.signal, view: () => silentView(), done: () => undefined };
  const done = await carryOutRows(plan.rows, how);
  const ends = done.results.map(({ name = '', outcome, error }) =>
    [name, outcome, error?.code].filter(Boolean).join(' '),
  );
  return { ...done, world, rows, ends };
}

const refusal = (ending: SetupError['ending']): SetupError =>
  new SetupError({ ending, code: ending, message: 'No.', suggestion: 'Help.' });

/** Azure refuses the second instance. */
const second =
  (ending: SetupError['ending']) =>
  (_: FakeWorld, fake: () => FakeAzure): Partial<FakeAzure> => ({
    createInstance: (wanted) =>
      wanted.name === 'two-twins' ? Promise.reject(refusal(ending)) : fake().createInstance(wanted),
  });

describe('the rows of a list are carried out one after the other', () => {
  test('each as a set-up of its own; what they share is made once', async () => {
    const { ends, world, rows } = await run();
    expect(ends).toEqual(names.map((name) => `${name} ready`));
    expect(world.writes.filter((each) => !each.startsWith('role'))).toEqual([
      'group rg-new',
      ...names.map((name) => `instance ${name}`),
    ]);
    expect(rows.map(({ memory }) => memory.record().outcome)).toEqual(['ready', 'ready', 'ready']);
    expect(
      rows.map(({ memory }) =>
        memory
          .record()
          .made.map(({ kind }) => kind)
          .includes('group'),
      ),
    ).toEqual([true, false, false]);
  });

  test('one that is refused does not keep the others', async () => {
    const { ends, rows } = await run(second('refused'));
    expect(ends).toEqual(['one-twins ready', 'two-twins failed refused', 'three-twins ready']);
    expect(rows.map(({ memory }) => memory.record().outcome)).toEqual(['ready', null, 'ready']);
  });

  test.each(['forNow', 'usage', 'signIn'] as const)(
    'what concerns all ends the run, and the rest is as it was: %s',
    async (ending) => {
      const { ends, world } = await run(second(ending));
      expect(ends).toEqual(['one-twins ready', `two-twins failed ${ending}`, 'three-twins planned']);
      expect(world.writes).not.toContain('instance three-twins');
    },
  );

  test('an interruption ends it within a row, or before the next one', async () => {
    const stop = new AbortController();
    const interrupt = (_: FakeWorld, fake: () => FakeAzure): Partial<FakeAzure> => ({
      async createInstance(wanted) {
        await fake().createInstance(wanted);
        if (wanted.name === 'two-twins') throw new InterruptedError('SIGTERM');
      },
    });
    const within = await run(interrupt);
    expect(within.ends).toEqual(['one-twins ready', 'two-twins interrupted', 'three-twins planned']);
    expect(within.results[1]?.signal).toBe('SIGTERM');

    const before = await run(
      (_, fake) => ({
        createInstance: async (wanted) => {
          await fake().createInstance(wanted);
          stop.abort(new InterruptedError('SIGINT'));
        },
      }),
      undefined,
      stop,
    );
    expect(before.ends.slice(1)).toEqual(['two-twins interrupted', 'three-twins planned']);
  });

  test('what somebody else must do is gathered from all rows, the same once', async () => {
    const { ends, handOvers, results } = await run(undefined, fakeWorld({ groups: [], entries: [contributor] }));
    expect(ends).toEqual(names.map((name) => `${name} handover`));
    expect(handOvers.map(({ what }) => names.some((name) => what.includes(name)))).toEqual([true, true, true]);
    expect(distinctHandOvers([...handOvers, ...handOvers])).toHaveLength(3);
    expect(results.every(({ report }) => report.hostName !== undefined)).toBe(true);
  });

  test('a row that can not be set up is told as it was found', async () => {
    const { ends } = await run(undefined, fakeWorld({ groups: [], taken: ['two-twins'] }));
    expect(ends).toEqual(['one-twins ready', 'two-twins failed NameUnavailable', 'three-twins ready']);
  });
});
