import { describe, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { assignment, dev, grant, instance, roleOwner, v } from '../addresses.ts';
import { type Bench, registered } from '../bench.ts';

const at = instance('parts');
const hub = { endpointType: 'EventHub', connectionStringPrimaryKey: 'Endpoint=sb://x;SharedAccessKey=secret-of-mine' };

/** An instance of Ana's, who may use its data. */
async function withInstance(): Promise<Bench> {
  const made = await registered();
  await made.ask('PUT', `${at}?${v.twins}`, { body: { location: 'westeurope' } });
  made.pass(60);
  const given = assignment(at, '99999999-0000-4000-8000-000000000001');
  await made.ask('PUT', `${given}?${v.authorization}`, { body: grant(contoso.ana, roleOwner) });
  made.pass(600);
  return made;
}

const data = (path: string): string => `/parts.api.weu${path}?${v.data}`;

describe('endpoints', () => {
  test('are made, listed and removed, and tell no secret', async () => {
    const made = await withInstance();
    expect((await made.ask('GET', `${at}/endpoints?${v.twins}`)).body.value).toEqual([]);
    const put = await made.ask('PUT', `${at}/endpoints/Hub?${v.twins}`, { body: { properties: hub } });
    expect([put.status, put.body]).toMatchObject([
      201,
      { name: 'Hub', properties: { endpointType: 'EventHub', provisioningState: 'Provisioning' } },
    ]);
    made.pass(10);
    const got = await made.ask('GET', `${at}/endpoints/hub?${v.twins}`);
    expect(got.body).toMatchObject({
      name: 'Hub',
      properties: {
        ...{ provisioningState: 'Succeeded', authenticationType: 'KeyBased', connectionStringPrimaryKey: null },
        createdTime: expect.stringMatching(/^[\d-]{10}T[\d:]{8}\.\d{7}\+00:00$/),
      },
      systemData: { createdBy: 'ana@contoso.com', createdByType: 'User' },
    });
    expect(JSON.stringify(made.world())).not.toContain('secret-of-mine');
    expect((await made.ask('GET', `${at}/endpoints?${v.twins}`)).body.value).toHaveLength(1);
    expect((await made.ask('DELETE', `${at}/endpoints/Hub?${v.twins}`)).status).toBe(200);
    expect((await made.ask('DELETE', `${at}/endpoints/Hub?${v.twins}`)).status).toBe(204);
    expect((await made.ask('GET', `${at}/endpoints/Hub?${v.twins}`)).body.error.code).toBe('ResourceNotFound');
  });

  test('outlive a change of their instance', async () => {
    const made = await withInstance();
    await made.ask('PUT', `${at}/endpoints/hub?${v.twins}`, { body: { properties: hub } });
    await made.ask('PUT', `${at}?${v.twins}`, { body: { location: 'westeurope', tags: { a: 'b' } } });
    made.pass(60);
    expect((await made.ask('GET', `${at}/endpoints/hub?${v.twins}`)).status).toBe(200);
  });

  test.each<[string, object, string]>([
    ['no kind', {}, 'endpointType'],
    ['an unknown kind', { endpointType: 'Kafka' }, 'endpointType'],
    ['a hub without its connection string', { endpointType: 'EventHub' }, 'connectionStringPrimaryKey'],
    ['a topic without its key', { endpointType: 'EventGrid', TopicEndpoint: 'https://x' }, 'accessKey1'],
    [
      'a bus by identity without its address',
      { endpointType: 'ServiceBus', authenticationType: 'IdentityBased' },
      'endpointUri',
    ],
  ])('with %s are refused', async (_, properties, word) => {
    const made = await withInstance();
    const answer = await made.ask('PUT', `${at}/endpoints/x?${v.twins}`, { body: { properties } });
    expect([answer.status, answer.body.error.message]).toEqual([400, expect.stringContaining(`'${word}'`)]);
  });
});

describe('event routes', () => {
  const route = (filter: unknown, endpointName = 'hub'): object => ({ endpointName, filter });

  async function withEndpoint(): Promise<Bench> {
    const made = await withInstance();
    await made.ask('PUT', `${at}/endpoints/hub?${v.twins}`, { body: { properties: hub } });
    return made;
  }

  test('need an endpoint that is there already, and are then kept, listed and removed', async () => {
    const made = await withEndpoint();
    const early = await made.ask('PUT', data('/eventroutes/r1'), { body: route('true') });
    expect([early.status, early.body.error.code]).toEqual([400, 'EventRouteEndpointInvalid']);
    made.pass(10);
    expect((await made.ask('PUT', data('/eventroutes/r1'), { body: route('true') })).status).toBe(204);
    expect((await made.ask('GET', data('/eventroutes/r1'))).body).toEqual({
      id: 'r1',
      endpointName: 'hub',
      filter: 'true',
    });
    expect((await made.ask('GET', data('/eventroutes'))).body.value).toHaveLength(1);
    expect((await made.ask('DELETE', data('/eventroutes/r1'))).status).toBe(204);
    expect((await made.ask('DELETE', data('/eventroutes/r1'))).body.error.code).toBe('EventRouteNotFound');
  });

  test.each<[string, string | undefined]>([
    ['true', undefined],
    ["type = 'Microsoft.DigitalTwins.Twin.Update'", undefined],
    ["$eventType = 'DigitalTwinTelemetryMessages' or type = 'x'", undefined],
    ["NOT (source = 'x' AND $body.$metadata.$model != 'dtmi:a;1') OR false", undefined],
    ["STARTS_WITH($body.$metadata.$model, 'dtmi:com:a')", undefined],
    ['$body.temperature >= -4.5', undefined],
    ['', 'EventRouteFilterInvalid'],
    ['type =', 'EventRouteFilterInvalid'],
    ["type = 'x' AND", 'EventRouteFilterInvalid'],
    ["(type = 'x'", 'EventRouteFilterInvalid'],
    ["colour = 'red'", 'EventRouteFilterInvalid'],
    ["type = 'x' type = 'y'", 'EventRouteFilterInvalid'],
    ["type ~ 'x'", 'EventRouteFilterInvalid'],
    ['SELECT * FROM digitaltwins', 'EventRouteFilterInvalid'],
  ])('with the filter %j: %s', async (filter, code) => {
    const made = await withEndpoint();
    made.pass(10);
    const answer = await made.ask('PUT', data('/eventroutes/r'), { body: route(filter) });
    expect(code === undefined ? answer.status : answer.body.error.code).toBe(code ?? 204);
  });
});

describe('what has to do with networks, history and jobs', () => {
  test('is empty, or always the same', async () => {
    const made = await withInstance();
    const links = await made.ask('GET', `${at}/privateLinkResources?${v.twins}`);
    expect(links.body.value).toMatchObject([{ name: 'API', properties: { groupId: 'API' } }]);
    expect((await made.ask('GET', `${at}/privateLinkResources/API?${v.twins}`)).status).toBe(200);
    for (const part of ['privateEndpointConnections', 'timeSeriesDatabaseConnections']) {
      expect((await made.ask('GET', `${at}/${part}?${v.twins}`)).body.value).toEqual([]);
      expect((await made.ask('GET', `${at}/${part}/x?${v.twins}`)).body.error.code).toBe('ResourceNotFound');
      const put = await made.ask('PUT', `${at}/${part}/x?${v.twins}`, { body: { properties: {} } });
      expect([put.status, put.body.error.message]).toEqual([501, expect.stringContaining('The sandbox has no')]);
    }
    for (const part of ['imports', 'deletions']) {
      expect((await made.ask('GET', data(`/jobs/${part}`))).body.value).toEqual([]);
      const none = await made.ask('GET', data(`/jobs/${part}/j1`));
      expect([none.status, none.body.error.code]).toEqual([404, 'JobNotFound']);
    }
    const body = {
      inputBlobUri: 'https://a.blob.core.windows.net/b/in.ndjson',
      outputBlobUri: 'https://a.blob.core.windows.net/b/out.ndjson',
    };
    const refused = await made.ask('PUT', data('/jobs/imports/j1'), { body });
    expect([refused.status, refused.body.error.message]).toEqual([501, expect.stringContaining('runs no jobs')]);
  });

  test('whether it is there is told without a body', async () => {
    const made = await withInstance();
    const asked = async (name: string) => (await made.ask('HEAD', `${instance(name)}?${v.twins}`)).status;
    expect([await asked('parts'), await asked('nobody')]).toEqual([204, 404]);
  });

  test('what nobody knows is refused by the last part of its type', async () => {
    const made = await withInstance();
    const answer = await made.ask('GET', `${at}/nothingLikeThat/x?${v.twins}`);
    expect(answer.body.error.message).toContain("The resource type 'nothingLikeThat' could not be found");
    const extension = await made.ask('GET', `${at}/providers/Microsoft.Nobody/things?${v.twins}`);
    expect(extension.body.error.message).toContain(
      "type 'things' could not be found in the namespace 'Microsoft.Nobody'",
    );
  });
});

describe('role definitions at tenant scope', () => {
  test('are told to everybody who is signed in', async () => {
    const made = await registered();
    const path = '/providers/Microsoft.Authorization/roleDefinitions';
    const list = await made.ask('GET', `${path}?${v.authorization}`, { as: contoso.sean });
    expect(list.body.value).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: `${path}/${roleOwner}`, name: roleOwner })]),
    );
    expect((await made.ask('GET', `${path}/${roleOwner}?${v.authorization}`, { as: contoso.sean })).status).toBe(200);
  });
});

