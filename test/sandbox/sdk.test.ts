import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { AzureDigitalTwinsManagementClient } from '@azure/arm-digitaltwins';
import { ResourceManagementClient } from '@azure/arm-resources';
import { SubscriptionClient } from '@azure/arm-subscriptions';
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createPipelineFromOptions,
  createPipelineRequest,
} from '@azure/core-rest-pipeline';
import { ClientSecretCredential, DeviceCodeCredential } from '@azure/identity';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { scratch } from './client.ts';
import { collect } from './conformance.ts';

/* Microsoft's own clients, unmodified, against the sandbox: everything that the how-to does, and its undoing. */

const quick = {
  deviceApprovalSeconds: 0,
  registrationSeconds: 0.05,
  creationSeconds: 0.3,
  deletionSeconds: 0.3,
  groupDeletionSeconds: 0.3,
  roleSpreadSeconds: 0.3,
  deviceCodeInterval: 1,
};
const { directory, remove } = scratch();
let sandbox: StartedSandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ dataDirectory: directory, settings: quick, log: collect });
});
afterAll(async () => {
  await sandbox.close();
  remove();
});

async function listed<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of pages) all.push(each);
  return all;
}

const eventually = async (look: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await look()) return;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error('it never came');
};

test('a whole set-up and its undoing', async () => {
  const { origin, ca, tenantId, subscriptionId, user } = sandbox;
  const tlsOptions = { ca };
  const authority = { authorityHost: origin, disableInstanceDiscovery: true, tlsOptions };
  const credential = new DeviceCodeCredential({ ...authority, tenantId, userPromptCallback: () => undefined });
  const options = { endpoint: origin, credentialScopes: ['https://management.core.windows.net//.default'], tlsOptions };

  const subscriptions = new SubscriptionClient(credential, options);
  expect((await listed(subscriptions.subscriptions.list())).map((each) => each.displayName)).toContain('Contoso Dev');
  expect((await listed(subscriptions.tenants.list())).map((each) => each.tenantId)).toEqual([tenantId]);
  expect((await listed(subscriptions.subscriptions.listLocations(subscriptionId))).length).toBeGreaterThan(20);

  const resources = new ResourceManagementClient(credential, subscriptionId, options);
  expect((await resources.providers.get('Microsoft.DigitalTwins')).registrationState).toBe('NotRegistered');
  await resources.providers.register('Microsoft.DigitalTwins');
  await eventually(
    async () => (await resources.providers.get('Microsoft.DigitalTwins')).registrationState === 'Registered',
  );
  expect((await resources.resourceGroups.checkExistence('rg-first')).body).toBe(false);
  expect(
    (await resources.resourceGroups.createOrUpdate('rg-first', { location: 'westeurope', tags: { made: 'here' } }))
      .tags,
  ).toEqual({ made: 'here' });
  expect((await listed(resources.resourceGroups.list())).map((each) => each.name)).toContain('rg-first');
  expect((await resources.resourceGroups.get('rg-first')).location).toBe('westeurope');

  const twins = new AzureDigitalTwinsManagementClient(credential, subscriptionId, options);
  const wish = { name: 'My-First', type: 'Microsoft.DigitalTwins/digitalTwinsInstances' } as const;
  expect((await twins.digitalTwins.checkNameAvailability('westeurope', wish)).nameAvailable).toBe(true);
  await twins.digitalTwins.beginCreateOrUpdate('rg-first', 'My-First', {
    location: 'westeurope',
    publicNetworkAccess: 'Enabled',
    tags: {},
  });
  await eventually(
    async () => (await twins.digitalTwins.get('rg-first', 'My-First')).provisioningState === 'Succeeded',
  );
  const [instance] = await listed(twins.digitalTwins.list());
  expect(instance?.hostName).toBe(`${new URL(origin).host}/My-First.api.weu`);

  const authorization = new AuthorizationManagementClient(credential, subscriptionId, options);
  const scope = instance?.id ?? '';
  expect((await listed(authorization.permissions.listForResourceGroup('rg-first')))[0]?.actions).toEqual(['*']);
  const roleDefinitionId = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/bcd981a7-7f74-457b-83e1-cceb9e632ffe`;
  const name = 'a98fa280-e03f-5afa-8d8e-92d0a9c201e8';
  await authorization.roleAssignments.create(scope, name, {
    roleDefinitionId,
    principalId: user.objectId,
    principalType: 'User',
  });
  expect(
    (
      await listed(
        authorization.roleAssignments.listForScope(scope, { filter: `atScope() and assignedTo('${user.objectId}')` }),
      )
    ).map((each) => each.name),
  ).toContain(name);
  expect(
    (
      await listed(
        authorization.roleDefinitions.list(scope, { filter: "roleName eq 'azure digital twins data owner'" }),
      )
    )[0]?.name,
  ).toBe('bcd981a7-7f74-457b-83e1-cceb9e632ffe');

  const pipeline = createPipelineFromOptions({ tlsOptions });
  pipeline.addPolicy(
    bearerTokenAuthenticationPolicy({ credential, scopes: 'https://digitaltwins.azure.net/.default' }),
  );
  const http = createDefaultHttpClient();
  const models = async () =>
    (
      await pipeline.sendRequest(
        http,
        createPipelineRequest({ url: `https://${instance?.hostName ?? ''}/models?api-version=2023-10-31` }),
      )
    ).status;
  await eventually(async () => (await models()) === 200);

  const graph = createPipelineFromOptions({ tlsOptions });
  graph.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: `${origin}/.default` }));
  const me = await graph.sendRequest(http, createPipelineRequest({ url: `${origin}/v1.0/me` }));
  expect((JSON.parse(me.bodyAsText ?? '') as { id: string }).id).toBe(user.objectId);

  const { servicePrincipal } = sandbox;
  const application = new ClientSecretCredential(
    tenantId,
    servicePrincipal.clientId,
    servicePrincipal.clientSecret,
    authority,
  );
  const asApplication = new ResourceManagementClient(application, subscriptionId, options);
  expect((await asApplication.resourceGroups.checkExistence('rg-first')).body).toBe(true);

  await authorization.roleAssignments.delete(scope, name);
  await twins.digitalTwins.beginDelete('rg-first', 'My-First');
  await eventually(async () => (await listed(twins.digitalTwins.list())).length === 0);
  await resources.resourceGroups.beginDelete('rg-first');
  await eventually(async () => !(await resources.resourceGroups.checkExistence('rg-first')).body);
});

