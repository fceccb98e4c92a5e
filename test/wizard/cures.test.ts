import { describe, expect, test } from '@jest/globals';
import type { Asked, Reply } from '../../src/engine/context.ts';
import { makePlan } from '../../src/engine/make-plan.ts';
import { newSession } from '../../src/engine/session.ts';
import { type ErrorDetails, SetupError } from '../../src/errors.ts';
import type { View, WizardPrompter } from '../../src/wizard/view.ts';
import { wizard } from '../../src/wizard/wizard.ts';
import {
  dev,
  type FakeAzure,
  type FakeWorld,
  fakeAzure,
  fakeWorld,
  group,
  instance,
  registered,
} from '../support/fake-azure.ts';
import { fakeContext, type Heard, type Script, scripted } from '../support/fake-context.ts';
import { all } from '../support/plans.ts';
import { silentView } from '../support/silent-view.ts';

/** Somebody who approves every plan; the plans are counted. */
function view(prompter: WizardPrompter): View & { readonly shown: string[] } {
  const shown: string[] = [];
  const showPlan: View['showPlan'] = (plan) =>
    shown.push(plan.lines.find((line) => line.id === 'instance')?.says ?? '');
  return { ...silentView({ prompter: prompter, showPlan }), shown };
}

interface Sitting {
  readonly outcome: string;
  readonly heard: readonly Heard[];
  readonly shown: readonly string[];
  readonly world: FakeWorld;
}

/** The whole wizard in a new group, with an Azure that refuses the first creation. */
async function refusedOnce(
  details: Omit<ErrorDetails, 'message' | 'suggestion'>,
  script: Script = {},
  change: Partial<FakeWorld> = {},
): Promise<Sitting> {
  const world = fakeWorld({ groups: [], ...change });
  const azure = fakeAzure(world);
  let tries = 0;
  const createInstance: FakeAzure['createInstance'] = async (wanted) => {
    tries += 1;
    if (tries === 1)
      throw new SetupError({ ...details, message: 'Azure says no.', suggestion: 'Choose something else.' });
    await azure.createInstance(wanted);
  };
  const { prompter, heard } = scripted(script);
  const chooser: WizardPrompter = { ...prompter, choose: ({ preselected }) => Promise.resolve(preselected) };
  const context = fakeContext(fakeAzure(world, { createInstance }), { prompter: prompter });
  const seen = view(chooser);
  const order = { preview: false, review: true, yes: true, beginForReal: () => undefined };
  const { outcome } = await wizard(context, seen, order);
  return { outcome, heard, shown: seen.shown, world };
}

test.each([
  ['RequestDisallowedByAzure', 'location', 'region', 'eastus'],
  ['QuotaExceeded', 'location', 'region', 'eastus'],
  ['AlreadyExists', 'name', 'name', /^digital-twins-\w+$/],
] as const)(
  'after %s the %s (%s) is asked again with the reason, Enter does not repeat it, and the new plan is seen',
  async (code, key, cure, next) => {
    const { outcome, heard, shown, world } = await refusedOnce({
      ending: 'refused',
      code,
      again: 'answer',
      cures: [cure],
    });
    const [first, second] = heard.filter((each) => each.key === key);
    expect(second?.note).toBe('Azure says no. Choose something else.');
    expect(second?.preselected).not.toBe(first?.preselected);
    expect(second?.preselected).toEqual(typeof next === 'string' ? next : expect.stringMatching(next));
    expect(outcome).toBe('ready');
    expect(shown).toHaveLength(2);
    expect(world.writes.map((each) => each.split(' ')[0])).toEqual(['group', 'instance', 'role']);
  },
);

test('tags that a policy demands only when it refuses are asked for', async () => {
  const details = {
    ending: 'refused',
    code: 'RequestDisallowedByPolicy',
    again: 'answer',
    cures: ['tags'],
  } as const;
  const { outcome, heard, world } = await refusedOnce(details, { tags: ['costCenter=7'] });
  expect(heard.filter((each) => each.key === 'tags')).toHaveLength(1);
  expect(outcome).toBe('ready');
  expect(world.instances[0]?.tags).toMatchObject({ costCenter: '7' });
});

