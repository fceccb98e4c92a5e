import { describe, expect, test } from '@jest/globals';
import { dev, instance, origin, provider, roleId } from '../addresses.ts';
import type { Answer } from '../answer.ts';
import { registered, withInstance } from '../bench.ts';
import {
  body2022,
  created,
  expectAsRecorded,
  named,
  newInstance,
  oldInstance,
  type Row,
  running,
  scope,
  times,
} from './exchange.ts';

async function afterCreation(
  version: string,
  body: object,
  follow: 'location' | 'azure-asyncoperation',
  seconds: number,
): Promise<Answer> {
  const { made, answer } = await created(version, body);
  made.pass(seconds);
  return made.ask('GET', answer.headers[follow] ?? '');
}

const instanceRows: readonly Row[] = [
  {
    operation: 'digitalTwins.checkNameAvailability (free)',
    run: async () =>
      (await registered()).ask('POST', `${provider}/locations/eastus/checkNameAvailability?api-version=2020-10-31`, {
        body: { name: 'free-1', type: 'Microsoft.DigitalTwins/digitalTwinsInstances' },
      }),
    status: 200,
    headers: ['x-ms-ratelimit-remaining-subscription-writes'],
    body: { nameAvailable: 'b', message: 's' },
  },
  {
    operation: 'digitalTwins.checkNameAvailability (taken)',
    run: async () =>
      (await withInstance()).ask(
        'POST',
        `${provider}/locations/westeurope/checkNameAvailability?api-version=2020-10-31`,
        { body: { name: 'twins-one', type: 'Microsoft.DigitalTwins/digitalTwinsInstances' } },
      ),
    status: 200,
    body: { nameAvailable: 'b', reason: 's', message: 's' },
  },
  {
    operation: 'digitalTwins.createOrUpdate (2020-10-31)',
    run: async () => (await created('2020-10-31', { location: 'eastus' })).answer,
    status: 201,
    headers: ['location', 'retry-after', '!azure-asyncoperation'],
    body: { ...oldInstance, properties: { ...times, hostName: null } },
  },
  {
    operation: 'digitalTwins.createOrUpdate poll Location',
    run: () => afterCreation('2020-10-31', { location: 'eastus' }, 'location', 60),
    status: 200,
    headers: ['!retry-after'],
    body: oldInstance,
  },
  {
    operation: 'digitalTwins.createOrUpdate poll Location (running)',
    run: () => afterCreation('2020-10-31', { location: 'eastus' }, 'location', 1),
    status: 202,
    headers: ['location', 'retry-after'],
    body: { ...oldInstance, properties: { ...times, hostName: null } },
  },
  {
    operation: 'digitalTwins.get (2020-10-31)',
    run: async () => (await withInstance()).ask('GET', `${instance('Twins-One')}?api-version=2020-10-31`),
    status: 200,
    body: oldInstance,
  },
  {
    operation: 'digitalTwins.createOrUpdate (2022-05-31)',
    run: async () => (await created('2022-05-31', body2022)).answer,
    status: 201,
    headers: [
      'location',
      'azure-asyncoperation',
      'retry-after',
      'x-ms-operation-identifier',
      'x-ms-ratelimit-remaining-subscription-resource-requests',
    ],
    body: newInstance,
  },
  {
    operation: 'digitalTwins operation status (Running)',
    run: () => afterCreation('2022-05-31', body2022, 'azure-asyncoperation', 1),
    status: 200,
    headers: [
      '!retry-after',
      'x-ms-ratelimit-remaining-subscription-reads',
      'x-ms-ratelimit-remaining-subscription-global-reads',
    ],
    body: running,
  },
  {
    operation: 'digitalTwins operation status (Succeeded)',
    run: () => afterCreation('2022-05-31', body2022, 'azure-asyncoperation', 60),
    status: 200,
    headers: ['!retry-after'],
    body: { ...running, endTime: 's' },
  },
  {
    operation: 'digitalTwins.get (final state after LRO)',
    run: async () => {
      const { made } = await created('2022-05-31', body2022);
      made.pass(60);
      return made.ask('GET', `${instance('e694o3')}?api-version=2022-05-31`);
    },
    status: 200,
    headers: ['!retry-after', '!location'],
    body: {
      ...newInstance,
      properties: { ...times, hostName: 's', privateEndpointConnections: [], publicNetworkAccess: 's' },
    },
  },
  {
    operation: 'digitalTwins.listByResourceGroup',
    run: async () =>
      (await withInstance()).ask(
        'GET',
        `${scope}/providers/Microsoft.DigitalTwins/digitalTwinsInstances?api-version=2020-10-31`,
      ),
    status: 200,
    body: { value: [oldInstance] },
  },
];

describe('each recorded exchange: same status, same meaningful headers, same keys and types', () => {
  test.each(named(instanceRows))('%s', async (_operation, row) => {
    await expectAsRecorded(row);
  });

  test('polling addresses stay on the server that gave them', async () => {
    const { answer } = await created('2023-01-31', { location: 'eastus' });
    for (const name of ['location', 'azure-asyncoperation'])
      expect(new URL(answer.headers[name] ?? '').origin).toBe(origin);
    expect(roleId('x')).toContain(dev);
  });
});
