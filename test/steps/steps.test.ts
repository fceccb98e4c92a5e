import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../src/engine/make-plan.ts';
import { newSession } from '../../src/engine/session.ts';
import {
  ana,
  contributor,
  dev,
  fakeAzure,
  fakeWorld,
  group,
  instance,
  reader,
  registered,
} from '../support/fake-azure.ts';
import { fakeContext, scripted } from '../support/fake-context.ts';
import { all, assigned, bea, factsIn, line, planned, refused } from '../support/plans.ts';

const prod = { ...dev, id: 'bbbbbbbb-0000-4000-8000-000000000002', name: 'Contoso Production' };
const trial = { ...dev, id: 'bbbbbbbb-0000-4000-8000-000000000003', name: 'Contoso Trial', state: 'Disabled' };

describe('subscription', () => {
  test('is not asked when only one is enabled, but said', async () => {
    const { prompter, heard } = scripted();
    const context = fakeContext(fakeAzure(fakeWorld({ subscriptions: [trial, dev] })), { prompter });
    await makePlan(context, newSession());
    expect(heard.map((each) => each.key)).not.toContain('subscription');
    expect(context.events).toContainEqual(
      expect.objectContaining({ kind: 'answered', label: 'Contoso Dev', why: 'the only one that is enabled' }),
    );
  });

  test.each([
    ['its id', prod.id.toUpperCase()],
    ['its name', 'contoso production'],
  ])('is found by %s', async (_, subscription) => {
    expect(factsIn(await planned({ subscriptions: [dev, prod] }, { subscription })).subscription?.id).toBe(prod.id);
  });

  test.each([
    [
      'a name that two have: both ids are shown',
      [dev, { ...prod, name: dev.name }],
      dev.name,
      'ambiguous-subscription',
      prod.id,
      'usage',
    ],
    [
      'a name that none has: near ones are shown',
      [dev, prod],
      'Contoso',
      'no-such-subscription',
      'Contoso Production',
      'usage',
    ],
    ['a disabled one', [dev, trial], trial.name, 'subscription-not-enabled', 'Choose another one', 'refused'],
    ['P18: no subscription at all', [], '', 'no-subscription', '--tenant', 'refused'],
    ['several, and none of them enabled', [trial], '', 'no-subscription', '--tenant', 'refused'],
  ])('refuses %s', async (_, subscriptions, answer, code, help, ending) => {
    const details = await refused({ subscriptions }, answer === '' ? {} : { subscription: answer });
    expect(details).toMatchObject({ code, ending });
    expect(details.suggestion).toContain(help);
  });
});

describe('service', () => {
  test('that no region offers is refused before anything is asked', async () => {
    expect(await refused({ provider: { ...registered, regions: [] } })).toMatchObject({ code: 'service-not-offered' });
  });

  test('that is being registered is only waited for', async () => {
    const plan = await planned({ provider: { ...registered, registrationState: 'registering' } });
    const outcome = plan.outcomes.get('provider');
    expect(outcome).toMatchObject({ kind: 'change', change: { doing: expect.any(String) } });
    expect(outcome?.kind === 'change' && outcome.change.makes).toBeUndefined();
  });
});

describe('resource group', () => {
  test.each([
    ['is being deleted', group('rg-factory', 'eastus', { provisioningState: 'Deleting' }), 'ResourceGroupBeingDeleted'],
    ['belongs to a managed application', group('rg-factory', 'eastus', { managedBy: '/x' }), 'managed-resource-group'],
  ])('that %s is refused', async (_, existing, code) => {
    expect(await refused({ groups: [existing] })).toMatchObject({ code, ending: 'refused' });
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
    ['the nearest one, when it does not', 'francecentral', 'westeurope', "the nearest to your group's France Central"],
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

describe('rights', () => {
  test.each([
    ['an account that may do all', undefined, 'reused', 'you may do all of this'],
    ['a Contributor', [contributor], 'reused', 'you may create all of this, but not grant access'],
    ['a Reader', [reader], 'blocked', 'you may not create the instance or grant access'],
  ])('of %s', async (_, entries, status, says) => {
    const plan = await planned(entries === undefined ? {} : { entries });
    expect(line(plan, 'permissions')).toMatchObject({ status, says });
  });

  test('that can not be read are said to be unknown, and do not stop anybody', async () => {
    const azure = fakeAzure(fakeWorld(), { permissions: () => Promise.resolve(undefined) });
    const plan = await makePlan(fakeContext(azure, { answers: all }), newSession());
    expect(line(plan, 'permissions')).toMatchObject({ status: 'reused', evidence: 'unknown' });
    expect(plan.blocked.size).toBe(0);
  });

  test('the hand-over names what is missing, exactly, and who can help', async () => {
    const owner = { ...assigned(bea), roleId: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635' };
    const plan = await planned({ entries: [reader], people: [bea], assignments: [owner] });
    const [packet] = plan.handOvers;
    expect(packet?.why).toContain('Microsoft.DigitalTwins/digitalTwinsInstances/write');
    expect(packet?.people).toEqual(['Bea Cruz (Owner)']);
  });
});

describe('proof', () => {
  const granted = { instances: [instance('factory-twins')], assignments: [assigned({ ...bea, id: ana.objectId })] };

  test('is a call that the instance answered', async () => {
    expect(line(await planned(granted), 'verify')).toMatchObject({
      status: 'reused',
      says: 'the instance answered your call',
    });
  });

  test('of somebody else’s access is that the assignment is listed', async () => {
    const world = { ...granted, people: [bea], assignments: [assigned(bea)] };
    const plan = await planned(world, { assignee: 'bea@contoso.com' });
    expect(factsIn(plan).verify).toEqual({ called: false });
  });

  test('with a token of another tenant says so, and which tenant is right', async () => {
    const details = await refused({ ...granted, twins: { is: 'unknown-host' } });
    expect(details).toMatchObject({ code: 'sub-domain-not-found' });
    expect(details.suggestion).toContain(dev.tenantId);
  });
});