const locked = { ending: 'refused', code: 'ScopeLocked', again: 'answer' } as const;

test('a group that is locked meanwhile is asked again', async () => {
  const { outcome, heard } = await refusedOnce(
    { ...locked, cures: ['group'] },
    { resourceGroup: ['rg-one', 'rg-two'] },
  );
  expect(heard.filter((each) => each.key === 'resourceGroup').map((each) => each.note)).toEqual([
    undefined,
    expect.any(String),
  ]);
  expect(outcome).toBe('ready');
});

test.each([
  ['resourceGroup', { resourceGroup: ['rg-other'], name: ['other-twins'] }, 'rg-other'],
  ['name', { name: [(): Reply => ({ is: 'otherwise' }), 'other-twins'] }, 'rg-factory'],
])('a lock on an instance that is there is got out of with a new one, by another %s', async (key, script, place) => {
  const world = fakeWorld({ instances: [instance('factory-twins')], groups: [group('rg-factory'), group('rg-other')] });
  const azure = fakeAzure(world);
  const assignRole: FakeAzure['assignRole'] = (wanted) =>
    wanted.scope.endsWith('/factory-twins')
      ? Promise.reject(
          new SetupError({
            ...locked,
            cures: [key === 'name' ? 'name' : 'group'],
            message: 'Locked.',
            suggestion: 'Use another.',
          }),
        )
      : azure.assignRole(wanted);
  const { prompter, heard } = scripted(script);
  const chooser: WizardPrompter = { ...prompter, choose: ({ preselected }) => Promise.resolve(preselected) };
  const context = fakeContext(fakeAzure(world, { assignRole }), {
    prompter: prompter,
    answers: { ...all, assignee: 'me' },
  });
  const order = { preview: false, review: true, yes: true, beginForReal: () => undefined };
  const { outcome, report } = await wizard(context, view(chooser), order);
  expect(heard[0]).toMatchObject({ key, note: 'Locked. Use another.' });
  expect(outcome).toBe('ready');
  expect(report).toMatchObject({ name: 'other-twins', resourceGroup: place });
});

test('what no answer cures ends it', async () => {
  await expect(refusedOnce({ ending: 'handover', code: 'AuthorizationFailed' })).rejects.toMatchObject({
    step: 'instance',
  });
});

test('after the refusal of a region the nearest of the others is recommended, and why; the code is in the small print', async () => {
  const ireland = {
    name: 'northeurope',
    displayName: 'North Europe',
    geographyGroup: 'Europe',
    latitude: 53.3,
    longitude: -6.3,
  };
  const provider = {
    ...registered,
    regions: [...registered.regions, ireland],
    allRegions: [...registered.allRegions, ireland],
  };
  const details = {
    ending: 'refused',
    code: 'QuotaExceeded',
    httpStatus: 409,
    correlationId: 'c-1',
    again: 'answer',
    cures: ['region'],
  } as const;
  const { heard } = await refusedOnce(details, {}, { provider });
  expect(heard.filter((each) => each.key === 'location')[1]).toMatchObject({
    preselected: 'northeurope',
    why: "the nearest to your group's West Europe, which Azure has just refused",
    small: 'Details: QuotaExceeded, correlation c-1',
  });
});

