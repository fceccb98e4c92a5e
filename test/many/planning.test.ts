import { describe, expect, test } from '@jest/globals';
import { NeedsAnswersError } from '../../src/engine/flow.ts';
import { SetupError } from '../../src/errors.ts';
import { assignmentFaults } from '../../src/many/limits.ts';
import { type ListPlan, planList } from '../../src/many/plan-list.ts';
import { isGood, type OpenRow } from '../../src/many/planned-row.ts';
import type { Azure } from '../../src/port/azure.ts';
import { progressOf } from '../../src/wizard/progress.ts';
import { steps } from '../../steps/index.ts';
import { ana, dev, instance } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { fakeContext } from '../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';

type Given = Readonly<Record<string, string>>;

/** Rows as the engine gets them, over one Azure. */
function openRows(azure: Azure, rows: readonly Given[]): readonly OpenRow[] {
  return rows.map((given, at) => {
    const context = fakeContext(azure, { answers: { location: 'westeurope', resourceGroup: 'rg-new', ...given } });
    const { name = '' } = given;
    return { row: { number: at + 1, name, answers: {} }, memory: context.memory, progress: progressOf(steps), context };
  });
}

async function planned(
  rows: readonly Given[],
  change: Partial<FakeWorld> = {},
  azure: Partial<Azure> = {},
): Promise<ListPlan> {
  const world = fakeWorld({ groups: [], ...change });
  return await planList(openRows(fakeAzure(world, azure), rows), () => undefined);
}

const named = (count: number): readonly Given[] =>
  Array.from({ length: count }, (_, at) => ({ name: `site-${at + 1}-twins` }));

const codes = ({ rows }: ListPlan): readonly (string | undefined)[] =>
  rows.map(({ refusal }) => (refusal instanceof NeedsAnswersError ? 'needs-answers' : refusal?.code));

describe('a list is planned as a whole', () => {
  test('what rows share is made once, and the plan has one id: the same again, and another for another list', async () => {
    const plan = await planned(named(3));
    expect(plan.resources.map(({ kind }) => kind)).toEqual([
      'group',
      ...['instance', 'assignment', 'instance', 'assignment', 'instance', 'assignment'],
    ]);
    expect(plan.id).toMatch(/^[0-9a-f]{16}$/);
    expect((await planned(named(3))).id).toBe(plan.id);
    expect((await planned(named(4))).id).not.toBe(plan.id);
  });

  test('reads that rows share are sent once, however many rows there are', async () => {
    const counts = new Map<string, number>();
    const world = fakeWorld({ groups: [] });
    const fake = fakeAzure(world);
    const counted = Object.fromEntries(
      (['subscriptions', 'provider', 'resourceGroups', 'instances', 'locks', 'permissions', 'me'] as const).map(
        (name) => [
          name,
          (...args: readonly unknown[]) => {
            counts.set(name, (counts.get(name) ?? 0) + 1);
            return (fake[name] as (...all: readonly unknown[]) => unknown)(...args);
          },
        ],
      ),
    ) as Partial<Azure>;
    await planList(openRows({ ...fake, ...counted }, named(8)), () => undefined);
    expect(Math.max(...counts.values())).toBe(1);
    expect(counts.size).toBe(7);
  });

  test('rows before take room in a region: the eleventh has none, and says why; another region has', async () => {
    const elsewhere = { name: 'other-twins', location: 'eastus' };
    const plan = await planned([...named(11), elsewhere]);
    expect(codes(plan).indexOf('region-full')).toBe(10);
    expect(plan.rows.filter(isGood)).toHaveLength(11);
    expect(plan.rows[10]?.refusal?.message).toContain('earlier rows of this list take 10 of them');
  });

  test('what is there already takes room with them', async () => {
    const there = Array.from({ length: 8 }, (_, at) =>
      instance(`old-${at}-twins`, 'rg-old', { location: 'westeurope' }),
    );
    expect(codes(await planned(named(4), { instances: there }))).toEqual([
      undefined,
      undefined,
      'region-full',
      'region-full',
    ]);
  });

  test('each row has its own fault, all at once, and the others can go ahead', async () => {
    const rows = [{ name: 'taken-twins' }, { name: 'good-twins' }, { name: 'lost-twins', location: 'nowhere' }];
    const plan = await planned(rows, { taken: ['taken-twins'] });
    expect(codes(plan).map((code) => code !== undefined)).toEqual([true, false, true]);
    expect(plan.resources.every(({ id }) => !/taken|lost/.test(id))).toBe(true);
  });

  test('answers that a row lacks are its own fault', async () => {
    const world = fakeWorld({ groups: [] });
    const [row] = openRows(fakeAzure(world), [{ name: 'one-twins' }]);
    row?.memory.forget(['resourceGroup']);
    const plan = await planList(
      [...(row === undefined ? [] : [row]), ...openRows(fakeAzure(world), named(1))],
      () => undefined,
    );
    expect(codes(plan)).toEqual(['needs-answers', undefined]);
  });

  test('a row that turns out to mean the instance of another is told', async () => {
    const plan = await planned([{ name: 'one-twins' }, { name: 'one-twins', resourceGroup: 'rg-other' }]);
    expect(codes(plan)).toEqual([undefined, 'list-duplicate']);
    expect(plan.rows[1]?.refusal?.message).toContain('Row 1 has the name "one-twins" in the same region');
  });

  test('a row of another account is told', async () => {
    let signedIn = 0;
    const signIn = (): Promise<typeof ana> => {
      signedIn += 1;
      return Promise.resolve(signedIn < 3 ? ana : { ...ana, objectId: 'cccccccc-0000-4000-8000-00000000000c' });
    };
    expect(codes(await planned(named(3), {}, { signIn }))).toEqual([undefined, undefined, 'list-other-account']);
  });

  test.each(['signIn', 'forNow'] as const)('what concerns all rows ends the planning of all: %s', async (ending) => {
    const away = new SetupError({ ending, code: 'away', message: 'Away.', suggestion: 'Wait.' });
    await expect(planned(named(2), {}, { locks: () => Promise.reject(away) })).rejects.toThrow('Away.');
  });
});

describe('role assignments of a subscription', () => {
  const good = async (count: number): Promise<readonly Parameters<typeof assignmentFaults>[0][number][]> =>
    (await planned(named(count))).rows.filter(isGood);
  const listing = (count: number, scope = `/subscriptions/${dev.id}`): Azure => {
    const one = { id: 'x', name: 'x', scope, roleId: 'r', principalId: 'p', conditional: false };
    return fakeAzure(fakeWorld(), {
      roleAssignments: () =>
        Promise.resolve(Array.from({ length: count }, () => ({ ...one, principalType: 'User' as const }))),
    });
  };

  test.each([
    ['room for all', 2, 5, 0],
    ['room for two of three', 3, 5, 1],
    ['no room', 5, 5, 3],
    ['those from above the subscription, which do not count', 5, 5, 0],
  ])('%s', async (what, there, most, faults) => {
    const azure = what.startsWith('those') ? listing(there, '/providers/x/managementGroups/root') : listing(there);
    const found = await assignmentFaults(await good(3), azure, most);
    expect(found.size).toBe(faults);
    expect([...found.values()].every(({ code }) => code === 'assignments-full')).toBe(true);
  });

  test('where they may not be listed, nothing is said', async () => {
    const azure = fakeAzure(fakeWorld(), { roleAssignments: () => Promise.resolve([]) });
    expect((await assignmentFaults(await good(2), azure, 10)).size).toBe(0);
  });
});
