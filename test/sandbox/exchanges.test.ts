import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import {
  type Answer,
  assignment,
  type Bench,
  bench,
  cli,
  clientSecret,
  dev,
  grant,
  instance,
  origin,
  provider,
  registered,
  roleId,
  v,
  withInstance,
} from './bench.ts';
import { misfits, type Pattern } from './fits.ts';

/*
 * What the recorded exchanges with the real service boil down to: status, the headers that mean something, keys and types.
 * Each row names the operation as the recordings name it, and makes the same request to the sandbox.
 */
interface Row {
  readonly operation: string;
  readonly run: () => Promise<Answer>;
  readonly status: number;
  /** Headers that must be there, and with `!` those that must not. */
  readonly headers?: readonly string[];
  /** `undefined`: no body. */
  readonly body?: Pattern;
}

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
const group = {
  id: 's',
  name: 's',
  type: 's',
  location: 's',
  tags: '*',
  properties: { provisioningState: 's' },
} as const;
const oldGroup = { id: 's', name: 's', location: 's', tags: '*', properties: { provisioningState: 's' } } as const;
const providerOf2018 = { id: 's', namespace: 's', registrationState: 's', resourceTypes: '*' } as const;
const providerOf2020 = { ...providerOf2018, registrationPolicy: 's' } as const;
const error = { error: { code: 's', message: 's' } } as const;
const systemData = {
  createdBy: 's',
  createdByType: 's',
  createdAt: 's',
  lastModifiedBy: 's',
  lastModifiedByType: 's',
  lastModifiedAt: 's',
} as const;
const identity = { type: 's', principalId: 's', tenantId: 's' } as const;
const times = { provisioningState: 's', createdTime: 's', lastUpdatedTime: 's' } as const;
const head = { id: 's', name: 's', type: 's', location: 's' } as const;
const oldInstance = { ...head, properties: { ...times, hostName: 's' }, tags: null } as const;
const newInstance = {
  ...head,
  properties: { ...times, hostName: null, publicNetworkAccess: 's' },
  identity,
  tags: null,
  systemData,
} as const;
const running = { id: 's', name: 's', status: 's', startTime: 's' } as const;
const oldAssignment = {
  id: 's',
  name: 's',
  type: 's',
  properties: {
    roleDefinitionId: 's',
    principalId: 's',
    principalType: 's',
    scope: 's',
    createdOn: 's',
    updatedOn: 's',
    createdBy: 's',
    updatedBy: 's',
  },
} as const;
const assigned = (createdBy: 's' | null): Pattern => ({
  ...oldAssignment,
  properties: {
    ...oldAssignment.properties,
    createdBy,
    condition: null,
    conditionVersion: null,
    delegatedManagedIdentityResourceId: null,
    description: null,
  },
});
const entraError = {
  error: 's',
  error_description: 's',
  error_codes: ['n'],
  timestamp: 's',
  trace_id: 's',
  correlation_id: 's',
  error_uri: 's',
} as const;
const prompter = {
  businessPhones: [],
  displayName: 's',
  givenName: 's?',
  jobTitle: 's?',
  mail: 's?',
  mobilePhone: null,
  officeLocation: null,
  preferredLanguage: null,
  surname: 's?',
  userPrincipalName: 's',
  id: 's',
} as const;

const devices = `${dev}/providers/Microsoft.Devices`;
const name1 = '88888888-0000-4000-8000-000000000001';
const scope = `${dev}/resourceGroups/rg-playground`;
const form = (fields: Record<string, string>) => ({ body: fields, as: null });
const body2022 = {
  identity: { type: 'SystemAssigned' },
  location: 'eastus',
  properties: { publicNetworkAccess: 'Enabled' },
};

async function groupMade(version: string): Promise<Bench> {
  const made = bench();
  await made.ask('PUT', `${dev}/resourcegroups/rg08167a?api-version=${version}`, {
    body: { location: 'southcentralus', tags: { department: 'finance' } },
  });
  return made;
}

async function created(version: string, body: object): Promise<{ made: Bench; answer: Answer }> {
  const made = await registered();
  return { made, answer: await made.ask('PUT', `${instance('e694o3')}?api-version=${version}`, { body }) };
}

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