test("the client's own poller comes to an end, in the service's time", async () => {
  const { origin, ca, tenantId, servicePrincipal, subscriptionId } = sandbox;
  const credential = new ClientSecretCredential(tenantId, servicePrincipal.clientId, servicePrincipal.clientSecret, {
    authorityHost: origin,
    disableInstanceDiscovery: true,
    tlsOptions: { ca },
  });
  const options = {
    endpoint: origin,
    credentialScopes: ['https://management.core.windows.net//.default'],
    tlsOptions: { ca },
  };
  await new ResourceManagementClient(credential, subscriptionId, options).providers.register('Microsoft.DigitalTwins');
  const { digitalTwins } = new AzureDigitalTwinsManagementClient(credential, subscriptionId, options);
  await eventually(
    async () =>
      (await digitalTwins
        .checkNameAvailability('eastus', { name: 'abc', type: 'Microsoft.DigitalTwins/digitalTwinsInstances' })
        .catch(() => undefined)) !== undefined,
  );
  const made = await digitalTwins.beginCreateOrUpdateAndWait(
    'rg-iot',
    'Polled',
    { location: 'eastus', identity: { type: 'SystemAssigned' } },
    { updateIntervalInMs: 50 },
  );
  expect(made).toMatchObject({ provisioningState: 'Succeeded', hostName: `${new URL(origin).host}/Polled.api.eus` });
});
