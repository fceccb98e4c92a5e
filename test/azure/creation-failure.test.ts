import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { newGroup, newInstance, newRegistration } from '../support/resources.ts';
import { type Meddle, type Port, type Workbench, workbench } from './workbench.ts';

const id = contoso.dev;
let bench: Workbench;
let port: Port;
let meddle: Meddle = () => undefined;
let rewrite = (text: string): string => text;
let count = 0;

beforeAll(async () => {
  bench = await workbench({ settings: { creationEnds: 'Failed' } });
  const cloud = await bench.meddled(
    (...request) => meddle(...request),
    (text) => rewrite(text),
  );
  port = await bench.signedIn({ cloud });
  await port.azure.create(newRegistration(id));
  bench.later(60);
  await port.azure.create(newGroup(id, 'rg-failures', 'westeurope', {}));
});
afterAll(() => bench.close());
beforeEach(() => {
  meddle = () => undefined;
  rewrite = (text) => text;
});

/** Creates an instance, which fails, and gives the id of it. */
async function failed(): Promise<string> {
  count += 1;
  const name = `plant-${count}`;
  await port.azure.create(
    newInstance({
      subscriptionId: id,
      resourceGroup: 'rg-failures',
      name,
      location: 'westeurope',
      tags: {},
      identity: 'none',
      publicNetworkAccess: 'enabled',
    }),
  );
  bench.later(60);
  const instance = await port.azure.instance(id, 'rg-failures', name);
  expect(instance?.provisioningState).toBe('Failed');
  port.sent();
  return instance?.id ?? '';
}

test('the operation that was sent tells why it failed', async () => {
  expect(await port.azure.creationFailure(await failed())).toBe('InternalServerError: An error occurred.');
  expect(port.sent()).toEqual([expect.stringMatching(/^GET .*\/operationsStatuses\/[^/]+$/)]);
});

test('of a creation by somebody else nothing is known, and nothing is asked', async () => {
  expect(await port.azure.creationFailure(`${await failed()}-other`)).toBeUndefined();
  expect(port.sent()).toEqual([]);
});

test.each([
  ['is refused', { status: 403, body: '{"error":{"code":"AuthorizationFailed","message":"no"}}' }],
  ['is gone', { status: 404, body: '' }],
  ['is a web page', { status: 200, body: '<html>' }],
  ['is empty', { status: 200, body: '' }],
  ['says that it still runs', { status: 200, body: '{"status":"Running"}' }],
  ['gives no reason', { status: 200, body: '{"status":"Failed"}' }],
])('when the look at it %s, the reason is not known', async (_, answer) => {
  const instance = await failed();
  meddle = (_method, url) =>
    url.includes('/operationsStatuses/') ? { headers: { 'content-type': 'application/json' }, ...answer } : undefined;
  expect(await port.azure.creationFailure(instance)).toBeUndefined();
});

test('what it says cannot write to the terminal', async () => {
  const instance = await failed();
  const error = { code: 'A\u001b[2J', message: '\u202eb' };
  meddle = (_method, url) =>
    url.includes('/operationsStatuses/')
      ? {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ status: 'Failed', error }),
        }
      : undefined;
  const words = await port.azure.creationFailure(instance);
  expect(words).toMatch(/^A.*b$/);
  expect(words).not.toMatch(/[\u0000-\u001f\u202a-\u202e]/);
});
