import { describe, expect, test } from '@jest/globals';
import { sandboxCloud } from '../../../src/sandbox/cloud.ts';
import { authorized, client, newDirectory, resources, started } from './scene.ts';

describe('the server', () => {
  test("refuses what isn't JSON or is too big, and lives on", async () => {
    const sandbox = await started({ dataDirectory: newDirectory() });
    const { ask } = client(sandbox);
    const broken = await ask('PUT', `/subscriptions/x?${resources}`, {
      body: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect([broken.status, (JSON.parse(broken.text) as { error: { code: string } }).error.code]).toEqual([
      400,
      'InvalidRequestContent',
    ]);
    expect((await ask('POST', `/subscriptions?${resources}`, { body: { text: 'x'.repeat(5_000_000) } })).status).toBe(
      413,
    );
    expect((await ask('GET', '/health')).status).toBe(200);
  });

  test('answers 1,000 reads at once', async () => {
    const sandbox = await started({ dataDirectory: newDirectory() });
    const ask = await authorized(sandbox);
    const path = `/subscriptions/${sandbox.subscriptionId}/resourcegroups?${resources}`;
    const answers = await Promise.all(Array.from({ length: 1000 }, () => ask('GET', path)));
    expect(answers.filter((each) => each.status !== 200)).toEqual([]);
  });
});

describe('pages for people', () => {
  test('are served beside the services: a device code typed and approved there signs in', async () => {
    const sandbox = await started({ dataDirectory: newDirectory(), settings: { deviceApprovalSeconds: -1 } });
    const { ask } = client(sandbox);
    const home = await ask('GET', '/portal');
    expect([home.status, home.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const start = await ask('POST', '/organizations/oauth2/v2.0/devicecode', {
      body: `client_id=04b07795-8ddb-461a-bbee-02f9e1bf7b46&scope=openid`,
    });
    const { user_code: userCode } = JSON.parse(start.text) as { user_code: string };
    const page = await ask('GET', `/devicelogin?code=${userCode}`);
    expect([page.status, page.headers['x-ms-request-id']]).toEqual([200, undefined]);
  });
});

describe('the sandbox as a cloud', () => {
  test('takes tokens to its own origin and to its own instances only', () => {
    const sandbox = { origin: 'https://localhost:8443', ca: 'PEM', tenantId: 'tenant' };
    const cloud = sandboxCloud(sandbox);
    expect(cloud).toMatchObject({
      name: 'sandbox',
      resourceManager: sandbox.origin,
      defaultTenant: 'tenant',
      approvesItself: true,
      deviceLogin: `${sandbox.origin}/devicelogin`,
    });
    expect(cloud.isTwinsHost('localhost:8443/My-Twins.api.weu')).toBe(true);
    for (const host of [
      'localhost:8444/a-b.api.weu',
      'localhost:8443.evil.example/abc.api.weu',
      'localhost:8443/abc.api.weu/x',
      'localhost:8443/..%2f.api.weu',
      'abc.api.weu.digitaltwins.azure.net',
      'localhost:8443/-ab.api.weu',
      'localhost:8443@evil/abc.api.weu',
    ]) {
      expect(cloud.isTwinsHost(host)).toBe(false);
    }
  });
});
