import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { clientsOf } from '../../src/azure/http/clients.ts';
import { connect } from '../../src/azure/http/connection.ts';
import type { Session } from '../../src/azure/sign-in/session.ts';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { newAssignment, newGroup, newInstance, newRegistration } from '../support/resources.ts';
import { errorOf, type Meddle, type Port, type Workbench, workbench } from './workbench.ts';

const id = contoso.dev;
const wanted = {
  subscriptionId: id,
  resourceGroup: 'rg-buildings',
  location: 'westeurope',
  tags: {},
  identity: 'none',
  publicNetworkAccess: 'enabled',
} as const;

let bench: Workbench;
let meddledCloud: Workbench['cloud'];
let port: Port;
/** A host that no cloud knows; nothing may ever arrive there. */
let stranger: Server;
let strangers: string;
const arrived: string[] = [];
/** What happens to the requests of the test at hand. */
let meddle: Meddle = () => undefined;
let rewrite = (body: string): string => body;

beforeAll(async () => {
  stranger = createServer((request, response) => {
    arrived.push(request.headers.authorization ?? 'no token');
    response.end('{"value":[]}');
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  strangers = `https://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  stranger.on('connection', () => arrived.push('a connection'));
  bench = await workbench();
  meddledCloud = await bench.meddled(
    (...request) => meddle(...request),
    (body) => rewrite(body),
  );
  port = await bench.signedIn({ cloud: meddledCloud });
  await port.azure.create(newRegistration(id));
  bench.later(60);
});
afterAll(async () => {
  await bench.close();
  await new Promise((resolve) => stranger.close(resolve));
});
beforeEach(() => {
  meddle = () => undefined;
  rewrite = (body) => body;
  arrived.length = 0;
  port.sent();
});

const json = { 'content-type': 'application/json' };

const role = {
  subscriptionId: id,
  scope: `/subscriptions/${id}`,
  name: '6f1f8f5e-9d5a-5d0a-8d5f-2f1f7a9a0009',
  roleId: 'bcd981a7-7f74-457b-83e1-cceb9e632ffe',
  principalId: contoso.ana,
};

/** The assignment that was asked for, under another name, with some of its properties changed. */
function assignmentWith(properties: object): { readonly id: string; readonly name: string } {
  const { scope, roleId, principalId } = role;
  const name = '22222222-2222-4222-8222-222222222222';
  const roleDefinitionId = `${scope}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`;
  return Object.assign(
    { id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`, name },
    { properties: { scope, principalId, roleDefinitionId, ...properties } },
  );
}

const notThatRole: [string, object][] = [
  ['to somebody else', { principalId: contoso.bea }],
  ['somewhere else', { scope: `/subscriptions/${id}/resourceGroups/rg-other` }],
  ['for something else', { roleDefinitionId: '/x/d57506d4-4c8d-48b1-8587-93c323f6a5a3' }],
];

describe('addresses in answers', () => {
  test('no token is even fetched for a stranger', async () => {
    const connection = await connect({
      cloud: bench.cloud,
      tell: () => undefined,
      allowWrites: () => true,
      timeoutSeconds: 60,
      signal: new AbortController().signal,
      requests: { reads: 0, writes: 0 },
      environment: {},
    });
    let tokens = 0;
    const credential = {
      getToken: () => {
        tokens += 1;
        return Promise.resolve({ token: 'secret', expiresOnTimestamp: Date.now() + 60_000 });
      },
    };
    const clients = clientsOf(connection, {} as Session);
    const asked = await errorOf(clients.send({ url: `${strangers}/x`, scope: 'scope', credential }));
    expect({ code: asked.code, tokens, arrived }).toEqual({ code: 'foreign-origin', tokens: 0, arrived: [] });
  });

  test('a next link to a stranger is not followed', async () => {
    meddle = (_, url) =>
      url.includes('/resourcegroups?')
        ? { status: 200, headers: json, body: JSON.stringify({ value: [], nextLink: `${strangers}/next` }) }
        : undefined;
    expect(await errorOf(port.azure.resourceGroups(id))).toMatchObject({ code: 'foreign-origin' });
    expect(arrived).toEqual([]);
  });

  test('a next link of a list without a client of its own isn’t either', async () => {
    meddle = (_, url) =>
      url.includes('/permissions?')
        ? { status: 200, headers: json, body: JSON.stringify({ value: [], nextLink: `${strangers}/next` }) }
        : undefined;
    expect(await errorOf(port.azure.permissions(`/subscriptions/${id}`))).toMatchObject({ code: 'foreign-origin' });
    expect(arrived).toEqual([]);
  });

  test.each([301, 302, 307, 308])('a redirect (%d) is not followed', async (status) => {
    meddle = (_, url) =>
      url.includes('/resourcegroups/') ? { status, headers: { location: `${strangers}/x` }, body: '' } : undefined;
    expect(await errorOf(port.azure.resourceGroup(id, 'rg-buildings'))).toMatchObject({ code: 'redirected' });
    expect(arrived).toEqual([]);
  });

  test('the addresses of an asynchronous operation are not even looked at', async () => {
    const far = `/subscriptions/${id}/resourceGroups/rg-buildings/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant-far`;
    meddle = (method, url) =>
      method === 'PUT' && url.includes('digitalTwinsInstances')
        ? {
            status: 201,
            headers: { ...json, 'azure-asyncoperation': `${strangers}/operation`, location: `${strangers}/result` },
            body: JSON.stringify({ id: far }),
          }
        : undefined;
    await port.azure.create(newInstance({ ...wanted, name: 'plant-far' }));
    expect(await port.azure.creationFailure(far)).toBeUndefined();
    expect(port.sent()).toHaveLength(1);
    expect(arrived).toEqual([]);
  });

  test.each(['evil.example', 'plant.api.weu.digitaltwins.azure.net.evil.example', 'https://evil.example/'])(
    'the host name %s is refused',
    async (host) => {
      meddle = (method, url) =>
        method === 'GET' && url.includes('digitalTwinsInstances/')
          ? {
              status: 200,
              headers: json,
              body: JSON.stringify({
                id: `/subscriptions/${id}/resourceGroups/rg-buildings/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant`,
                name: 'plant',
                location: 'westeurope',
                properties: { hostName: host },
              }),
            }
          : undefined;
      expect(await errorOf(port.azure.instance(id, 'rg-buildings', 'plant'))).toMatchObject({
        code: 'unexpected-host-name',
      });
      expect(await errorOf(port.azure.askTwins(id, host, false))).toMatchObject({ code: 'unexpected-host-name' });
    },
  );
});

test('the host of an instance of another name is refused', async () => {
  meddle = (method, url) =>
    method === 'GET' && url.includes('digitalTwinsInstances/')
      ? {
          status: 200,
          headers: json,
          body: JSON.stringify({
            id: `/subscriptions/${id}/resourceGroups/rg-buildings/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant`,
            name: 'plant',
            location: 'westeurope',
            properties: { hostName: meddledCloud.twinsTrial },
          }),
        }
      : undefined;
  expect(await errorOf(port.azure.instance(id, 'rg-buildings', 'plant'))).toMatchObject({
    code: 'unexpected-host-name',
  });
});

describe('answers that can’t be right', () => {
  test.each<[string, string, Record<string, string>]>([
    ['a web page', '<html>Welcome to the airport</html>', { 'content-type': 'text/html' }],
    ['a web page that claims to be JSON', '<html></html>', json],
    ['nothing', '', {}],
    ['half an answer', '{"value":[{"id":"/subscr', json],
    ['no list', '{}', json],
    ['null', 'null', json],
  ])('%s is no list of groups', async (_, body, headers) => {
    meddle = (__, url) => (url.includes('/resourcegroups?') ? { status: 200, headers, body } : undefined);
    expect(await errorOf(port.azure.resourceGroups(id))).toMatchObject({ ending: 'forNow', code: 'unusable-answer' });
  });

  test.each<[string, string]>([
    ['a web page', '<html></html>'],
    ['an empty object', '{}'],
    [
      'another group',
      JSON.stringify({ id: `/subscriptions/${id}/resourceGroups/rg-other`, name: 'rg-other', location: 'westeurope' }),
    ],
  ])('%s is not the group that was asked for', async (_, body) => {
    meddle = (__, url) =>
      url.includes('/resourcegroups/rg-buildings') ? { status: 200, headers: json, body } : undefined;
    expect(await errorOf(port.azure.resourceGroup(id, 'rg-buildings'))).toMatchObject({ code: 'unusable-answer' });
  });

  test.each(notThatRole)('a role given %s is no success', async (_, properties) => {
    meddle = (method) =>
      method === 'PUT' ? { status: 201, headers: json, body: JSON.stringify(assignmentWith(properties)) } : undefined;
    expect(await errorOf(port.azure.create(newAssignment(role)))).toMatchObject({ code: 'unusable-answer' });
  });

  test.each<[string, object, boolean]>([
    ['the same under another name (H34)', {}, true],
    ...notThatRole.map(([what, properties]) => [`one ${what}`, properties, false] as [string, object, boolean]),
  ])('that a role is there already is believed of %s: %j: %j', async (_, properties, isBelieved) => {
    const value = [assignmentWith(properties)];
    meddle = (method, url) => {
      if (method === 'PUT') return { status: 409, headers: json, body: '{"error":{"code":"RoleAssignmentExists"}}' };
      return url.includes('/roleAssignments?')
        ? { status: 200, headers: json, body: JSON.stringify({ value }) }
        : undefined;
    };
    const given = port.azure.create(newAssignment(role));
    if (isBelieved) expect(await given).toEqual({ id: value[0]?.id });
    else expect(await errorOf(given)).toMatchObject({ code: 'RoleAssignmentExists' });
  });

  test('nor is it believed after a conflict about something else', async () => {
    const value = [assignmentWith({})];
    meddle = (method, url) => {
      if (method === 'PUT') return { status: 409, headers: json, body: '{"error":{"code":"ScopeLocked"}}' };
      return url.includes('/roleAssignments?')
        ? { status: 200, headers: json, body: JSON.stringify({ value }) }
        : undefined;
    };
    expect(await errorOf(port.azure.create(newAssignment(role)))).toMatchObject({
      code: 'ScopeLocked',
      httpStatus: 409,
    });
  });

  test('a name can not be checked in a region that does not know the registration yet', async () => {
    const body = JSON.stringify({ error: { code: 'NoRegisteredProviderFound', message: 'm' } });
    meddle = (_, url) => (url.includes('checkNameAvailability') ? { status: 400, headers: json, body } : undefined);
    expect(await port.azure.nameAvailability(id, 'westeurope', 'plant')).toMatchObject({ is: 'unknown' });
  });

  test('a refusal calls the region by the name that Azure has told, and the command looks in its subscription', async () => {
    await port.azure.provider(id);
    const body = JSON.stringify({ error: { code: 'QuotaExceeded', message: 'm' } });
    meddle = (method) => (method === 'PUT' ? { status: 409, headers: json, body } : undefined);
    const wanted = { subscriptionId: id, resourceGroup: 'rg-buildings', name: 'plant', location: 'westeurope' };
    const options = { tags: {}, identity: 'none', publicNetworkAccess: 'enabled' } as const;
    const details = await errorOf(port.azure.create(newInstance({ ...wanted, ...options })));
    expect(details.message).toContain('in "West Europe"');
    expect(details.suggestion).toContain(`az dt list --subscription ${id} --output table`);
  });

  test('a name check that says neither yes nor no is not a yes', async () => {
    meddle = (_, url) =>
      url.includes('checkNameAvailability') ? { status: 200, headers: json, body: '{}' } : undefined;
    expect(await errorOf(port.azure.nameAvailability(id, 'westeurope', 'plant'))).toMatchObject({
      code: 'unusable-answer',
    });
  });
});

describe('answers that get lost', () => {
  test('a creation whose answer is lost is sent once, and was made', async () => {
    let puts = 0;
    meddle = (method) => {
      if (method !== 'PUT') return undefined;
      puts += 1;
      return 'drop';
    };
    const details = await errorOf(port.azure.create(newInstance({ ...wanted, name: 'plant-lost' })));
    expect(details).toMatchObject({ ending: 'forNow', again: 'soon' });
    expect(details.suggestion).toContain('nothing is made twice');
    expect(puts).toBe(1);
  });

  test('a read whose answer is lost is sent again, and told', async () => {
    let times = 0;
    meddle = (_, url) => {
      if (!url.includes('/resourcegroups/')) return undefined;
      times += 1;
      return times === 1 ? 'drop' : undefined;
    };
    expect((await port.azure.resourceGroup(id, 'rg-buildings'))?.name).toBe('rg-buildings');
    expect(port.events.at(-1)).toMatchObject({ kind: 'delayed', seconds: 0.5 });
  });

  test('a read that is asked to wait for an hour ends the run', async () => {
    meddle = (_, url) =>
      url.includes('/resourcegroups/') ? { status: 429, headers: { 'retry-after': '3600' }, body: '' } : undefined;
    expect(await errorOf(port.azure.resourceGroup(id, 'rg-buildings'))).toMatchObject({
      ending: 'forNow',
      httpStatus: 429,
      retryAfter: 3600,
      again: undefined,
    });
    expect(port.sent()).toHaveLength(1);
  });
});

describe('the instance’s own endpoint', () => {
  const host = (): string => `${new URL(port.azure.links.users).host}/plant.api.weu`;

  test.each<[number, string, string]>([
    [401, '', 'unauthorized'],
    [403, '', 'forbidden'],
    [404, '{"statusCode":404,"message":"Sub-domain not found."}', 'unknown-host'],
    [200, '{"value":[{"id":"dtmi:a;1"}],"nextLink":null}', 'answered'],
  ])('%d means something', async (status, body, is) => {
    meddle = (_, url) => (url.includes('/models') ? { status, headers: json, body } : undefined);
    expect((await port.azure.askTwins(id, host(), false)).is).toBe(is);
  });

  test.each([401, 403, 404])('nor is a page of a proxy with %d an answer of the instance', async (status) => {
    const page = { status, headers: { 'content-type': 'text/html' }, body: '<html>Blocked by Example Proxy</html>' };
    meddle = (_, url) => (url.includes('/models') ? page : undefined);
    expect(await errorOf(port.azure.askTwins(id, host(), false))).toMatchObject({ httpStatus: status });
  });

  test('a page of a proxy is no proof', async () => {
    meddle = (_, url) => (url.includes('/models') ? { status: 200, headers: {}, body: '<html/>' } : undefined);
    expect(await errorOf(port.azure.askTwins(id, host(), false))).toMatchObject({ code: 'unusable-answer' });
  });
});

test('a permission list that a subscription doesn’t have is made from the roles', async () => {
  const direct = await port.azure.permissions(`/subscriptions/${id}`);
  meddle = (_, url) =>
    url.includes('/permissions?')
      ? { status: 404, headers: json, body: '{"error":{"code":"InvalidResourceType","message":"m"}}' }
      : undefined;
  expect(await port.azure.permissions(`/subscriptions/${id}`)).toEqual(direct);
  expect(direct?.length).toBeGreaterThan(0);
});

test('a change that wants a second proof asks for it once, then says so', async () => {
  meddle = (method) =>
    method === 'PUT'
      ? {
          status: 401,
          headers: {
            ...json,
            'www-authenticate': `Bearer error="insufficient_claims", claims="${btoa('{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}')}"`,
          },
          body: '{"error":{"code":"RequestDisallowedByPolicy","message":"MFA is required."}}',
        }
      : undefined;
  const details = await errorOf(port.azure.create(newGroup(id, 'rg-proof', 'westeurope', {})));
  expect(details).toMatchObject({ ending: 'signIn', cures: ['sign-in'], httpStatus: 401 });
  expect(port.sent().filter((line) => line.startsWith('PUT'))).toHaveLength(2);
});