async function deleted(version: string, follow?: 'location' | 'azure-asyncoperation', seconds = 0): Promise<Answer> {
  const { made } = await created(version, body2022);
  made.pass(60);
  const answer = await made.ask('DELETE', `${instance('e694o3')}?api-version=${version}`);
  if (follow === undefined) return answer;
  made.pass(seconds);
  return made.ask('GET', answer.headers[follow] ?? '');
}

async function groupDeleted(seconds: number, settings = {}): Promise<Answer> {
  const made = bench({ settings });
  const { headers } = await made.ask('DELETE', `${dev}/resourcegroups/rg-playground?api-version=2020-06-01`);
  made.pass(seconds);
  return made.ask('GET', headers['location'] ?? '');
}

async function registeredOnce(method: 'POST' | 'GET', seconds = 0): Promise<Answer> {
  const made = bench();
  const posted = await made.ask('POST', `${devices}/register?api-version=2016-02-01`);
  made.pass(seconds);
  return method === 'POST' ? posted : made.ask('GET', `${devices}?api-version=2016-02-01`);
}

async function devicePoll(seconds: number, settings = {}): Promise<Answer> {
  const made = bench({ settings: { deviceApprovalSeconds: -1, ...settings } });
  const fields = { client_id: cli, scope: 'https://management.core.windows.net//.default openid offline_access' };
  const start = await made.ask('POST', '/organizations/oauth2/v2.0/devicecode', form(fields));
  made.pass(seconds);
  const code = (start.body as { device_code: string }).device_code;
  return made.ask(
    'POST',
    '/organizations/oauth2/v2.0/token',
    form({ ...fields, grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: code }),
  );
}

const secretGrant = {
  grant_type: 'client_credentials',
  client_id: contoso.automationApp,
  client_secret: clientSecret,
  scope: 'https://digitaltwins.azure.net/.default',
};
const token = (fields: Record<string, string>, tenant: string = contoso.tenant) =>
  bench().ask('POST', `/${tenant}/oauth2/v2.0/token`, form({ ...secretGrant, ...fields }));

async function dataPlane(
  method: string,
  path: string,
  body?: unknown,
  before: readonly [string, string, unknown][] = [],
): Promise<Answer> {
  const made = await withInstance({ settings: { roleSpreadSeconds: 1 } });
  await made.ask('PUT', `${assignment(instance('Twins-One'), name1)}?${v.authorization}`, { body: grant(contoso.ana) });
  made.pass(2);
  for (const [verb, address, content] of before)
    await made.ask(verb, `/Twins-One.api.weu${address}?${v.data}`, { body: content });
  return made.ask(method, `/Twins-One.api.weu${path}?api-version=2020-10-31`, body === undefined ? {} : { body });
}

const model = [
  {
    '@id': 'dtmi:samples:DTTestBuilding;1',
    '@type': 'Interface',
    '@context': 'dtmi:dtdl:context;2',
    displayName: 'Building',
    contents: [{ '@type': 'Property', name: 'AverageTemperature', schema: 'double' }],
  },
];
const modelBody = { id: 's', description: '*', displayName: '*', decommissioned: 'b', uploadTime: 's' } as const;

