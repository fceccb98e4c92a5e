import { describe, expect, test } from '@jest/globals';
import type { Asked, Reply } from '../../../src/engine/context.ts';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import { group, instance } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext, scripted } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { all, changeOf, factsIn, line, planned, refused } from '../../support/plans.ts';

describe('resource group', () => {
  test('that belongs to a managed application is refused', async () => {
    const managed = group('rg-factory', 'eastus', { managedBy: '/x' });
    expect(await refused({ groups: [managed] })).toMatchObject({ code: 'managed-resource-group', ending: 'refused' });
  });

  describe('that is being deleted', () => {
    const going = group('RG-factory', 'eastus', { provisioningState: 'Deleting' });
    const old = instance('factory-twins', 'rg-factory', { createdTime: '2026-01-01T00:00:00.000Z' });

    test('is made anew once it is gone, and so is what is in it', async () => {
      const plan = await planned({ groups: [going], instances: [old], taken: ['factory-twins'] });
      expect(line(plan, 'resource-group')).toMatchObject({
        status: 'planned',
        says: 'will be created: rg-factory, West Europe, once the old one of that name is deleted',
      });
      expect(line(plan, 'instance')).toMatchObject({
        status: 'planned',
        says: 'will be created: factory-twins, West Europe, once the old one of that name is deleted',
      });
    });

    test('says in the list that it goes', async () => {
      let hints: readonly (string | undefined)[] = [];
      const look = ({ choices }: Asked): Reply => {
        hints = choices.map(({ hint }) => hint);
        return { is: 'answer', value: 'rg-factory' };
      };
      const { prompter } = scripted({ resourceGroup: [look] });
      const plan = await makePlan(fakeContext(fakeAzure(fakeWorld({ groups: [going] })), { prompter }), newSession());
      expect(hints).toContain('East US, being deleted: made anew once it is gone');
      expect(line(plan, 'resource-group')?.says).toContain('once the old one');
    });

    test('is waited for, however long that takes, and nothing is sent into it before', async () => {
      const world = fakeWorld({ groups: [going], instances: [] });
      const azure = fakeAzure(world);
      const context = fakeContext(azure, { answers: all });
      const plan = await makePlan(context, newSession());
      const change = await changeOf(context, plan, 'resource-group');
      expect(await change.held?.()).toBe('waiting until the old RG-factory is deleted');
      world.groups.length = 0;
      expect(await change.held?.()).toBeUndefined();
    });
  });

  test('that exists is used as it is, whatever the case of its name', async () => {
    const plan = await planned({ groups: [group('RG-Factory', 'eastus')] });
    expect(line(plan, 'resource-group')?.status).toBe('reused');
    expect(factsIn(plan)['resource-group']?.location).toBe('eastus');
  });

  test('a made-up name is one that is free', async () => {
    const { prompter, heard } = scripted();
    await makePlan(
      fakeContext(fakeAzure(fakeWorld({ groups: [group('rg-digital-twins')] })), { prompter }),
      newSession(),
    );
    expect(heard[0]?.preselected).toMatch(/^rg-digital-twins-[a-z0-9]{3}$/);
  });
});

describe('region', () => {
  test.each([
    ["the group's own, when it offers the service", 'eastus', 'eastus', 'your resource group is there'],
    ['the nearest one, when it does not', 'francecentral', 'westeurope', "nearest to your group's France Central"],
  ])('is recommended: %s', async (_, home, expected, why) => {
    const { prompter, heard } = scripted();
    const context = fakeContext(fakeAzure(fakeWorld({ groups: [group('rg-factory', home)] })), {
      prompter,
      answers: { resourceGroup: 'rg-factory' },
    });
    await makePlan(context, newSession());
    expect(heard.find((each) => each.key === 'location')?.preselected).toBe(expected);
    expect(why).toBeTruthy();
  });

  test.each([
    ['does not offer the service', 'francecentral', 'region-without-service'],
    ['is none', 'atlantis', 'no-such-region'],
  ])('that %s is refused, naming those that do', async (_, location, code) => {
    const details = await refused({}, { location });
    expect(details).toMatchObject({ code, ending: 'usage' });
    expect(details.suggestion).toContain('westeurope');
  });
});

describe('instance', () => {
  test('that failed is not taken for one that works', async () => {
    const broken = instance('factory-twins', 'rg-factory', { provisioningState: 'Failed' });
    expect(await refused({ instances: [broken] })).toMatchObject({ code: 'provisioning-failed', ending: 'refused' });
  });

  test('that is in the chosen group already is offered first', async () => {
    const { prompter, heard } = scripted();
    const world = fakeWorld({ instances: [instance('old-twins')] });
    const plan = await makePlan(
      fakeContext(fakeAzure(world), { prompter, answers: { resourceGroup: 'rg-factory' } }),
      newSession(),
    );
    expect(heard[0]).toMatchObject({ key: 'name', choices: ['old-twins'] });
    expect(factsIn(plan).instance?.name).toBe('old-twins');
  });

  test('"create a new one" goes on to the region and a new name', async () => {
    const { prompter, heard } = scripted({ name: [() => ({ is: 'otherwise' })] });
    const world = fakeWorld({ instances: [instance('old-twins')] });
    await makePlan(fakeContext(fakeAzure(world), { prompter, answers: { resourceGroup: 'rg-factory' } }), newSession());
    expect(heard.map((each) => each.key)).toEqual(['name', 'location', 'name', 'assignee']);
  });

  test('options reach the az line and what is sent', async () => {
    const plan = await planned({}, { identity: 'system', publicNetworkAccess: 'disabled' });
    expect(line(plan, 'instance')?.az[0]).toEqual(
      expect.arrayContaining(['--mi-system-assigned', '--public-network-access', 'Disabled']),
    );
  });
});
