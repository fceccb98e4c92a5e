import { describe, expect, test } from '@jest/globals';
import type { DataCount } from '../../src/domain/consent.ts';
import { InterruptedError, SetupError } from '../../src/errors.ts';
import type { Holdings } from '../../src/port/azure.ts';
import { checkGiven, type Given } from '../../src/undo/consent.ts';
import type { UndoPlan } from '../../src/undo/plan.ts';
import { ana, dev } from '../support/contoso.ts';
import { type FakeAzure, fakeAzure } from '../support/fake-azure.ts';
import type { FakeWorld } from '../support/fake-world.ts';
import { bea } from '../support/plans.ts';
import { assignment, readyRecord, readyWorld, rg, role, twins } from '../support/ready.ts';
import { type Tried, type takeBack, tried } from '../support/taking-back.ts';

const nothing: Given = { yes: false, planId: undefined, name: undefined, withData: false, canAsk: false };
const yes: Given = { ...nothing, yes: true, name: 'factory-twins' };
const holds: Holdings = { models: 2, twins: 1, relationships: 0, eventRoutes: 0 };

interface Seen extends Tried {
  readonly world: FakeWorld;
  readonly asked: readonly UndoPlan[];
  readonly shown: readonly UndoPlan[];
}

interface Case {
  readonly given: Given;
  readonly world?: FakeWorld;
  readonly change?: Partial<FakeAzure>;
  readonly record?: Tried['record'];
  readonly agrees?: boolean;
  readonly task?: Partial<Parameters<typeof takeBack>[0]>;
}

async function undo({
  given,
  world = readyWorld(),
  change = {},
  record,
  agrees = false,
  task = {},
}: Case): Promise<Seen> {
  const asked: UndoPlan[] = [];
  const shown: UndoPlan[] = [];
  const view = {
    planned: () => undefined,
    show: (plan: UndoPlan) => void shown.push(plan),
    agrees: (plan: UndoPlan) => {
      asked.push(plan);
      return Promise.resolve(agrees);
    },
    begins: () => undefined,
  };
  const result = await tried(fakeAzure(world, change), { given, view, ...task }, record);
  return { ...result, world, asked, shown };
}

const codeOf = ({ error }: Tried): string | undefined => (error instanceof SetupError ? error.code : undefined);

/** The id of the plan, as a preview shows it. */
async function idOf(world: FakeWorld, record?: Tried['record']): Promise<string> {
  const { ended } = await undo({ given: nothing, world, task: { preview: true }, ...(record && { record }) });
  return ended?.plan.id ?? '';
}

describe('nobody can be asked', () => {
  test.each<[string, Given]>([
    ['no word at all', nothing],
    ['a name alone', { ...nothing, name: 'factory-twins' }],
    ['--with-data alone', { ...nothing, withData: true }],
  ])('%s is no consent: the plan is shown, and nothing removed', async (_, given) => {
    const { ended, world, shown, record } = await undo({ given });
    expect(ended?.outcome).toBe('needs-approval');
    expect(shown).toHaveLength(1);
    expect(world.writes).toEqual([]);
    expect(record).toEqual(expect.objectContaining({ undo: null, outcome: 'ready' }));
  });

  test('--yes needs a name, before anything is looked at', () => {
    expect(() => checkGiven({ ...nothing, yes: true }, 'factory-twins')).toThrow(
      expect.objectContaining({
        ending: 'usage',
        code: 'name-needed',
        suggestion: expect.stringContaining('--name factory-twins'),
      }),
    );
    for (const given of [yes, { ...nothing, yes: true, planId: 'x' }, nothing])
      expect(() => checkGiven(given, 'factory-twins')).not.toThrow();
  });

  test('--yes and the name, or --plan and its id, are one', async () => {
    expect((await undo({ given: yes })).ended?.outcome).toBe('undone');
    const world = readyWorld();
    const planId = await idOf(world);
    expect(world.writes).toEqual([]);
    expect((await undo({ given: { ...nothing, planId }, world })).ended?.outcome).toBe('undone');
  });

  test('the id of another plan is none: 4, and what the plan is now', async () => {
    const seen = await undo({ given: { ...nothing, planId: '0123456789abcdef' } });
    expect(seen.error).toMatchObject({ ending: 'refused', code: 'plan-changed' });
    expect(seen.error?.message).toContain(await idOf(readyWorld()));
    expect(seen.world.writes).toEqual([]);
  });
});

test('the id is the same for the same account and removals, and another one for others', async () => {
  const id = await idOf(readyWorld());
  expect(id).toMatch(/^[0-9a-f]{16}$/);
  expect(await idOf(readyWorld())).toBe(id);
  const kept = { id: `${rg.id}/providers/x/y/z`, name: 'z', type: 'x/y' };
  expect(await idOf(readyWorld({ residents: [kept] }))).not.toBe(id);
  expect(await idOf(readyWorld({ holdings: holds }))).not.toBe(id);
  const other = { account: { name: bea.name, objectId: bea.id, tenantId: ana.tenantId }, preview: true };
  expect((await undo({ given: nothing, task: other })).ended?.plan.id).not.toBe(id);
});

describe('somebody can be asked', () => {
  test.each([
    [true, 'undone', 3],
    [false, 'left', 0],
  ])('says %s: %s', async (agrees, outcome, writes) => {
    const { ended, world, asked, record } = await undo({ given: { ...nothing, canAsk: true }, agrees });
    expect(ended?.outcome).toBe(outcome);
    expect(asked).toHaveLength(1);
    expect(world.writes).toHaveLength(writes);
    expect(record.undo === null).toBe(!agrees);
  });

  test('who has agreed by a flag is not asked', async () => {
    expect((await undo({ given: { ...yes, canAsk: true } })).asked).toEqual([]);
  });
});

