import { describe, expect, test } from '@jest/globals';
import type { PlanAccount } from '../../src/domain/plan.ts';
import { makePlan } from '../../src/engine/make-plan.ts';
import type { Plan } from '../../src/engine/plan.ts';
import { newSession } from '../../src/engine/session.ts';
import type { Order } from '../../src/wizard/order.ts';
import type { WizardPrompter } from '../../src/wizard/view.ts';
import { wizard } from '../../src/wizard/wizard.ts';
import { contributor, everything, group } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { type FakeContext, fakeContext, scripted } from '../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { silentView } from '../support/silent-view.ts';

/* A yes is bound to a plan and to an account: what is approved, and what is done without anybody's yes. */

const answers = { resourceGroup: 'rg-new', name: 'factory-twins', location: 'westeurope', assignee: 'me' };

const orderOf = (change: Partial<Order> = {}): Order => ({
  preview: false,
  review: false,
  yes: false,
  beginForReal: () => undefined,
  ...change,
});

interface Run {
  readonly ended: string;
  readonly said: string;
  readonly shown: readonly Plan[];
}

/** Runs the wizard; gives the outcome, or the code of the refusal. Who is there decides so at each menu. */
async function run(context: FakeContext, order: Partial<Order>, decisions?: readonly string[]): Promise<Run> {
  const shown: Plan[] = [];
  const left = [...(decisions ?? [])];
  const prompter: WizardPrompter | undefined = decisions && {
    ...scripted().prompter,
    choose: () => Promise.resolve(left.shift() ?? 'stop'),
  };
  const view = silentView({ prompter, showPlan: (plan) => shown.push(plan) });
  const ended = await wizard({ ...context, prompter }, view, orderOf(order)).then(
    ({ outcome }) => outcome,
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
  return { ended, said: view.said.join(' '), shown };
}

function newRun(change: Partial<FakeWorld> = {}): { context: FakeContext; world: FakeWorld } {
  const world = fakeWorld({ groups: [], ...change });
  return { world, context: fakeContext(fakeAzure(world), { answers }) };
}

/** Lets an account approve what would be made; `only`: of these kinds. */
async function approve(context: FakeContext, account?: Partial<PlanAccount>, only?: readonly string[]): Promise<void> {
  const { id = '', value } = await makePlan(context, newSession());
  if (value === undefined) throw new Error('no plan');
  const resources = value.resources.filter(({ kind }) => only?.includes(kind) ?? true);
  context.memory.approved(id, { ...value, account: { ...value.account, ...account }, resources }, context.clock.now());
}

const bea = { name: 'bea@contoso.com', objectId: 'bbbbbbbb-0000-4000-8000-00000000000b' };

describe('where nobody can be asked', () => {
  test('without a yes it reads, shows the plan, and changes nothing', async () => {
    const { context, world } = newRun();
    const { ended, shown } = await run(context, {});
    expect(ended).toBe('needs-approval');
    expect(shown).toHaveLength(1);
    expect(world.writes).toEqual([]);
    expect(context.memory.record()).toMatchObject({ approved: null, making: null });
  });

  test('the plan that is named is carried out, and remembered as approved', async () => {
    const { context } = newRun();
    const { id } = await makePlan(context, newSession());
    expect((await run(context, { planId: id })).ended).toBe('ready');
    expect(context.memory.approval().approved).toMatchObject({ planId: id, resources: { length: 3 } });
  });

  test('what an earlier run approved is carried on, and what it approved stays known', async () => {
    const { context } = newRun();
    await approve(context);
    const before = context.memory.approval().approved;
    const { ended, shown } = await run(context, {});
    expect(ended).toBe('ready');
    expect(shown).toEqual([]);
    expect(context.memory.approval().approved).toEqual(before);
  });

  test.each([
    ['more than was approved', { only: ['group', 'instance'] }, false],
    ['what another account approved', { account: bea }, false],
    ['what another account approved, even with --yes', { account: bea }, true],
  ])('%s is refused', async (_, { account, only }: { account?: object; only?: readonly string[] }, yes) => {
    const { context, world } = newRun();
    await approve(context, account, only);
    expect((await run(context, { yes })).ended).toBe('not-approved');
    expect(world.writes).toEqual([]);
  });

  test('a file that says that something was made, and nothing of an approval, is no approval', async () => {
    const { context, world } = newRun();
    const made = group('rg-other');
    context.memory.made({ step: 'resource-group', id: made.id, kind: 'group', sent: null }, context.clock.now());
    expect((await run(context, {})).ended).toBe('not-approved');
    expect(world.writes).toEqual([]);
    expect((await run(context, { yes: true })).ended).toBe('ready');
  });
});

describe('a person who is there', () => {
  test('is asked once more when another account approved it, and both are named', async () => {
    const { context, world } = newRun();
    await approve(context, bea);
    const stopped = await run(context, {}, ['stop']);
    expect(stopped.said).toMatch(/approved by bea@contoso\.com.*signed in as ana@contoso\.com/);
    expect(world.writes).toEqual([]);
    expect((await run(context, {}, ['go'])).ended).toBe('ready');
  });

  test('hears each answer once, though "me" is kept as the account that it meant', async () => {
    const { context } = newRun();
    expect((await run(context, {}, ['go'])).ended).toBe('ready');
    const heard = context.events.flatMap((event) => (event.kind === 'answered' ? [event.question.key] : []));
    expect(heard).toContain('assignee');
    expect(heard).toEqual([...new Set(heard)]);
    expect(context.memory.answer('assignee')?.value).not.toBe('me');
  });

  test('who waits for a colleague has agreed to what is carried on then', async () => {
    const world = fakeWorld({ groups: [], entries: [contributor] });
    const azure = fakeAzure(world);
    const context = fakeContext(azure, { answers });
    const looked = context.clock.wait.bind(context.clock);
    const clock = {
      ...context.clock,
      wait: (milliseconds: number, signal: AbortSignal) => {
        world.entries = [everything];
        return looked(milliseconds, signal);
      },
    };
    const { ended, shown } = await run({ ...context, clock }, {}, ['go', 'wait']);
    expect(ended).toBe('ready');
    expect(shown).toHaveLength(1);
    expect(context.memory.approval().approved?.resources.map(({ kind }) => kind)).toEqual([
      'group',
      'instance',
      'assignment',
    ]);
  });
});

test('what has changed between the plan and the work is planned, and approved, anew', async () => {
  const { context, world } = newRun({ groups: [group('rg-new')] });
  await approve(context);
  const view = silentView({ planned: () => (world.groups = []) });
  await expect(wizard(context, view, orderOf())).rejects.toMatchObject({ code: 'not-approved' });
  expect(world.writes).toEqual([]);
  expect(context.memory.record().making).toBeNull();
});
