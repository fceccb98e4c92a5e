import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import {
  type Bench,
  bench,
  cli,
  clientSecret,
  dev,
  instance,
  origin,
  provider,
  roleId,
  roleOwner,
  v,
  withInstance,
} from './bench.ts';

/*
 * Every request that az 2.45 with the azure-iot extension makes for the commands of the how-to, as watched on the wire,
 * with what it reads from the answers. Api-versions, casing and filters are az's own. The service principal asks.
 */
const as = contoso.automation;
const one = instance('Twins-One');
const authorization = `${one}/providers/Microsoft.Authorization`;
const sp = { as } as const;

const signIn = (made: Bench, fields: Record<string, string>) =>
  made.ask('POST', `/${contoso.tenant}/oauth2/v2.0/token`, {
    as: null,
    body: {
      client_id: contoso.automationApp,
      client_secret: clientSecret,
      grant_type: 'client_credentials',
      client_info: '1',
      claims: '{"access_token": {"xms_cc": {"values": ["CP1"]}}}',
      ...fields,
    },
  });

describe('az', () => {
  test('cloud set, login --service-principal: metadata, OpenID configuration, token for the double-slashed scope, subscriptions of 2019-11-01', async () => {
    const made = bench();
    expect((await made.ask('GET', '/metadata/endpoints?api-version=2020-06-01', { as: null })).body[0]).toMatchObject({
      authentication: { loginEndpoint: `${origin}/` },
      suffixes: {},
      gallery: origin,
      portal: origin,
      media: origin,
      batch: origin,
    });
    const configuration = await made.ask('GET', `/${contoso.tenant}/v2.0/.well-known/openid-configuration`, {
      as: null,
    });
    expect(Object.keys(configuration.body)).toEqual(
      expect.arrayContaining(['authorization_endpoint', 'token_endpoint', 'device_authorization_endpoint', 'issuer']),
    );
    const { access_token: token } = (await signIn(made, { scope: 'https://management.core.windows.net//.default' }))
      .body;
    const list = await made.ask('GET', '/subscriptions?api-version=2019-11-01', {
      as: null,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(list.body.value).toEqual([
      expect.objectContaining({
        subscriptionId: contoso.dev,
        displayName: 'Contoso Dev',
        state: 'Enabled',
        tenantId: contoso.tenant,
        managedByTenants: [],
      }),
    ]);
    expect((await signIn(made, { scope: `${origin}/.default` })).status).toBe(200);
  });

  test('login --use-device-code: polls with code and device_code, and reads preferred_username, tid, uid and utid', async () => {
    const made = bench();
    const scope = 'https://management.core.windows.net//.default offline_access openid profile';
    const start = await made.ask('POST', '/organizations/oauth2/v2.0/devicecode', {
      as: null,
      body: { client_id: cli, scope },
    });
    const code = start.body.device_code;
    const poll = () =>
      made.ask('POST', '/organizations/oauth2/v2.0/token', {
        as: null,
        body: {
          client_id: cli,
          scope,
          grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
          code,
          device_code: code,
          client_info: '1',
        },
      });
    expect((await poll()).body.error).toBe('authorization_pending');
    made.pass(10);
    const { id_token: id, client_info: info } = (await poll()).body;
    expect(JSON.parse(Buffer.from(id.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
      preferred_username: 'ana@contoso.com',
      tid: contoso.tenant,
    });
    expect(Object.keys(JSON.parse(Buffer.from(info, 'base64url').toString()) as object)).toEqual(['uid', 'utid']);
    expect((await made.ask('GET', '/tenants?api-version=2019-11-01')).body.value[0]?.id).toBe(
      `/tenants/${contoso.tenant}`,
    );
  });

  test('login --tenant contoso.com below an address that ends in /adfs: the configuration of a domain names its tenant', async () => {
    const made = bench();
    const read = (path: string) => made.ask('GET', `${path}/.well-known/openid-configuration`, { as: null });
    for (const path of ['/adfs', '/adfs/contoso.com'])
      expect((await read(path)).body).toMatchObject({
        token_endpoint: `${origin}/${contoso.tenant}/oauth2/v2.0/token`,
        issuer: `${origin}/${contoso.tenant}/v2.0`,
      });
  });

  test('resource list: by group, by type and by name, with the times that it asks for', async () => {
    const made = await withInstance();
    const names = async (filter: string) =>
      (
        await made.ask(
          'GET',
          `${dev}/resources?$filter=${encodeURIComponent(filter)}&$expand=createdTime%2CchangedTime%2CprovisioningState&api-version=2021-04-01`,
          sp,
        )
      ).body;
    expect((await names("resourceGroup eq 'RG-Playground'")).value).toEqual([
      {
        id: one,
        name: 'Twins-One',
        type: 'Microsoft.DigitalTwins/digitalTwinsInstances',
        location: 'westeurope',
        createdTime: expect.any(String),
        changedTime: expect.any(String),
        provisioningState: 'Succeeded',
      },
    ]);
    expect((await names("resourceType eq 'Microsoft.DigitalTwins/digitalTwinsInstances'")).value).toHaveLength(1);
    expect((await names("name eq 'twins-one' and location ne 'westeurope'")).value).toEqual([]);
    expect((await names('price eq 3')).error.code).toBe('InvalidFilterInQueryString');
    const group = await made.ask('GET', `${dev}/resourceGroups/rg-playground/resources?api-version=2021-04-01`, sp);
    expect(Object.keys(group.body.value[0] ?? {})).toEqual(['id', 'name', 'type', 'location']);
  });

  test('ad group member list: the group by its name, then its members', async () => {
    const made = bench();
    const read = (path: string) => made.ask('GET', path, { as, audience: origin });
    const [group] = (await read(`/v1.0/groups?$filter=${encodeURIComponent("displayName eq 'Twin Builders'")}`)).body
      .value;
    const members = await read(`/v1.0/groups/${group?.id}/members`);
    expect(members.body.value.map((each) => [each['@odata.type'], each.displayName])).toEqual([
      ['#microsoft.graph.user', 'Ana Lima'],
      ['#microsoft.graph.user', "Seán O'Neil"],
    ]);
    expect((await read(`/v1.0/groups/${contoso.ana}/members`)).status).toBe(404);
  });

  test('provider register and show, group create and exists (2021-04-01, lower-case resourcegroups)', async () => {
    const made = bench();
    expect((await made.ask('POST', `${provider}/register?api-version=2021-04-01`, sp)).body.registrationState).toBe(
      'Registering',
    );
    made.pass(60);
    expect((await made.ask('GET', `${provider}?api-version=2021-04-01`, sp)).body.registrationState).toBe('Registered');
    const group = `${dev}/resourcegroups/rg-az?api-version=2021-04-01`;
    expect((await made.ask('HEAD', group, sp)).status).toBe(404);
    expect((await made.ask('PUT', group, { as, body: { location: 'westeurope' } })).status).toBe(201);
    expect((await made.ask('PUT', group, { as, body: { location: 'westeurope' } })).status).toBe(200);
    expect((await made.ask('HEAD', group, sp)).status).toBe(204);
  });

  test('dt create: PUT, then the status until Succeeded within the one wait that Retry-After asks for, then the instance', async () => {
    const made = bench();
    await made.ask('POST', `${provider}/register?api-version=2021-04-01`, sp);
    made.pass(60);
    const body = { location: 'westeurope', identity: { type: 'None' }, properties: { publicNetworkAccess: 'Enabled' } };
    const put = await made.ask('PUT', `${one}?${v.twins}`, { as, body });
    expect([put.status, put.headers['retry-after']]).toEqual([201, '10']);
    made.pass(10);
    expect((await made.ask('GET', put.headers['azure-asyncoperation'] ?? '', sp)).body.status).toBe('Succeeded');
    expect((await made.ask('GET', `${one}?${v.twins}`, sp)).body.properties.hostName).toContain('/Twins-One.api.weu');
  });

  test('dt show, list: the whole subscription, and by group', async () => {
    const made = await withInstance();
    expect(
      (await made.ask('GET', `${provider}/digitalTwinsInstances?${v.twins}`, sp)).body.value.map((each) => each.name),
    ).toEqual(['Twins-One']);
    expect((await made.ask('GET', `${one}?${v.twins}`, sp)).body.id).toBe(one);
  });

  test('dt role-assignment create by name: user, role of 2018-01-01-preview, PUT of 2020-04-01-preview; again: 409 and the list', async () => {
    const made = await withInstance();
    const found = await made.ask(
      'GET',
      `/v1.0/users?$filter=${encodeURIComponent("userPrincipalName eq 'bea@contoso.com'")}`,
      { as, audience: origin },
    );
    const principalId = found.body.value[0]?.id ?? '';
    const [role] = (
      await made.ask(
        'GET',
        `${authorization}/roleDefinitions?$filter=${encodeURIComponent("roleName eq 'Azure Digital Twins Data Owner'")}&api-version=2018-01-01-preview`,
        sp,
      )
    ).body.value;
    expect(role?.id).toBe(roleId(roleOwner));
    const put = (name: string) =>
      made.ask('PUT', `${authorization}/roleAssignments/${name}?api-version=2020-04-01-preview`, {
        as,
        body: { properties: { roleDefinitionId: role?.id, principalId, principalType: 'User' } },
      });
    expect((await put('88888888-0000-4000-8000-00000000000a')).status).toBe(201);
    expect((await put('88888888-0000-4000-8000-00000000000b')).body.error.code).toBe('RoleAssignmentExists');
    const list = await made.ask(
      'GET',
      `${authorization}/roleAssignments?$filter=atScope()&api-version=2020-04-01-preview`,
      sp,
    );
    expect(list.body.value.filter((each) => each.properties.scope === one)).toHaveLength(1);
    expect(
      (await made.ask('GET', `${authorization}/roleDefinitions?api-version=2018-01-01-preview`, sp)).body.value.length,
    ).toBeGreaterThan(5);
  });

  test('dt role-assignment create by object id: service principals, then getByIds whose @odata.type says what it is; a stranger: two empty lists', async () => {
    const made = bench();
    const graph = (filter: string) =>
      made.ask('GET', `/v1.0/servicePrincipals?$filter=${encodeURIComponent(filter)}`, { as, audience: origin });
    expect((await graph(`servicePrincipalNames/any(c:c eq '${contoso.ana}')`)).body.value).toEqual([]);
    const ids = await made.ask('POST', '/v1.0/directoryObjects/getByIds', {
      as,
      audience: origin,
      body: { ids: [contoso.ana], types: ['user', 'group', 'servicePrincipal', 'directoryObjectPartnerReference'] },
    });
    expect(ids.body.value[0]?.['@odata.type']).toBe('#microsoft.graph.user');
    expect((await graph("servicePrincipalNames/any(c:c eq 'nobody@contoso.com')")).body.value).toEqual([]);
  });

  test('dt model list, twin query (2023-10-31)', async () => {
    const made = await withInstance({ settings: { roleSpreadSeconds: 0 } });
    await made.ask(
      'PUT',
      `${authorization}/roleAssignments/88888888-0000-4000-8000-00000000000a?api-version=2020-04-01-preview`,
      {
        body: {
          properties: { roleDefinitionId: roleId(roleOwner), principalId: as, principalType: 'ServicePrincipal' },
        },
      },
    );
    expect(
      (await made.ask('GET', `/Twins-One.api.weu/models?includeModelDefinition=false&api-version=2023-10-31`, sp)).body,
    ).toEqual({ value: [], nextLink: null });
    const query = await made.ask('POST', `/Twins-One.api.weu/query?api-version=2023-10-31`, {
      as,
      body: { query: 'SELECT * FROM digitaltwins' },
    });
    expect([query.body, typeof query.headers['query-charge']]).toEqual([
      { value: [], continuationToken: null },
      'string',
    ]);
  });

  test('dt delete, group delete: 202, the status, Location until 200', async () => {
    const made = await withInstance();
    const removed = await made.ask('DELETE', `${one}?${v.twins}`, sp);
    made.pass(10);
    expect([
      removed.status,
      (await made.ask('GET', removed.headers['azure-asyncoperation'] ?? '', sp)).body.status,
    ]).toEqual([202, 'Succeeded']);
    const group = await made.ask('DELETE', `${dev}/resourcegroups/rg-playground?api-version=2021-04-01`, sp);
    made.pass(15);
    expect([group.status, (await made.ask('GET', group.headers['location'] ?? '', sp)).status]).toEqual([202, 200]);
  });

  test('without rights: AuthorizationFailed names what is missing; a wrong secret is AADSTS7000215', async () => {
    const made = bench();
    const refused = await made.ask('POST', `${provider}/register?api-version=2021-04-01`, { as: contoso.pipeline });
    expect([refused.status, refused.body.error.code]).toEqual([403, 'AuthorizationFailed']);
    const wrong = await signIn(made, {
      client_secret: 'wrong',
      scope: 'https://management.core.windows.net//.default',
    });
    expect([
      wrong.status,
      wrong.body.error_description.startsWith('AADSTS7000215: Invalid client secret provided.'),
    ]).toEqual([401, true]);
  });
});
