import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import { SetupError } from '../../../src/errors.ts';
import type { Machine } from '../../../src/port/machine.ts';
import type { Restrictions } from '../../../src/port/place-rules.ts';
import { dev, group, instance, registered } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeCloud, fakeContext, scripted, silentMachine } from '../../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../../support/fake-world.ts';
import { all, asked, line, newGroup, planned, refused, shown } from './planning.ts';

function denying(...regions: readonly string[]): Restrictions {
  return { regions: new Map(regions.map((region) => [region, 'Only the US'])), tags: [] };
}

const ten = Array.from({ length: 10 }, (_, at) => instance(`building-${at}`, 'rg-other'));

const at = (name: string, latitude: number, longitude: number) => ({ name, displayName: name, latitude, longitude });
const ireland = at('ireland', 53, -6);
const holland = at('holland', 52, 5);
const sydney = at('sydney', -34, 151);
const virginia = at('virginia', 37, -78);
const nowhere = { name: 'nowhere', displayName: 'nowhere' };
const globe = [sydney, virginia, holland, nowhere, ireland];
const world = { ...registered, regions: globe, allRegions: globe };
const groupsIn = (...regions: readonly string[]) => regions.map((region, at) => group(`rg-${at}`, region));
const fullIn = (region: string) => ten.map((each) => ({ ...each, location: region }));

/** What is offered for a new group: the regions in order, the one that is preselected, and why. */
async function offered(change: Partial<FakeWorld>, machine: Partial<Machine> = {}, answers = {}) {
  const { prompter, heard } = scripted();
  const context = fakeContext(fakeAzure(fakeWorld({ provider: world, groups: [], ...change })), {
    prompter,
    answers: { ...newGroup, ...answers },
    machine: { ...silentMachine, ...machine },
  });
  await makePlan(context, newSession());
  return heard.find((each) => each.key === 'location');
}

const berlin = { timeZone: 'Europe/Berlin' };

describe('the region to begin with', () => {
  test.each<[string, Partial<FakeWorld>, Partial<Machine>, string | undefined, string | undefined]>([
    [
      "is az's default before all",
      { groups: groupsIn('ireland', 'ireland') },
      { ...berlin, defaultRegion: () => 'Sydney' },
      'sydney',
      'az uses it by default',
    ],
    [
      'is that of most groups',
      { groups: groupsIn('ireland', 'holland', 'ireland') },
      berlin,
      'ireland',
      '2 of your 3 groups are here',
    ],
    ['is that of the only group', { groups: groupsIn('sydney') }, berlin, 'sydney', 'your resource group is here'],
    [
      'is that of all groups',
      { groups: groupsIn('sydney', 'sydney') },
      berlin,
      'sydney',
      'all 2 of your groups are here',
    ],
    [
      "counts none of Azure's own groups",
      { groups: [group('MC_x', 'sydney'), group('NetworkWatcherRG', 'sydney'), group('rg-x', 'virginia')] },
      {},
      'virginia',
      'your resource group is here',
    ],
    [
      'is the nearest to the time zone where no region has most groups',
      { groups: groupsIn('sydney', 'virginia') },
      berlin,
      'holland',
      'nearest to your time zone, Europe/Berlin',
    ],
    ['knows older names of time zones', {}, { timeZone: 'Asia/Calcutta' }, 'holland', undefined],
    ['is none where nothing tells', {}, { timeZone: 'UTC' }, undefined, undefined],
    [
      'is the nearest to one that is full',
      { groups: groupsIn('holland'), instances: fullIn('holland') },
      {},
      'ireland',
      'nearest to holland, which is full',
    ],
    [
      "is the nearest to az's default that is full",
      { instances: fullIn('holland') },
      { defaultRegion: () => 'holland' },
      'ireland',
      "nearest to az's holland, which is full",
    ],
    [
      'leaves a region out of which nobody knows where it is, when it is full',
      { groups: groupsIn('nowhere'), instances: fullIn('nowhere') },
      berlin,
      'holland',
      'nearest to your time zone, Europe/Berlin',
    ],
    [
      'leaves a default out that is no region',
      { groups: groupsIn('sydney') },
      { defaultRegion: () => 'atlantis' },
      'sydney',
      'your resource group is here',
    ],
  ])('%s', async (_, change, machine, region, why) => {
    const question = await offered(change, machine);
    expect(question?.preselected).toBe(region);
    if (why !== undefined) expect(question?.why).toBe(why);
  });

  test('is that of the group, where it goes into one', async () => {
    const answers = { resourceGroup: 'rg-0', name: 'factory-twins' };
    const question = await offered({ groups: groupsIn('sydney', 'ireland', 'ireland') }, berlin, answers);
    expect(question).toMatchObject({ preselected: 'sydney', why: 'your resource group is there' });
  });

  test('stands first, and the others by how far they are from it', async () => {
    const question = await offered({ groups: groupsIn('ireland') });
    expect(question?.choices).toEqual(['ireland', 'holland', 'virginia', 'sydney', 'nowhere']);
  });

  test('is none: then they stand by their names', async () => {
    expect((await offered({}))?.choices).toEqual(['holland', 'ireland', 'nowhere', 'sydney', 'virginia']);
  });

  test('is never one that Azure has refused, and only then that is said', async () => {
    const all = [...Array.from({ length: 3 }, () => 'holland')];
    for (const defaultRegion of [() => 'nowhere', () => 'holland', () => undefined]) {
      const question = await offered({ groups: groupsIn(...all) }, { defaultRegion });
      expect(question?.why).not.toContain('refused');
    }
  });
});

