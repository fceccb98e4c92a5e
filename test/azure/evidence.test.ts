import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { newGroup, newInstance, newRegistration } from '../support/resources.ts';
import { errorOf, type Meddle, type Port, type Workbench, workbench } from './workbench.ts';

/* Answers about something else than was asked, of another shape, or without end: none of them is taken for evidence. */

const id = contoso.dev;
const scope = `/subscriptions/${id}`;
const group = `${scope}/resourceGroups/rg-buildings`;
const instances = 'providers/Microsoft.DigitalTwins/digitalTwinsInstances';

let bench: Workbench;
let port: Port;
let meddle: Meddle = () => undefined;

beforeAll(async () => {
  bench = await workbench();
  port = await bench.signedIn({ cloud: await bench.meddled((...request) => meddle(...request)) });
});
afterAll(() => bench.close());
beforeEach(() => {
  meddle = () => undefined;
  port.sent();
});

/** What answers each request of this method to an address with these words. */
function answer(method: string, words: string, body: object, status = 200): void {
  meddle = (asked, url) =>
    asked === method && url.toLowerCase().includes(words.toLowerCase())
      ? { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      : undefined;
}

describe('a change that was answered about something else is no success', () => {
  test('an instance', async () => {
    answer('PUT', 'digitalTwinsInstances', { id: `${group}/${instances}/another` }, 201);
    const wanted = {
      subscriptionId: id,
      resourceGroup: 'rg-buildings',
      name: 'plant',
      location: 'westeurope',
      tags: {},
      identity: 'none',
      publicNetworkAccess: 'enabled',
    } as const;
    expect(await errorOf(port.azure.create(newInstance(wanted)))).toMatchObject({ code: 'unusable-answer' });
    expect(port.sent()).toHaveLength(1);
  });

  test('a group', async () => {
    answer('PUT', '/resourcegroups/', { id: `${scope}/resourceGroups/another`, name: 'another', location: 'x' }, 201);
    const made = port.azure.create(newGroup(id, 'rg-new', 'westeurope', {}));
    expect(await errorOf(made)).toMatchObject({ code: 'unusable-answer' });
  });

  test('the service', async () => {
    answer('POST', '/register', { namespace: 'Microsoft.Another' });
    expect(await errorOf(port.azure.create(newRegistration(id)))).toMatchObject({ code: 'unusable-answer' });
  });
});

describe('a look that was answered about something else is no evidence', () => {
  test('of an instance', async () => {
    const another = { name: 'another', location: 'westeurope', properties: { provisioningState: 'Succeeded' } };
    answer('GET', `${instances}/plant`, { id: `${group}/${instances}/another`, ...another });
    expect(await errorOf(port.azure.instance(id, 'rg-buildings', 'plant'))).toMatchObject({
      code: 'unusable-answer',
    });
  });

  test('of the service', async () => {
    answer('GET', '/providers/Microsoft.DigitalTwins?', {
      namespace: 'Microsoft.Another',
      registrationState: 'Registered',
      resourceTypes: [],
    });
    expect(await errorOf(port.azure.provider(id))).toMatchObject({ code: 'unusable-answer' });
  });
});

describe('what is not there is only what Azure says is not', () => {
  test.each(['SubscriptionNotFound', 'InvalidResourceType', ''])(
    '404 with the code "%s" is not "absent"',
    async (code) => {
      answer('GET', '/resourcegroups/', { error: { code, message: 'No.' } }, 404);
      expect(await errorOf(port.azure.resourceGroup(id, 'rg-buildings'))).toMatchObject({ httpStatus: 404 });
      expect(await errorOf(port.azure.instance(id, 'rg-buildings', 'plant'))).toMatchObject({ httpStatus: 404 });
    },
  );

  test('an instance and a group, by their codes', async () => {
    answer('GET', '/resourcegroups/', { error: { code: 'ResourceGroupNotFound', message: 'No.' } }, 404);
    expect(await port.azure.resourceGroup(id, 'rg-buildings')).toBeUndefined();
    expect(await port.azure.instance(id, 'rg-buildings', 'plant')).toBeUndefined();
  });
});

describe('lists', () => {
  test.each([{}, { value: {} }, { value: [7] }, { value: null }])('%j is none', async (body) => {
    answer('GET', '/permissions?', body);
    expect(await errorOf(port.azure.permissions(scope))).toMatchObject({ code: 'unusable-answer' });
  });

  test('without end are left', async () => {
    answer('GET', '/permissions?', {
      value: [],
      nextLink: `${new URL(port.azure.links.users).origin}/permissions?next`,
    });
    expect(await errorOf(port.azure.permissions(scope))).toMatchObject({ code: 'unusable-answer' });
  });
});

test.each([{}, { value: 7 }, { value: null }])('%j of an instance is no proof', async (body) => {
  answer('GET', '/models', body);
  const host = `${new URL(port.azure.links.users).host}/plant.api.weu`;
  expect(await errorOf(port.azure.askTwins(id, host, false))).toMatchObject({ code: 'unusable-answer' });
});