test('a person whom the directory does not come to know, however long it is waited, is asked for again', async () => {
  const bea = { id: 'bbbbbbbb-0000-4000-8000-00000000000b', type: 'User', name: 'Bea' } as const;
  const world = fakeWorld({ groups: [], people: [bea] });
  const azure = fakeAzure(world);
  let tries = 0;
  const assignRole: FakeAzure['assignRole'] = (wanted) => {
    if (wanted.principalId !== bea.id) return azure.assignRole(wanted);
    tries += 1;
    throw new SetupError({
      ending: 'forNow',
      code: 'PrincipalNotFound',
      message: 'Not known yet.',
      suggestion: 'Wait.',
      again: 'soon',
      cures: ['principal'],
    });
  };
  const { prompter, heard } = scripted({ assignee: [bea.id, 'me'] });
  const chooser: WizardPrompter = { ...prompter, choose: ({ preselected }) => Promise.resolve(preselected) };
  const context = fakeContext(fakeAzure(world, { assignRole }), { prompter: prompter });
  const begun = context.clock.now();
  const order = { preview: false, review: true, yes: true, beginForReal: () => undefined };
  const { outcome } = await wizard(context, view(chooser), order);
  expect(outcome).toBe('ready');
  expect(tries).toBeGreaterThan(10);
  // A new application was refused for 252 seconds (recorded); a run that asks nobody ends after the same time.
  expect(context.clock.now() - begun).toBeGreaterThan(252_000);
  expect(heard.filter((each) => each.key === 'assignee').map((each) => each.note)).toEqual([
    undefined,
    'Not known yet. Wait.',
  ]);
});

describe('an instance whose creation failed', () => {
  const broken = (group: string) => instance('plant-f', group, { provisioningState: 'Failed' });

  test('in the group is shown, and cannot be chosen', async () => {
    const { prompter } = scripted({ name: ['plant-g'] });
    const seen: Asked[] = [];
    const asking: WizardPrompter = {
      ...prompter,
      ask: (asked) => {
        seen.push(asked);
        return prompter.ask(asked);
      },
      choose: ({ preselected }) => Promise.resolve(preselected),
    };
    const context = fakeContext(fakeAzure(fakeWorld({ instances: [broken('rg-factory'), instance('plant-g')] })), {
      prompter: asking,
      answers: { resourceGroup: 'rg-factory' },
    });
    await makePlan(context, newSession());
    const question = seen.find((each) => each.choices.some((one) => one.value === 'plant-f'));
    expect(question?.choices[0]?.disabled).toMatch(/its creation failed/);
    expect(question?.preselected).not.toBe('plant-f');
  });

  test('elsewhere is never offered in place of its name, and the command that deletes it is given', async () => {
    const { prompter, heard } = scripted({ name: ['plant-f'] });
    const context = fakeContext(fakeAzure(fakeWorld({ instances: [broken('rg-old')] })), {
      prompter,
      answers: { resourceGroup: 'rg-factory' },
    });
    await makePlan(context, newSession());
    const [, second] = heard.filter((each) => each.key === 'name');
    expect(second?.note).toContain(`az dt delete --dt-name plant-f --resource-group rg-old --subscription ${dev.id}`);
    expect(second?.choices).not.toContain('plant-f');
  });

  test('during the run gives its reason, and the name is asked again', async () => {
    const world = fakeWorld({ groups: [] });
    const azure = fakeAzure(world, { creationFailure: () => Promise.resolve('NoRoom: Everything is full.') });
    const breaking = fakeAzure(world, {
      creationFailure: azure.creationFailure,
      async createInstance(wanted) {
        await azure.createInstance(wanted);
        if (world.instances.length > 1) return;
        world.instances = world.instances.map((each) => ({ ...each, provisioningState: 'Failed' }));
      },
    });
    const { prompter, heard } = scripted();
    const chooser: WizardPrompter = { ...prompter, choose: ({ preselected }) => Promise.resolve(preselected) };
    const context = fakeContext(breaking, { prompter: prompter });
    const { outcome } = await wizard(context, view(chooser), {
      preview: false,
      review: true,
      yes: true,
      beginForReal: () => undefined,
    });
    expect(outcome).toBe('ready');
    const names = heard.filter((each) => each.key === 'name');
    expect(names.at(-1)?.note).toContain('Azure said: "NoRoom: Everything is full."');
    expect(world.instances.map((each) => each.provisioningState)).toEqual(['Failed', 'Succeeded']);
  });
});
