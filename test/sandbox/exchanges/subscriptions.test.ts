import { describe, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { dev, instance, v } from '../addresses.ts';
import type { Answer } from '../answer.ts';
import { bench } from '../bench.ts';
import { error, expectAsRecorded, named, type Row } from './exchange.ts';

const subscription = {
  id: 's',
  authorizationSource: 's',
  managedByTenants: [],
  subscriptionId: 's',
  tenantId: 's',
  displayName: 's',
  state: 's',
  subscriptionPolicies: { locationPlacementId: 's', quotaId: 's', spendingLimit: 's' },
} as const;

const providerOf2018 = { id: 's', namespace: 's', registrationState: 's', resourceTypes: '*' } as const;
const providerOf2020 = { ...providerOf2018, registrationPolicy: 's' } as const;
const devices = `${dev}/providers/Microsoft.Devices`;

async function registeredOnce(method: 'POST' | 'GET', seconds = 0): Promise<Answer> {
  const made = bench();
  const posted = await made.ask('POST', `${devices}/register?api-version=2016-02-01`);
  made.pass(seconds);
  return method === 'POST' ? posted : made.ask('GET', `${devices}?api-version=2016-02-01`);
}

const subscriptionRows: readonly Row[] = [
  {
    operation: 'tenants.list (2020-01-01)',
    run: () => bench().ask('GET', '/tenants?api-version=2020-01-01'),
    status: 200,
    headers: ['x-ms-ratelimit-remaining-tenant-reads'],
    body: { value: [{ id: 's', tenantId: 's', tenantCategory: 's' }] },
  },
  {
    operation: 'tenants.list (2016-06-01)',
    run: () => bench().ask('GET', '/tenants?api-version=2016-06-01'),
    status: 200,
    body: { value: [{ id: 's', tenantId: 's' }] },
  },
  {
    operation: 'subscriptions.list (2020-01-01)',
    run: () => bench().ask('GET', '/subscriptions?api-version=2020-01-01'),
    status: 200,
    headers: ['x-ms-ratelimit-remaining-tenant-reads'],
    body: { value: [subscription], count: { type: 's', value: 'n' } },
  },
  {
    operation: 'subscriptions.get',
    run: () => bench().ask('GET', `${dev}?api-version=2020-01-01`),
    status: 200,
    headers: ['x-ms-ratelimit-remaining-subscription-reads'],
    body: subscription,
  },
  {
    operation: 'subscriptions.list (2016-06-01)',
    run: () => bench().ask('GET', '/subscriptions?api-version=2016-06-01'),
    status: 200,
    body: {
      value: [
        {
          id: 's',
          subscriptionId: 's',
          displayName: 's',
          state: 's',
          subscriptionPolicies: { locationPlacementId: 's', quotaId: 's' },
        },
      ],
    },
  },
  {
    operation: 'subscriptions.listLocations',
    run: () => bench().ask('GET', `${dev}/locations?api-version=2020-01-01`),
    status: 200,
    body: {
      value: [
        {
          id: 's',
          name: 's',
          displayName: 's',
          regionalDisplayName: 's',
          metadata: {
            regionType: 's',
            regionCategory: 's',
            geographyGroup: 's',
            longitude: 's',
            latitude: 's',
            physicalLocation: 's',
            pairedRegion: [{ name: 's', id: 's' }],
          },
        },
      ],
    },
  },
  {
    operation: 'providers.get',
    run: () => bench().ask('GET', `${devices}?api-version=2018-05-01`),
    status: 200,
    headers: ['x-ms-ratelimit-remaining-subscription-reads'],
    body: providerOf2018,
  },
  {
    operation: 'resource.create -> 409 MissingSubscriptionRegistration',
    run: () => bench().ask('PUT', `${instance('x123')}?${v.twins}`, { body: { location: 'westeurope' } }),
    status: 409,
    headers: ['x-ms-failure-cause'],
    body: error,
  },
  {
    operation: 'resource.create -> 409 MissingSubscriptionRegistration (unregistered before)',
    run: () =>
      bench({ scenario: 'unregistered' }).ask('PUT', `${instance('x123')}?${v.twins}`, {
        body: { location: 'westeurope' },
      }),
    status: 409,
    headers: ['x-ms-failure-cause'],
    body: error,
  },
  {
    operation: 'providers.register',
    run: () => registeredOnce('POST'),
    status: 200,
    headers: ['x-ms-ratelimit-remaining-subscription-writes', '!location', '!azure-asyncoperation', '!retry-after'],
    body: providerOf2018,
  },
  { operation: 'providers.get (poll)', run: () => registeredOnce('GET'), status: 200, body: providerOf2018 },
  { operation: 'providers.get (Registered)', run: () => registeredOnce('GET', 91), status: 200, body: providerOf2018 },
  {
    operation: 'providers.unregister',
    run: () => bench().ask('POST', `${dev}/providers/Microsoft.Storage/unregister?api-version=2020-06-01`),
    status: 200,
    headers: ['x-ms-ratelimit-remaining-subscription-writes'],
    body: providerOf2020,
  },
  {
    operation: 'ARM wrong-tenant token',
    run: () => bench().ask('GET', `/subscriptions/${contoso.shared}?${v.subscriptions}`),
    status: 401,
    headers: ['www-authenticate'],
    body: error,
  },
];

describe('each recorded exchange: same status, same meaningful headers, same keys and types', () => {
  test.each(named(subscriptionRows))('%s', async (_operation, row) => {
    await expectAsRecorded(row);
  });
});