test('a preview asks nothing, removes nothing, and remembers nothing', async () => {
  const seen = await undo({ given: { ...yes, canAsk: true }, task: { preview: true } });
  expect(seen.ended?.outcome).toBe('planned');
  expect(seen.asked).toEqual([]);
  expect(seen.world.writes).toEqual([]);
  expect(seen.record.undo).toBeNull();
});

describe('what the instance holds', () => {
  const others = assignment(twins.id, 'theirs', { principalId: bea.id });
  test.each<[string, Partial<FakeWorld>, Partial<FakeAzure>, Partial<DataCount>]>([
    ['models and twins', { holdings: holds }, {}, { models: 2, twins: 1 }],
    ['an event route', { holdings: { ...holds, models: 0, twins: 0, eventRoutes: 1 } }, {}, { eventRoutes: 1 }],
    ['an endpoint', { endpoints: 1 }, {}, { endpoints: 1 }],
    ['the role of somebody else', { assignments: [role, others] }, {}, { otherAssignments: 1 }],
    ['what can not be counted', { endpoints: undefined }, {}, { endpoints: null }],
    ['data behind a closed endpoint', { holdings: { ...holds, models: undefined } }, {}, { models: null }],
  ])('%s needs --with-data, too', async (_, change, verbs, data) => {
    const world = readyWorld(change);
    const refused = await undo({ given: yes, world, change: verbs });
    expect(refused.error).toMatchObject({
      ending: 'refused',
      code: 'holds-data',
      suggestion: expect.stringContaining('--with-data'),
    });
    expect(world.writes).toEqual([]);
    const planId = await idOf(world);
    expect(codeOf(await undo({ given: { ...nothing, planId }, world, change: verbs }))).toBe('holds-data');
    const agreed = await undo({ given: { ...yes, withData: true }, world, change: verbs });
    expect(agreed.ended).toMatchObject({ outcome: 'undone', plan: { data } });
  });

  test('nothing but our own role, and roles from above, needs no word more', async () => {
    const above = assignment(`/subscriptions/${dev.id}`, 'above');
    const { ended } = await undo({ given: yes, world: readyWorld({ assignments: [role, above] }) });
    expect(ended).toMatchObject({ outcome: 'undone', plan: { data: { models: 0, otherAssignments: 0 } } });
  });
});

describe('carried on', () => {
  /** Stops after the role is gone. */
  async function stopped(world: FakeWorld, given: Given = { ...yes, withData: true }): Promise<Tried['record']> {
    let looks = 0;
    const stop = new InterruptedError('SIGINT');
    const seen = await undo({ given, world, task: { stopping: () => (++looks > 1 ? stop : undefined) } });
    expect(seen.error).toBe(stop);
    expect(seen.fates).toEqual({ assignment: 'removed' });
    return seen.record;
  }

  test('by the same account: without a word', async () => {
    const world = readyWorld();
    const { ended, asked } = await undo({ given: { ...nothing, canAsk: true }, world, record: await stopped(world) });
    expect(ended?.outcome).toBe('undone');
    expect(asked).toEqual([]);
  });

  test('what was counted is remembered: the role to count it with is gone', async () => {
    const world = readyWorld({ holdings: holds });
    const record = await stopped(world);
    expect(record.undo?.data).toMatchObject({ models: 2, twins: 1 });
    world.holdings = {
      models: undefined,
      twins: undefined,
      relationships: undefined,
      eventRoutes: undefined,
    };
    expect((await undo({ given: nothing, world, record })).ended).toMatchObject({
      outcome: 'undone',
      plan: { data: { models: 2 } },
    });
  });

  test('more than was agreed to is asked for again', async () => {
    const world = readyWorld();
    const record = await stopped(world);
    world.holdings = holds;
    expect((await undo({ given: nothing, world, record })).ended?.outcome).toBe('needs-approval');
    const { asked } = await undo({ given: { ...nothing, canAsk: true }, world, record });
    expect(asked).toHaveLength(1);
  });

  test('by another account: not without a word, and not by the id of the first', async () => {
    const world = readyWorld();
    const record = await stopped(world);
    const task = { account: { name: bea.name, objectId: bea.id, tenantId: ana.tenantId } };
    expect((await undo({ given: nothing, world, record, task })).ended?.outcome).toBe('needs-approval');
    const planId = record.undo?.planId;
    expect(codeOf(await undo({ given: { ...nothing, planId }, world, record, task }))).toBe('plan-changed');
    expect(world.writes).toEqual([`remove assignment ${role.name}`]);
  });

  test('by the id of the plan it began with, which is another one by now', async () => {
    const world = readyWorld();
    const planId = await idOf(world);
    const record = await stopped(world, { ...nothing, planId });
    expect(await idOf(world, record)).not.toBe(planId);
    expect((await undo({ given: { ...nothing, planId }, world, record })).ended?.outcome).toBe('undone');
  });

  test('that id stands for no more than what was agreed to then', async () => {
    const world = readyWorld();
    const planId = await idOf(world);
    const record = await stopped(world, { ...nothing, planId });
    world.holdings = holds;
    const seen = await undo({ given: { ...nothing, planId, withData: true }, world, record });
    expect(codeOf(seen)).toBe('plan-changed');
  });
});

test('nothing made: done at once, without a yes', async () => {
  const { ended, world } = await undo({ given: nothing, record: readyRecord({ made: [] }) });
  expect(ended?.outcome).toBe('undone');
  expect(world.writes).toEqual([]);
});

test('where nothing is left, no yes is needed: it counts as done', async () => {
  const world = readyWorld({ groups: [], instances: [], assignments: [] });
  expect((await undo({ given: nothing, world })).ended?.outcome).toBe('undone');
});
