import { expect, test } from '@jest/globals';
import type { WizardPrompter } from '../../src/wizard/view.ts';
import { wizard } from '../../src/wizard/wizard.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { type FakeContext, fakeContext, scripted } from '../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { silentView } from '../support/silent-view.ts';

/* Somebody deletes what a set-up has made; then it is carried on. Its plan was approved when it began. */

const order = { preview: false, review: false, yes: true, beginForReal: () => undefined };

/** Makes everything, and lets somebody delete some of it. */
async function made(undo: (world: FakeWorld) => void): Promise<{ world: FakeWorld; context: FakeContext }> {
  const world = fakeWorld({ groups: [] });
  const answers = { resourceGroup: 'rg-new', name: 'factory-twins', location: 'westeurope', assignee: 'me' };
  const context = fakeContext(fakeAzure(world), { answers });
  expect((await wizard(context, silentView(), order)).outcome).toBe('ready');
  undo(world);
  world.writes = [];
  return { world, context };
}

/** Somebody who carries it on, and decides like this when the plan is shown. */
async function carriedOn(
  context: FakeContext,
  decision: string,
): Promise<{ outcome: string; seen: string; said: string }> {
  const seen: string[] = [];
  const prompter: WizardPrompter = { ...scripted().prompter, choose: () => Promise.resolve(decision) };
  const showPlan = (plan: { readonly lines: readonly { readonly id: string; readonly status: string }[] }): void => {
    seen.push(...plan.lines.filter((line) => line.status === 'planned').map((line) => line.id));
  };
  const view = silentView({ prompter, showPlan });
  const { outcome } = await wizard({ ...context, prompter: prompter }, view, order);
  return { outcome, seen: seen.join(' '), said: view.said.join(' ') };
}

const theGroup = (world: FakeWorld): unknown => Object.assign(world, { groups: [], instances: [], assignments: [] });

test('H28: the group is gone: it says so, shows the plan, and makes it again when told to', async () => {
  const { world, context } = await made(theGroup);
  const { outcome, seen, said } = await carriedOn(context, 'go');
  expect(said).toContain('not there any more: /subscriptions/');
  expect(seen).toBe('resource-group instance role verify');
  expect(outcome).toBe('ready');
  expect(world.writes.map((each) => each.split(' ')[0])).toEqual(['group', 'instance', 'role']);
});

test('H28: or changes nothing', async () => {
  const { world, context } = await made(theGroup);
  expect(await carriedOn(context, 'stop')).toMatchObject({ outcome: 'left' });
  expect(world.writes).toEqual([]);
});

test('what is still missing of a plan that was approved is made without asking again', async () => {
  const { world, context } = await made(() => undefined);
  world.twins = { is: 'forbidden' };
  const waiting = { ...context, waits: false };
  expect(await carriedOn(waiting, 'stop')).toEqual({ outcome: 'waiting', seen: '', said: '' });
});