describe('tags by themselves', () => {
  const tagsOf = (id: string): string => `${id}/providers/Microsoft.Resources/tags/default?${v.resources}`;
  const tags = (of: object, operation?: string): object => ({ operation, properties: { tags: of } });

  test.each([
    ['a group', `${dev}/resourceGroups/rg-iot`],
    ['an instance', at],
  ])('of %s are read, replaced, merged, removed', async (_, id) => {
    const made = await withInstance();
    const ask = async (method: string, sent?: object): Promise<unknown> => {
      const answer = await made.ask(method, tagsOf(id), sent === undefined ? {} : { body: sent });
      const body = answer.body as unknown as { readonly properties?: { readonly tags: unknown } } | undefined;
      return body?.properties?.tags ?? answer.status;
    };
    expect(await ask('PUT', tags({ a: '1', b: '2' }))).toEqual({ a: '1', b: '2' });
    expect(await ask('PATCH', tags({ A: '3' }, 'Merge'))).toEqual({ b: '2', A: '3' });
    expect(await ask('PATCH', tags({ b: '' }, 'Delete'))).toEqual({ A: '3' });
    expect(await ask('PATCH', tags({ c: '4' }, 'Replace'))).toEqual({ c: '4' });
    expect(await ask('GET')).toEqual({ c: '4' });
    expect(await ask('PATCH', tags({ c: '4' }, 'Else'))).toBe(400);
    expect(await ask('DELETE')).toBe(200);
    expect(await ask('GET')).toEqual({});
  });

  test('of what is not there are not found', async () => {
    const made = await withInstance();
    expect((await made.ask('GET', tagsOf(instance('nobody')))).status).toBe(404);
  });
});
