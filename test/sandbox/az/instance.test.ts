import { describe, expect, test } from '@jest/globals';
import { dev, provider, roleId, roleOwner, v } from '../addresses.ts';
import { bench, withInstance } from '../bench.ts';
import { as, authorization, one, sp } from './asking.ts';

describe('az', () => {
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
});
