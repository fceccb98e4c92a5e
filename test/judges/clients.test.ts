import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AzureDigitalTwinsManagementClient } from '@azure/arm-digitaltwins';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { accessToken, clientOf, scratch } from '../sandbox/client.ts';
import { collect } from '../sandbox/conformance.ts';

/* Each operation that Microsoft's clients of the service have, called with the client itself. What the sandbox doesn't do is said here, too. */

const tools = join('test', 'tools', 'clients');
const isHere = existsSync(join(tools, 'node_modules', '@azure', 'digital-twins-core'));
const times = { registrationSeconds: 0, creationSeconds: 0.1, deletionSeconds: 0.1 };
const { directory, remove } = scratch();
let sandbox: StartedSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ dataDirectory: directory, settings: times, log: collect });
  const headers = { authorization: `Bearer ${sandbox.servicePrincipal.clientSecret}` };
  const client = clientOf(sandbox);
  await client.ask('POST', '/_sandbox/seed', {
    headers,
    body: { instances: [{ name: 'judged', resourceGroup: 'rg-judged' }] },
  });
  client.close();
});
afterAll(async () => {
  await sandbox.close();
  remove();
});

async function outcomeOf(run: () => Promise<unknown>): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

describe('the client of Resource Manager', () => {
  const group = 'rg-judged';
  const quick = { updateIntervalInMs: 20 };
  const made = { location: 'westeurope' };
  const eventHub = { endpointType: 'EventHub', authenticationType: 'IdentityBased' } as const;
  const endpoint = { properties: { ...eventHub, endpointUri: 'sb://a.servicebus.windows.net/', entityPath: 'hub' } };
  const cluster = { adxResourceId: '/a', adxEndpointUri: 'https://a', adxDatabaseName: 'd' };
  const events = { eventHubEndpointUri: 'sb://a', eventHubEntityPath: 'h', eventHubNamespaceResourceId: '/b' };
  const history = { properties: { connectionType: 'AzureDataExplorer', ...cluster, ...events } } as const;
  const approved = { status: 'Approved', description: 'by a test' } as const;
  const connection = { properties: { privateLinkServiceConnectionState: approved } };
  const type = 'Microsoft.DigitalTwins/digitalTwinsInstances' as const;

  type Client = AzureDigitalTwinsManagementClient;
  type Operation = readonly [name: string, run: (client: Client) => Promise<unknown>, wanted: unknown];
  const names = async (pages: AsyncIterable<{ readonly name?: string }>): Promise<unknown[]> => {
    const all: unknown[] = [];
    for await (const each of pages) all.push(each.name);
    return all;
  };
  const ended = async (begun: Promise<{ pollUntilDone(): Promise<unknown> }>): Promise<string> => {
    await (await begun).pollUntilDone();
    return 'ended';
  };

  const twins: readonly Operation[] = [
    ['operations.list', async (c) => (await names(c.operations.list())).includes(`${type}/write`), true],
    [
      'digitalTwins.checkNameAvailability',
      async (c) => (await c.digitalTwins.checkNameAvailability('westeurope', { name: 'fresh', type })).nameAvailable,
      true,
    ],
    ['digitalTwins.list', (c) => names(c.digitalTwins.list()), ['judged']],
    ['digitalTwins.listByResourceGroup', (c) => names(c.digitalTwins.listByResourceGroup(group)), ['judged']],
    ['digitalTwins.get', async (c) => (await c.digitalTwins.get(group, 'judged')).provisioningState, 'Succeeded'],
    [
      'digitalTwins.beginCreateOrUpdate',
      (c) => ended(c.digitalTwins.beginCreateOrUpdate(group, 'first', made, quick)),
      'ended',
    ],
    [
      'digitalTwins.beginCreateOrUpdateAndWait',
      async (c) => (await c.digitalTwins.beginCreateOrUpdateAndWait(group, 'second', made, quick)).provisioningState,
      'Succeeded',
    ],
    [
      'digitalTwins.beginUpdate',
      (c) => ended(c.digitalTwins.beginUpdate(group, 'first', { tags: { a: '1' } }, quick)),
      'ended',
    ],
    [
      'digitalTwins.beginUpdateAndWait',
      async (c) => (await c.digitalTwins.beginUpdateAndWait(group, 'first', { tags: { a: '2' } }, quick)).tags,
      { a: '2' },
    ],
    ['digitalTwins.beginDelete', (c) => ended(c.digitalTwins.beginDelete(group, 'first', quick)), 'ended'],
    [
      'digitalTwins.beginDeleteAndWait',
      async (c) => {
        await c.digitalTwins.beginDeleteAndWait(group, 'second', quick);
        return names(c.digitalTwins.list());
      },
      ['judged'],
    ],
  ];

  const parts: readonly Operation[] = [
    [
      'digitalTwinsEndpoint.beginCreateOrUpdate',
      (c) => ended(c.digitalTwinsEndpoint.beginCreateOrUpdate(group, 'judged', 'one', endpoint, quick)),
      'ended',
    ],
    [
      'digitalTwinsEndpoint.beginCreateOrUpdateAndWait',
      async (c) =>
        (await c.digitalTwinsEndpoint.beginCreateOrUpdateAndWait(group, 'judged', 'hub', endpoint, quick)).name,
      'hub',
    ],
    ['digitalTwinsEndpoint.list', (c) => names(c.digitalTwinsEndpoint.list(group, 'judged')), ['one', 'hub']],
    [
      'digitalTwinsEndpoint.get',
      async (c) => (await c.digitalTwinsEndpoint.get(group, 'judged', 'hub')).properties.provisioningState,
      'Succeeded',
    ],
    [
      'digitalTwinsEndpoint.beginDelete',
      (c) => ended(c.digitalTwinsEndpoint.beginDelete(group, 'judged', 'one', quick)),
      'ended',
    ],
    [
      'digitalTwinsEndpoint.beginDeleteAndWait',
      async (c) => {
        await c.digitalTwinsEndpoint.beginDeleteAndWait(group, 'judged', 'one', quick);
        return names(c.digitalTwinsEndpoint.list(group, 'judged'));
      },
      ['hub'],
    ],
    ['privateLinkResources.list', async (c) => (await c.privateLinkResources.list(group, 'judged')).value?.length, 1],
    ['privateLinkResources.get', async (c) => (await c.privateLinkResources.get(group, 'judged', 'API')).name, 'API'],
  ];

  /* Nothing of this can be made here (docs/sandbox.md), which making it says. */
  const none: readonly Operation[] = [
    [
      'privateEndpointConnections.list',
      async (c) => (await c.privateEndpointConnections.list(group, 'judged')).value,
      [],
    ],
    [
      'privateEndpointConnections.get',
      (c) => c.privateEndpointConnections.get(group, 'judged', 'none'),
      'ResourceNotFound',
    ],
    [
      'privateEndpointConnections.beginCreateOrUpdate',
      (c) => c.privateEndpointConnections.beginCreateOrUpdate(group, 'judged', 'none', connection),
      'NotInSandbox',
    ],
    [
      'privateEndpointConnections.beginCreateOrUpdateAndWait',
      (c) => c.privateEndpointConnections.beginCreateOrUpdateAndWait(group, 'judged', 'none', connection),
      'NotInSandbox',
    ],
    [
      'privateEndpointConnections.beginDelete',
      (c) => ended(c.privateEndpointConnections.beginDelete(group, 'judged', 'none')),
      'ended',
    ],
    [
      'privateEndpointConnections.beginDeleteAndWait',
      async (c) => typeof (await c.privateEndpointConnections.beginDeleteAndWait(group, 'judged', 'none')),
      'object',
    ],
    ['timeSeriesDatabaseConnections.list', (c) => names(c.timeSeriesDatabaseConnections.list(group, 'judged')), []],
    [
      'timeSeriesDatabaseConnections.get',
      (c) => c.timeSeriesDatabaseConnections.get(group, 'judged', 'none'),
      'ResourceNotFound',
    ],
    [
      'timeSeriesDatabaseConnections.beginCreateOrUpdate',
      (c) => c.timeSeriesDatabaseConnections.beginCreateOrUpdate(group, 'judged', 'none', history),
      'NotInSandbox',
    ],
    [
      'timeSeriesDatabaseConnections.beginCreateOrUpdateAndWait',
      (c) => c.timeSeriesDatabaseConnections.beginCreateOrUpdateAndWait(group, 'judged', 'none', history),
      'NotInSandbox',
    ],
    [
      'timeSeriesDatabaseConnections.beginDelete',
      (c) => ended(c.timeSeriesDatabaseConnections.beginDelete(group, 'judged', 'none')),
      'ended',
    ],
    [
      'timeSeriesDatabaseConnections.beginDeleteAndWait',
      async (c) => typeof (await c.timeSeriesDatabaseConnections.beginDeleteAndWait(group, 'judged', 'none')),
      'object',
    ],
  ];

  const operations = [...twins, ...parts, ...none];
  let client: Client;
  beforeAll(async () => {
    const { origin, ca, subscriptionId } = sandbox;
    const token = await accessToken(sandbox);
    const credential = { getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
    client = new AzureDigitalTwinsManagementClient(credential, subscriptionId, {
      endpoint: origin,
      tlsOptions: { ca },
    });
  });

  test.each(operations)('%s', async (_name, run, wanted) => {
    expect(await outcomeOf(() => run(client))).toEqual(wanted);
  });

  test('these are all that it has', () => {
    const there = Object.entries(client)
      .filter(([, value]) => typeof value === 'object' && value !== null && 'client' in value)
      .flatMap(([name, value]) =>
        Object.getOwnPropertyNames(Object.getPrototypeOf(value))
          .filter((method) => !/^_|^constructor$|(Next|PagingPage|PagingAll)$/.test(method))
          .map((method) => `${name}.${method}`),
      );
    expect(operations.map(([name]) => name).sort()).toEqual(there.sort());
  });
});

(isHere ? describe : describe.skip)('the client of the twins (npm ci --prefix test/tools/clients)', () => {
  test('each of its operations', async () => {
    const token = await accessToken(sandbox, 'https://digitaltwins.azure.net');
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: sandbox.caFile };
    const judge = [join(tools, 'judge.mjs'), `${sandbox.origin}/judged.api.weu`, token];
    const { stdout } = await promisify(execFile)(process.execPath, judge, { env });
    const ids = ['dtmi:judge:Part;1', 'dtmi:judge:Room;1'];
    expect(JSON.parse(stdout)).toEqual({
      all: [],
      said: {
        ...{ createModels: ids, getModel: ids[1], listModels: ids, decomissionModel: 204, deleteModel: 204 },
        ...{ upsertDigitalTwin: 'a', getDigitalTwin: 20, updateDigitalTwin: 204, deleteDigitalTwin: 204 },
        ...{ getComponent: 1, updateComponent: 204, publishTelemetry: 204, publishComponentTelemetry: 204 },
        ...{ upsertRelationship: 'b', getRelationship: false, updateRelationship: 204, deleteRelationship: 204 },
        ...{ listRelationships: ['r'], listIncomingRelationships: ['a'], queryTwins: ['a'] },
        ...{ upsertEventRoute: 204, getEventRoute: 'hub', listEventRoutes: ['route'], deleteEventRoute: 204 },
      },
    });
  });
});
