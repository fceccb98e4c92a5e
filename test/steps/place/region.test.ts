import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import { SetupError } from '../../../src/errors.ts';
import type { Restrictions } from '../../../src/port/place-rules.ts';
import { dev, group, instance, registered } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeCloud, fakeContext, scripted } from '../../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../../support/fake-world.ts';
import { all, asked, line, newGroup, planned, refused, shown } from './planning.ts';

function denying(...regions: readonly string[]): Restrictions {
  return { regions: new Map(regions.map((region) => [region, 'Only the US'])), tags: [] };
}

const ten = Array.from({ length: 10 }, (_, at) => instance(`building-${at}`, 'rg-other'));

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
      expect.objectContaining({ value: 'eastus', why: 'the nearest to West Europe, which is full' }),
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
    const why = 'the nearest to West Europe, which is not allowed by a policy of your company';
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
