import { expect, test } from '@jest/globals';
import { type ErrorDetails, SetupError } from '../../../src/errors.ts';
import type { WizardPrompter } from '../../../src/wizard/view.ts';
import { wizard } from '../../../src/wizard/wizard.ts';
import { group, registered } from '../../support/contoso.ts';
import { type FakeAzure, fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext, type Heard, type Script, scripted } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { refusalsIn, refusedOnce, view } from './sitting.ts';

test.each([
  ['RequestDisallowedByAzure', 'location', 'region', 'eastus'],
  ['QuotaExceeded', 'location', 'region', 'eastus'],
  ['AlreadyExists', 'name', 'name', /^digital-twins-\w+$/],
] as const)(
  'after %s the %s (%s) is asked again with the reason, Enter does not repeat it, and the new plan is seen',
  async (code, key, cure, next) => {
    const { outcome, heard, shown, refusals, world } = await refusedOnce(
      { ending: 'refused', code, again: 'answer', cures: [cure] },
      {},
      { groups: [group('rg-other')] },
    );
    const [first, second] = heard.filter((each) => each.key === key);
    expect(refusals).toEqual([`Instance: Azure says no. (${code})`]);
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

/** The whole wizard, with an Azure that always refuses the role. */
function roleRefused(
  details: Pick<ErrorDetails, 'ending' | 'code'> & Partial<ErrorDetails>,
  script: Script = {},
): {
  readonly ended: Promise<string>;
  readonly heard: readonly Heard[];
  readonly said: () => readonly string[];
} {
  const bea = { id: 'bbbbbbbb-0000-4000-8000-00000000000b', type: 'User', name: 'Bea' } as const;
  const world = fakeWorld({ groups: [], people: [bea] });
  const azure = fakeAzure(world);
  const assignRole: FakeAzure['assignRole'] = (wanted) =>
    wanted.principalId === bea.id
      ? azure.assignRole(wanted)
      : Promise.reject(new SetupError({ message: 'Azure says no.', suggestion: 'Ask somebody.', ...details }));
  const { prompter, heard } = scripted(script);
  const chooser: WizardPrompter = { ...prompter, choose: ({ preselected }) => Promise.resolve(preselected) };
  const context = fakeContext(fakeAzure(world, { assignRole }), { prompter });
  const order = { preview: false, review: true, yes: true, beginForReal: () => undefined };
  const ended = wizard(context, view(chooser), order).then(({ outcome }) => outcome);
  return { ended, heard, said: () => refusalsIn(context) };
}

const byBea = { assignee: ['me', 'bbbbbbbb-0000-4000-8000-00000000000b'] };

test('a refusal whose first question is not asked any more goes on to one that is, said once', async () => {
  const cures = ['region', 'tags', 'network', 'principal'] as const;
  const { ended, heard, said } = roleRefused({ ending: 'refused', code: 'Policy', cures }, byBea);
  expect(await ended).toBe('ready');
  expect(said()).toEqual(['Access: Azure says no. (Policy)']);
  expect(heard.map((each) => each.key).filter((key) => ['location', 'tags'].includes(key))).toEqual(['location']);
  expect(heard.filter((each) => each.key === 'assignee')).toHaveLength(2);
});

test.each([
  ['none of its questions comes up', { cures: ['region', 'tags'] }],
  ['it has no questions', { cures: [] }],
] as const)('it ends where %s, and is not asked for ever', async (_, more) => {
  const { ended, heard } = roleRefused({ ending: 'refused', code: 'Policy', ...more });
  await expect(ended).rejects.toMatchObject({ code: 'Policy', step: 'role' });
  expect(heard.filter((each) => each.key === 'location')).toHaveLength(1);
});

test.each([400, 409, 422])('what nobody knows (%d) lets the answers of its own step be changed', async (httpStatus) => {
  const { ended, said } = roleRefused({ ending: 'refused', code: 'BrandNew', httpStatus }, byBea);
  expect(await ended).toBe('ready');
  expect(said()).toEqual(['Access: Azure says no. (BrandNew)']);
});

test('an answer that was taken back for nothing is there again', async () => {
  const world = fakeWorld({ groups: [] });
  const assignRole = (): Promise<never> =>
    Promise.reject(new SetupError({ ending: 'refused', code: 'X', message: 'No.', suggestion: '', cures: ['region'] }));
  const { prompter } = scripted({ location: ['eastus'] });
  const chooser: WizardPrompter = { ...prompter, choose: ({ preselected }) => Promise.resolve(preselected) };
  const context = fakeContext(fakeAzure(world, { assignRole }), { prompter });
  const order = { preview: false, review: true, yes: true, beginForReal: () => undefined };
  await expect(wizard(context, view(chooser), order)).rejects.toMatchObject({ code: 'X' });
  expect(context.memory.answer('location')).toEqual({ value: 'eastus', from: 'prompt' });
});

test('what no answer cures ends it', async () => {
  await expect(refusedOnce({ ending: 'handover', code: 'AuthorizationFailed' })).rejects.toMatchObject({
    step: 'instance',
  });
});

test('after the refusal of a region the nearest of the others is recommended, and why', async () => {
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
  const { heard } = await refusedOnce(details, {}, { provider, groups: [group('rg-other')] });
  expect(heard.filter((each) => each.key === 'location')[1]).toMatchObject({
    preselected: 'northeurope',
    why: "nearest to your group's West Europe, which Azure has just refused",
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
  expect(heard.filter((each) => each.key === 'assignee')).toHaveLength(2);
  expect(refusalsIn(context)).toEqual(['Access: Not known yet. (PrincipalNotFound)']);
});
