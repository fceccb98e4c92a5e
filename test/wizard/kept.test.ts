import { expect, test } from '@jest/globals';
import { SetupError } from '../../src/errors.ts';
import type { Azure } from '../../src/port/azure.ts';
import type { WizardPrompter } from '../../src/wizard/view.ts';
import { wizard } from '../../src/wizard/wizard.ts';
import { group } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { type FakeContext, fakeContext, scripted } from '../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../support/fake-world.ts';
import { silentView } from '../support/silent-view.ts';

/* What was made, and is no part of the plan any more since an answer was changed, is not forgotten: it costs money. */

const order = { preview: false, review: true, yes: true, beginForReal: () => undefined };
const answers = { resourceGroup: 'rg-factory', name: 'first-twins', location: 'westeurope', assignee: 'me' };

async function made(): Promise<{ world: FakeWorld; context: FakeContext }> {
  const world = fakeWorld({ groups: [group('rg-factory')] });
  const context = fakeContext(fakeAzure(world), { answers });
  expect((await wizard(context, silentView(), order)).outcome).toBe('ready');
  return { world, context };
}

/** What is said while a plan for another name is looked at. */
async function renamed(context: FakeContext, verbs: Partial<Azure> = {}): Promise<string> {
  context.memory.keep('name', { value: 'second-twins', from: 'prompt' });
  const prompter: WizardPrompter = { ...scripted().prompter, choose: () => Promise.resolve('stop') };
  const view = silentView({ prompter });
  await wizard({ ...context, azure: { ...context.azure, ...verbs }, prompter }, view, order);
  return view.said.join('\n');
}

test('a name that is changed afterwards: the first instance is named, with how to remove it and all that belongs to it', async () => {
  const { context } = await made();
  const said = await renamed(context);
  expect(said).toMatch(/digitalTwinsInstances\/first-twins for other answers.*stays/);
  expect(said).toMatch(/az resource delete --ids \S*digitalTwinsInstances\/first-twins/);
  expect(said).not.toContain('roleAssignments');
});

test('one that was deleted since is not', async () => {
  const { world, context } = await made();
  world.instances = [];
  world.assignments = [];
  expect(await renamed(context)).not.toContain('for other answers');
});

test("one that can't be looked up now is", async () => {
  const { context } = await made();
  const refusal = new SetupError({
    ending: 'handover',
    code: 'AuthorizationFailed',
    message: 'No.',
    suggestion: 'Ask.',
  });
  expect(await renamed(context, { find: () => Promise.reject(refusal) })).toContain('first-twins for other answers');
});

test('nothing is said while the plan is what was made', async () => {
  const { context } = await made();
  const view = silentView();
  expect((await wizard(context, view, order)).outcome).toBe('ready');
  expect(view.said.join('\n')).not.toContain('for other answers');
});