describe('each region that can not be used says why', () => {
  test.each<[string, Partial<FakeWorld>, readonly string[]]>([
    ['nothing in the way', {}, ['East US', 'West Europe']],
    [
      'a policy',
      { restrictions: denying('westeurope') },
      ['East US', 'West Europe: not allowed by your company\'s policy "Only the US"'],
    ],
    ['a full region', { instances: ten }, ['East US', 'West Europe: full: 10 of 10 instances used']],
    ['room for one more', { instances: ten.slice(1) }, ['East US', 'West Europe']],
    ['a limit that was raised', { instances: [...ten, instance('eleventh', 'rg-other')] }, ['East US', 'West Europe']],
  ])('%s', async (_, world, expected) => {
    const labels = await shown(
      { groups: [group('rg-factory', 'eastus')], ...world },
      { resourceGroup: 'rg-factory' },
      'location',
    );
    expect(labels).toEqual([...expected, "France Central: doesn't offer Azure Digital Twins"]);
  });

  test.each<[string, Partial<FakeWorld>, string, string]>([
    ['a policy', { restrictions: denying('westeurope') }, 'region-denied-by-policy', 'Only the US'],
    ['a full region', { instances: ten }, 'region-full', '10 of 10'],
  ])('%s refuses an answer, in an existing group and for a new one', async (_, world, code, words) => {
    for (const answers of [all, { ...newGroup, location: 'westeurope' }]) {
      const details = await refused(world, answers);
      expect(details).toMatchObject({ code, ending: 'refused', again: 'answer', cures: ['region'] });
      expect(details.message).toContain(words);
      expect(details.suggestion).toContain('Use eastus.');
    }
  });

  test('the nearest that can be used is recommended, with what is wrong with the obvious one', async () => {
    const { heard } = await asked({ instances: ten }, { resourceGroup: 'rg-factory' });
    expect(heard.find((each) => each.key === 'location')?.preselected).toBe('eastus');
    const context = fakeContext(fakeAzure(fakeWorld({ instances: ten })), {
      answers: { ...newGroup },
      cloud: { ...fakeCloud, practice: true },
    });
    await makePlan(context, newSession());
    expect(context.events).toContainEqual(
      expect.objectContaining({ value: 'eastus', why: 'nearest to West Europe, which is full' }),
    );
  });

  test('a region that can not be used is refused with the nearest first, and two more', async () => {
    const at = (name: string, longitude: number) => ({ name, displayName: name, latitude: 50, longitude });
    const far = [at('far', 100), at('near', 10), at('nearer', 8), at('nearest', 6), at('home', 5)];
    const provider = { ...registered, regions: far, allRegions: far };
    const instances = ten.map((each) => ({ ...each, location: 'home' }));
    const { suggestion: help } = await refused({ provider, instances }, { ...newGroup, location: 'home' });
    expect(help).toMatch(/^Use nearest, which is the nearest, or nearer or near\. Or delete/);
    expect(help).toContain(`az dt list --subscription ${dev.id} --output table`);
  });

  test("a policy's region is said to be not allowed, beside the one that is recommended", async () => {
    const context = fakeContext(fakeAzure(fakeWorld({ restrictions: denying('westeurope') })), {
      answers: { ...newGroup },
      cloud: { ...fakeCloud, practice: true },
    });
    await makePlan(context, newSession());
    const why = 'nearest to West Europe, which a policy of your company forbids';
    expect(context.events).toContainEqual(expect.objectContaining({ value: 'eastus', why }));
  });

  test('no region at all is said with all the reasons', async () => {
    const details = await refused({
      restrictions: denying('westeurope'),
      instances: ten.map((each) => ({ ...each, location: 'eastus' })),
    });
    expect(details).toMatchObject({ code: 'no-usable-region', cures: ['subscription'] });
    expect(details.suggestion).toContain('East US: full');
    expect(details.suggestion).toContain('West Europe: not allowed');
  });

  test('an instance that is chosen from those there is said to be there already', async () => {
    const { prompter } = scripted({ name: ['factory-twins'] });
    const world = fakeWorld({ instances: [instance('factory-twins')] });
    const context = fakeContext(fakeAzure(world), { prompter, answers: { resourceGroup: 'rg-factory' } });
    await makePlan(context, newSession());
    const label = 'factory-twins (there already)';
    expect(context.events).toContainEqual(expect.objectContaining({ value: 'factory-twins', label }));
  });

  test('an instance that is there is used wherever it is', async () => {
    const world = { restrictions: denying('westeurope', 'eastus'), instances: [instance('factory-twins')] };
    expect(line(await planned(world), 'instance')?.status).toBe('reused');
  });

  test('policies that can not be read are said to be unchecked, and stop nobody', async () => {
    for (const [id, answers] of [
      ['instance', all],
      ['resource-group', { ...newGroup, location: 'eastus' }],
    ] as const) {
      const plan = await planned({ restrictions: undefined }, answers);
      expect(line(plan, id)).toMatchObject({ status: 'planned', evidence: 'unknown' });
      expect(line(plan, id)?.says).toContain('policies could not be checked');
    }
  });

  test('somebody who may not list the instances of the subscription goes on', async () => {
    const error = new SetupError({
      ending: 'handover',
      code: 'AuthorizationFailed',
      message: 'no',
      suggestion: '',
      httpStatus: 403,
    });
    const world = { instances: [instance('factory-twins')] };
    const plan = await planned(world, all, { instances: () => Promise.reject(error) });
    expect(line(plan, 'instance')?.status).toBe('reused');
    expect(line(await planned({}, all, { instances: () => Promise.reject(error) }), 'instance')?.status).toBe(
      'planned',
    );
  });
});