const rows: readonly Row[] = [
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
    operation: 'resourceGroups.createOrUpdate (new -> 201)',
    run: () =>
      bench().ask('PUT', `${dev}/resourcegroups/rg08167a?api-version=2020-06-01`, {
        body: { location: 'southcentralus', tags: { a: 'b' } },
      }),
    status: 201,
    headers: ['x-ms-ratelimit-remaining-subscription-writes'],
    body: group,
  },
  {
    operation: 'resourceGroups.list (filter)',
    run: async () =>
      (await groupMade('2020-06-01')).ask(
        'GET',
        `${dev}/resourcegroups?%24filter=tagname%20eq%20%27department%27%20and%20tagvalue%20eq%20%27finance%27&api-version=2020-06-01`,
      ),
    status: 200,
    body: { value: [group] },
  },
  {
    operation: 'resourceGroups.checkExistence (exists -> 204)',
    run: () => bench().ask('HEAD', `${dev}/resourcegroups/rg-playground?api-version=2020-06-01`),
    status: 204,
    headers: ['x-ms-ratelimit-remaining-subscription-reads'],
  },
  {
    operation: 'resourceGroups.get',
    run: async () =>
      (await groupMade('2020-06-01')).ask('GET', `${dev}/resourcegroups/rg08167a?api-version=2020-06-01`),
    status: 200,
    body: group,
  },
  {
    operation: 'resourceGroups.createOrUpdate (existing -> 200)',
    run: async () =>
      (await groupMade('2020-06-01')).ask('PUT', `${dev}/resourcegroups/rg08167a?api-version=2020-06-01`, {
        body: { location: 'southcentralus', tags: { tag1: 'value1' } },
      }),
    status: 200,
    body: group,
  },
  {
    operation: 'resourceGroups.delete (202, true Retry-After 15)',
    run: () => bench().ask('DELETE', `${dev}/resourcegroups/rg-playground?api-version=2020-06-01`),
    status: 202,
    headers: ['location', 'retry-after', 'x-ms-ratelimit-remaining-subscription-deletes'],
  },
  {
    operation: 'resourceGroups.delete poll',
    run: () => groupDeleted(1),
    status: 202,
    headers: ['location', 'retry-after'],
  },
  {
    operation: 'resourceGroups.delete poll (done -> 200 empty)',
    run: () => groupDeleted(60),
    status: 200,
    headers: ['!location', '!retry-after'],
  },
  {
    operation: 'resourceGroups.checkExistence (gone -> 404)',
    run: () => bench().ask('HEAD', `${dev}/resourcegroups/nobody?api-version=2020-06-01`),
    status: 404,
    headers: ['x-ms-failure-cause', 'content-length'],
  },
  {
    operation: 'resourceGroups.createOrUpdate (2018-05-01)',
    run: () =>
      bench().ask('PUT', `${dev}/resourcegroups/testg102?api-version=2018-05-01`, {
        body: { location: 'westus', tags: { tag1: 'val1' } },
      }),
    status: 201,
    body: oldGroup,
  },
  {
    operation: 'resourceGroups.get (2018-05-01)',
    run: async () =>
      (await groupMade('2018-05-01')).ask('GET', `${dev}/resourcegroups/rg08167a?api-version=2018-05-01`),
    status: 200,
    body: oldGroup,
  },
  {
    operation: 'resourceGroups.delete (missing -> 404)',
    run: () => bench().ask('DELETE', `${dev}/resourcegroups/nobody?api-version=2020-06-01`),
    status: 404,
    headers: ['x-ms-failure-cause'],
    body: error,
  },
  {
    operation: 'resourceGroups.delete poll -> 409 failure',
    run: () => groupDeleted(60, { groupDeletionEnds: 'Failed' }),
    status: 409,
    body: {
      Error: {
        Code: 's',
        Target: null,
        Message: 's',
        Details: [{ Code: null, Target: 's', Message: 's', Details: null }],
      },
    },
  },
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
    operation: 'digitalTwins.delete (2022-05-31)',
    run: () => deleted('2022-05-31'),
    status: 202,
    headers: ['location', 'azure-asyncoperation', 'retry-after', 'x-ms-ratelimit-remaining-subscription-deletes'],
    body: { ...newInstance, properties: { ...times, hostName: 's', publicNetworkAccess: 's' } },
  },
  {
    operation: 'digitalTwins delete operation status (Running)',
    run: () => deleted('2022-05-31', 'azure-asyncoperation', 1),
    status: 200,
    body: running,
  },
  {
    operation: 'digitalTwins delete operation status (Succeeded)',
    run: () => deleted('2022-05-31', 'azure-asyncoperation', 60),
    status: 200,
    body: { ...running, endTime: 's' },
  },
  { operation: 'digitalTwins delete Location (done)', run: () => deleted('2022-05-31', 'location', 60), status: 204 },
  {
    operation: 'digitalTwins.delete (2020-10-31)',
    run: () => deleted('2020-10-31'),
    status: 202,
    headers: ['location', 'retry-after', '!azure-asyncoperation'],
    body: oldInstance,
  },
  {
    operation: 'digitalTwins.delete poll Location (running)',
    run: () => deleted('2020-10-31', 'location', 1),
    status: 202,
    headers: ['location', 'retry-after'],
    body: oldInstance,
  },
  {
    operation: 'digitalTwins.delete poll Location (done)',
    run: () => deleted('2020-10-31', 'location', 60),
    status: 204,
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
  {
    operation: 'roleDefinitions.list (filter roleName)',
    run: () =>
      bench().ask(
        'GET',
        `${scope}/providers/Microsoft.Authorization/roleDefinitions?$filter=roleName%20eq%20%27reader%27&api-version=2022-05-01-preview`,
      ),
    status: 200,
    body: {
      value: [
        {
          id: 's',
          name: 's',
          type: 's',
          properties: {
            roleName: 's',
            type: 's',
            description: 's',
            assignableScopes: ['s'],
            permissions: [{ actions: ['s'], notActions: [], dataActions: [], notDataActions: [] }],
            createdOn: 's',
            updatedOn: 's',
            createdBy: null,
            updatedBy: null,
          },
        },
      ],
    },
  },
  {
    operation: 'roleAssignments.create (User, 201)',
    run: () => bench().ask('PUT', `${assignment(scope, name1)}?${v.authorization}`, { body: grant(contoso.sean) }),
    status: 201,
    headers: ['x-ms-ratelimit-remaining-subscription-writes'],
    body: assigned(null),
  },
  {
    operation: 'roleAssignments.create (2018-09-01-preview, 201)',
    run: () =>
      bench().ask('PUT', `${assignment(scope, name1)}?api-version=2018-09-01-preview`, { body: grant(contoso.sean) }),
    status: 201,
    body: { ...oldAssignment, properties: { ...oldAssignment.properties, createdBy: null } },
  },
  {
    operation: 'roleAssignments.listForScope (atScope())',
    run: () =>
      bench().ask(
        'GET',
        `${scope}/providers/Microsoft.Authorization/roleAssignments?$filter=atScope%28%29&api-version=2018-09-01-preview`,
      ),
    status: 200,
    body: { value: [oldAssignment] },
  },
  {
    operation: 'roleAssignments.listForScope (atScope(), root-scope entries)',
    run: () =>
      bench().ask(
        'GET',
        `${scope}/providers/Microsoft.Authorization/roleAssignments?$filter=atScope()&${v.authorization}`,
      ),
    status: 200,
    body: { value: [assigned('s')] },
  },
  {
    operation: 'roleAssignments.create -> 400 PrincipalNotFound',
    run: () =>
      bench().ask('PUT', `${assignment(scope, name1)}?${v.authorization}`, {
        body: grant('efb6d476-06bd-4090-bfd5-097fd2880166', undefined, null),
      }),
    status: 400,
    headers: ['!x-ms-failure-cause'],
    body: error,
  },
  {
    operation: 'roleAssignments.delete (200 + body)',
    run: async () => {
      const made = bench();
      await made.ask('PUT', `${assignment(scope, name1)}?${v.authorization}`, { body: grant(contoso.sean) });
      return made.ask('DELETE', `${assignment(scope, name1)}?${v.authorization}`);
    },
    status: 200,
    headers: ['x-ms-ratelimit-remaining-subscription-deletes'],
    body: assigned('s'),
  },
  {
    operation: 'AuthorizationFailed 403',
    run: () => bench().ask('PUT', `${scope}?${v.resources}`, { as: contoso.pipeline, body: { location: 'westus2' } }),
    status: 403,
    headers: ['x-ms-failure-cause'],
    body: error,
  },
  {
    operation: 'permissions.listForSubscription',
    run: () => bench().ask('GET', `${dev}/providers/Microsoft.Authorization/permissions?${v.authorization}`),
    status: 200,
    body: { value: [{ actions: ['s'], notActions: [], dataActions: [], notDataActions: [] }] },
  },
  {
    operation: 'graph users by UPN (filter)',
    run: () => bench().ask('GET', "/v1.0/users?$filter=userPrincipalName eq 'ana@contoso.com'"),
    status: 200,
    headers: ['odata-version'],
    body: { '@odata.context': 's', value: [prompter] },
  },
  {
    operation: 'graph user by UPN',
    run: () => bench().ask('GET', '/v1.0/users/Bea@Contoso.com'),
    status: 200,
    headers: ['odata-version'],
    body: { '@odata.context': 's', ...prompter },
  },
  {
    operation: 'graph directoryObjects/getByIds',
    run: () =>
      bench().ask('POST', '/v1.0/directoryObjects/getByIds', {
        body: {
          ids: [contoso.twinBuilders, name1],
          types: ['user', 'group', 'servicePrincipal', 'directoryObjectPartnerReference'],
        },
      }),
    status: 200,
    headers: ['location', 'odata-version'],
    body: { '@odata.context': 's', value: ['*'] },
  },
  {
    operation: 'entra token (client credentials, ADT scope)',
    run: () => token({}),
    status: 200,
    body: { token_type: 's', expires_in: 'n', ext_expires_in: 'n', access_token: 's' },
  },
  {
    operation: 'entra device code start',
    run: () => bench().ask('POST', '/organizations/oauth2/v2.0/devicecode', form({ client_id: cli, scope: 'openid' })),
    status: 200,
    body: { user_code: 's', device_code: 's', verification_uri: 's', expires_in: 'n', interval: 'n', message: 's' },
  },
  {
    operation: 'entra device code poll (pending)',
    run: () => devicePoll(1),
    status: 400,
    body: {
      error: 's',
      error_description: 's',
      error_codes: ['n'],
      timestamp: 's',
      trace_id: 's',
      correlation_id: 's',
    },
  },
  { operation: 'entra device code poll (expired)', run: () => devicePoll(901), status: 400, body: entraError },
  {
    operation: 'entra token (wrong tenant)',
    run: () => token({}, '00000000-0000-0000-0000-000000000000'),
    status: 400,
    body: entraError,
  },
  {
    operation: 'entra token (unknown app)',
    run: () => token({ client_id: '00000000-0000-0000-0000-000000000000' }),
    status: 400,
    body: entraError,
  },
  {
    operation: 'entra token (bad secret)',
    run: () => token({ client_secret: 'wrong' }),
    status: 401,
    body: entraError,
  },
  {
    operation: 'adt models.list',
    run: () => dataPlane('GET', '/models', undefined, [['POST', '/models', model]]),
    status: 200,
    body: { value: [modelBody], nextLink: null },
  },
  {
    operation: 'adt query (empty)',
    run: () => dataPlane('POST', '/query', { query: 'SELECT * FROM digitaltwins' }),
    status: 200,
    headers: ['query-charge'],
    body: { value: [], continuationToken: null },
  },
  { operation: 'adt models.add', run: () => dataPlane('POST', '/models', model), status: 201, body: [modelBody] },
  {
    operation: 'adt models.delete (missing -> 404)',
    run: () => dataPlane('DELETE', '/models/dtmi%3Asamples%3ADTModelTestsModel%3B1'),
    status: 404,
    body: error,
  },
  {
    operation: 'adt models.delete (204)',
    run: () =>
      dataPlane('DELETE', '/models/dtmi%3Asamples%3ADTTestBuilding%3B1', undefined, [['POST', '/models', model]]),
    status: 204,
  },
  {
    operation: 'adt data plane without role -> 403 EMPTY body',
    run: async () => (await withInstance()).ask('POST', `/Twins-One.api.weu/models?${v.data}`, { body: model }),
    status: 403,
    headers: ['content-length', '!www-authenticate', '!content-type'],
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
  test.each(rows.map((row) => [row.operation, row] as const))('%s', async (_operation, row) => {
    const answer = await row.run();
    expect(answer.status).toBe(row.status);
    const wrongHeaders = (row.headers ?? []).filter((name) =>
      name.startsWith('!') ? name.slice(1) in answer.headers : !(name in answer.headers),
    );
    expect(wrongHeaders).toEqual([]);
    if (row.body === undefined) expect(answer.body).toBeUndefined();
    else expect(misfits(answer.body, row.body)).toEqual([]);
  });

  test('a token of another tenant, or an instance that is not there, gets these very bytes', async () => {
    const made = await withInstance();
    const expected = '{ "statusCode": 404, "message": "Sub-domain not found." }';
    expect(expected).toHaveLength(57);
    expect((await made.ask('GET', `/xyz.api.weu/models?${v.data}`)).body).toBe(expected);
    expect((await made.ask('GET', `/Twins-One.api.neu/models?${v.data}`)).body).toBe(expected);
    const foreign = await made.ask('GET', `/Twins-One.api.weu/models?${v.data}`, { as: contoso.foreignPrincipal });
    expect([foreign.status, foreign.body]).toEqual([404, expected]);
  });

  test('polling addresses stay on the server that gave them', async () => {
    const { answer } = await created('2023-01-31', { location: 'eastus' });
    for (const name of ['location', 'azure-asyncoperation'])
      expect(new URL(answer.headers[name] ?? '').origin).toBe(origin);
    expect(roleId('x')).toContain(dev);
  });
});
