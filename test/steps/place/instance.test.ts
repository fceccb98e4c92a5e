import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { reopen } from '../../../src/engine/reopening.ts';
import { newSession } from '../../../src/engine/session.ts';
import type { Azure } from '../../../src/port/azure.ts';
import { group, instance, registered } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext, scripted } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { factsIn } from '../../support/plans.ts';
import { all, asked, line, planned, refused } from './planning.ts';

describe('a name that the subscription has already, in another group', () => {
  const mine = { instances: [instance('factory-twins', 'rg-other')], groups: [group('rg-factory'), group('rg-other')] };

  test('is refused with where it is', async () => {
    const details = await refused(mine);
    expect(details).toMatchObject({ code: 'name-is-yours', ending: 'refused' });
    expect(details.message).toContain('in the resource group rg-other');
    expect(details.suggestion).toContain('--resource-group rg-other');
  });

  test('is offered: choosing it changes the group, and nothing is created', async () => {
    const { plan, heard, answer } = await asked(
      mine,
      { resourceGroup: 'rg-factory', location: 'westeurope' },
      { name: ['factory-twins'] },
    );
    const second = heard.filter((each) => each.key === 'name')[1];
    expect(second?.choices).toHaveLength(4);
    expect(second?.choices[0]).toBe('factory-twins');
    expect(answer('resourceGroup')).toBe('rg-other');
    expect(line(plan, 'instance')).toMatchObject({ status: 'reused' });
    expect(factsIn(plan).instance?.resourceGroup).toBe('rg-other');
  });

  test('is free in another region, and once it is gone', async () => {
    expect(line(await planned(mine, { ...all, location: 'eastus' }), 'instance')?.status).toBe('planned');
    const going = instance('factory-twins', 'rg-other', { provisioningState: 'Deleting' });
    expect(line(await planned({ instances: [going] }), 'instance')?.status).toBe('planned');
  });
});

test.each([
  ['in the same region', 'westeurope'],
  ['in another region', 'eastus'],
])(
  'an instance of that name that is being deleted %s is waited for, although its name is taken',
  async (_, location) => {
    const going = instance('factory-twins', 'rg-factory', { provisioningState: 'Deleting', location });
    const plan = await planned({ instances: [going], taken: location === 'westeurope' ? ['factory-twins'] : [] });
    expect(line(plan, 'instance')).toMatchObject({
      status: 'planned',
      says: 'will be created: factory-twins, West Europe, once the old one of that name is deleted',
    });
  },
);

test('an instance that is being deleted is not offered to be used', async () => {
  const going = instance('old-twins', 'rg-factory', { provisioningState: 'Deleting' });
  const { heard } = await asked({ instances: [going] }, { resourceGroup: 'rg-factory', location: 'westeurope' });
  expect(heard.find((each) => each.key === 'name')?.choices).toEqual([]);
});

test('a given name is looked up alone: no other is made up beside it', async () => {
  const names: string[] = [];
  const nameAvailability: Azure['nameAvailability'] = (_, __, name) => {
    names.push(name);
    return Promise.resolve({ is: 'free' });
  };
  await planned({}, all, { nameAvailability });
  expect([...new Set(names)]).toEqual(['factory-twins']);
});

test('a service that is being switched on already is said to be', async () => {
  const plan = await planned({ provider: { ...registered, registrationState: 'Registering' }, slowRegistration: 9 });
  expect(line(plan, 'provider')?.says).toBe('is being switched on for this subscription already');
});

describe('options', () => {
  test.each([
    ['identity', ['None', 'One of its own']],
    ['publicNetworkAccess', ['Enabled', 'Disabled']],
  ])('%s are chosen from a list, once somebody wants to', async (key, labels) => {
    let seen: readonly string[] = [];
    const { prompter, heard } = scripted({
      [key]: [
        ({ choices }) => {
          seen = choices.map(({ label }) => label);
          return { is: 'answer', value: choices[1]?.value ?? '' };
        },
      ],
    });
    const context = fakeContext(fakeAzure(fakeWorld()), { prompter, answers: all });
    const session = newSession();
    await makePlan(context, session);
    expect(heard.map((each) => each.key)).not.toContain(key);
    reopen(context, session, key, 'wanted');
    const plan = await makePlan(context, session);
    expect(seen).toEqual(labels);
    expect(factsIn(plan).instance).toMatchObject({ [key]: key === 'identity' ? 'system' : 'disabled' });
  });
});
