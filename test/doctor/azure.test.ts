import { expect, test } from '@jest/globals';
import {
  providerCheck,
  rightsCheck,
  signInCheck,
  subscriptionCheck,
  tenantCheck,
} from '../../src/doctor/azure-checks.ts';
import { everyone } from '../../src/rights/verdict.ts';
import { ana, contributor, dev, everything, group, reader, registered } from '../support/contoso.ts';
import { found, scene } from './scene.ts';

const offers = (...all: Awaited<ReturnType<ReturnType<typeof scene>['azure']['signInOffers']>>) => ({
  signInOffers: () => all,
});
const browser = { method: 'browser' } as const;
const noCli = { method: 'cli', unavailable: 'the Azure CLI (az) is not installed here' } as const;

test.each([
  ['by the Azure CLI', scene(), { status: 'ok' }],
  [
    'by variables, without opening a browser that is offered first',
    scene({ port: offers(browser, { method: 'environment' }) }),
    { status: 'ok' },
  ],
  ['by nothing that needs nobody', scene({ port: offers(browser, noCli) }), { status: 'note', stops: true }],
  [
    'by the browser when it is asked for',
    scene({ port: offers(browser, noCli), answers: { 'sign-in': 'browser' } }),
    { status: 'ok' },
  ],
  [
    'by what is not there',
    scene({ port: offers(browser, noCli), answers: { 'sign-in': 'cli' } }),
    {
      status: 'problem',
      ending: 'signIn',
      says: expect.stringContaining('is not installed here'),
      fix: 'Use --auth browser',
    },
  ],
])('sign-in %s', async (_, looked, expected) => {
  expect(await found({ ...signInCheck, after: [] }, looked)).toMatchObject(expected);
});

test.each([
  [ana, { status: 'ok', says: `Contoso (${ana.tenantId})` }],
  [
    { ...ana, tenantName: undefined },
    { status: 'ok', says: ana.tenantId },
  ],
  [{ ...ana, tenantId: '9188040d-6c67-4c5b-b112-36a304b66dad' }, { status: 'note' }],
])('the directory of %j', async (account, expected) => {
  expect(await found(tenantCheck, scene(), { account })).toMatchObject(expected);
});

const trial = { ...dev, id: 'bbbbbbbb-0000-4000-8000-000000000002', name: 'Trial', state: 'Disabled' };
const twin = { ...dev, id: 'bbbbbbbb-0000-4000-8000-000000000003' };

test.each([
  ['one', [dev], undefined, { status: 'ok', says: `Contoso Dev (${dev.id}), enabled` }],
  ['the enabled one of two', [trial, dev], undefined, { status: 'ok', says: `Contoso Dev (${dev.id}), enabled` }],
  ['several', [dev, twin], undefined, { status: 'ok', says: expect.stringContaining('the first of several') }],
  ['none', [], undefined, { status: 'problem', ending: 'refused', says: expect.stringContaining('sees no') }],
  [
    'no enabled one',
    [trial],
    undefined,
    { status: 'problem', ending: 'refused', says: expect.stringContaining('None of 1') },
  ],
  ['by name, in any case', [trial, dev], 'contoso dev', { status: 'ok' }],
  ['a disabled one by name', [trial, dev], 'Trial', { status: 'problem', ending: 'refused' }],
  ['two of one name', [dev, twin], 'Contoso Dev', { status: 'problem', ending: 'usage' }],
  ['a name that is none', [dev], 'Nowhere', { status: 'problem', ending: 'usage' }],
])('subscriptions: %s', async (_, subscriptions, wanted, expected) => {
  const answers = wanted === undefined ? {} : { subscription: wanted };
  expect(
    await found(subscriptionCheck, scene({ world: { subscriptions: [...subscriptions] }, answers })),
  ).toMatchObject(expected);
});

test.each([
  ['Registered', registered.regions, { status: 'ok', says: 'switched on, in 2 regions' }],
  ['Registering', registered.regions, { status: 'note', says: expect.stringContaining('being switched on') }],
  ['registering', registered.regions, { status: 'note', says: expect.stringContaining('being switched on') }],
  ['NotRegistered', registered.regions, { status: 'note', says: expect.stringContaining('the set-up does it') }],
  ['Registered', [], { status: 'problem', ending: 'refused' }],
])('the service is %s', async (registrationState, regions, expected) => {
  const provider = { ...registered, registrationState, regions };
  expect(
    await found(providerCheck, scene({ port: { provider: () => Promise.resolve(provider) } }), { subscription: dev }),
  ).toMatchObject(expected);
});

test('the rights that a deny assignment takes away: a role does not help', async () => {
  const denial = {
    name: 'Locked by a blueprint',
    scope: `/subscriptions/${dev.id}`,
    entries: [{ ...everything, actions: ['Microsoft.Authorization/*/write'] }],
    principals: [everyone],
    excluded: [],
    onlyItsScope: false,
    conditional: false,
  };
  const finding = await found(rightsCheck, scene({ world: { denials: [denial] } }), { subscription: dev });
  expect(finding).toMatchObject({
    status: 'problem',
    says: 'On the subscription Contoso Dev you may not give access to it. The deny assignment "Locked by a blueprint" forbids it, whatever your roles.',
    fix: expect.stringContaining('that it does not reach'),
  });
});

test('the rights against which something may stand that can not be read', async () => {
  const looked = scene({
    world: { denials: undefined, groups: [group('rg-factory')] },
    answers: { group: 'rg-factory' },
  });
  expect(await found(rightsCheck, looked, { subscription: dev })).toMatchObject({
    status: 'note',
    says: 'On the resource group rg-factory you probably may create an instance and give access to it, unless a deny assignment forbids it (they could not be read).',
  });
});

test('the rights of an administrator whose role has a condition are said to be unsure', async () => {
  const held = {
    id: 'x',
    name: 'x',
    scope: `/subscriptions/${dev.id}`,
    principalId: ana.objectId,
    roleId: 'owner',
    conditional: true,
  };
  const world = { assignments: [held], roles: [{ id: 'owner', name: 'Owner', entries: [everything] }] };
  expect(await found(rightsCheck, scene({ world }), { subscription: dev })).toMatchObject({
    status: 'note',
    says: 'On the subscription Contoso Dev you probably may give access to it, if the condition on your role allows it.',
  });
});

test.each([
  ['everything', [everything], {}, { status: 'ok', says: 'enough, on the subscription Contoso Dev' }],
  [
    'Contributor',
    [contributor],
    {},
    { status: 'problem', says: expect.stringMatching(/may not give access to it\.$/) },
  ],
  ['Reader', [reader], {}, { status: 'problem', says: expect.stringContaining('nor create an instance') }],
  [
    'Reader, in a group that is there',
    [reader],
    { group: 'rg-factory' },
    {
      status: 'problem',
      says: 'On the resource group rg-factory you may not create an instance, nor give access to it.',
    },
  ],
  ['what Azure does not tell', undefined, {}, { status: 'note' }],
])('the rights of %s', async (_, entries, answers, expected) => {
  const looked = scene({ world: { entries, groups: [group('rg-factory')] }, answers });
  const finding = await found(rightsCheck, looked, { subscription: dev, isRegistered: true });
  expect(finding).toMatchObject(expected);
  if (finding.status === 'problem') expect(finding.ending).toBe('handover');
});
