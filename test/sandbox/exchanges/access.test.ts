import { describe, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { assignment, dev, grant, v } from '../addresses.ts';
import { bench } from '../bench.ts';
import type { Pattern } from '../fits.ts';
import { error, expectAsRecorded, name1, named, type Row, scope } from './exchange.ts';

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

const accessRows: readonly Row[] = [
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
];

describe('each recorded exchange: same status, same meaningful headers, same keys and types', () => {
  test.each(named(accessRows))('%s', async (_operation, row) => {
    await expectAsRecorded(row);
  });
});
