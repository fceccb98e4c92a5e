import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { sandboxCloud } from '../../src/sandbox/cloud.ts';
import {
  findRunningSandbox,
  type SandboxOptions,
  type StartedSandbox,
  startSandbox,
  type TrafficEntry,
} from '../../src/sandbox/server.ts';
import { accessToken, clientOf, scratch } from './client.ts';

const cleanUps: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanUps.splice(0).reverse()) await clean();
});

function newDirectory(): string {
  const { directory, remove } = scratch();
  cleanUps.push(remove);
  return directory;
}

async function started(options: Partial<SandboxOptions> & { dataDirectory: string }): Promise<StartedSandbox> {
  const sandbox = await startSandbox(options);
  cleanUps.push(() => sandbox.close());
  return sandbox;
}

function client(sandbox: StartedSandbox): ReturnType<typeof clientOf> {
  const made = clientOf(sandbox);
  cleanUps.push(() => made.close());
  return made;
}

async function authorized(
  sandbox: StartedSandbox,
): Promise<
  (method: string, path: string, body?: unknown, timeout?: number) => ReturnType<ReturnType<typeof clientOf>['ask']>
> {
  const authorization = `Bearer ${await accessToken(sandbox)}`;
  const { ask } = client(sandbox);
  return (method, path, body, timeout) =>
    ask(method, path, { body, headers: { authorization }, ...(timeout === undefined ? {} : { timeout }) });
}

const resources = 'api-version=2025-04-01';

describe('the server', () => {
  test('speaks HTTPS with a certificate of its own authority, for localhost and 127.0.0.1, and keeps both', async () => {
    const dataDirectory = newDirectory();
    const first = await started({ dataDirectory });
    const certificate = new X509Certificate(readFileSync(join(dataDirectory, 'server.pem')));
    expect(certificate.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1');
    expect(certificate.verify(new X509Certificate(first.ca).publicKey)).toBe(true);
    expect(new X509Certificate(first.ca).ca).toBe(true);
    expect(readFileSync(first.caFile, 'utf8')).toBe(first.ca);
    for (const secret of ['ca-key.pem', 'server-key.pem', 'secrets.json', 'running.json'])
      expect(statSync(join(dataDirectory, secret)).mode & 0o077).toBe(0);
    expect(
      (await clientOf({ origin: `https://127.0.0.1:${first.port}`, ca: first.ca }).ask('GET', '/health')).status,
    ).toBe(200);
    await expect(clientOf({ origin: first.origin, ca: '' }).ask('GET', '/health')).rejects.toThrow(/certificate/i);
    await first.close();
    const second = await started({ dataDirectory });
    expect([second.ca, second.port, second.servicePrincipal]).toEqual([first.ca, first.port, first.servicePrincipal]);
  });

  test('makes a new certificate when the old one is near its end, under the same authority', async () => {
    const dataDirectory = newDirectory();
    const first = await started({ dataDirectory });
    const before = readFileSync(join(dataDirectory, 'server.pem'), 'utf8');
    await first.close();
    const later = Date.now() + 340 * 86_400_000;
    const second = await started({ dataDirectory, now: () => later });
    expect(second.ca).toBe(first.ca);
    expect(readFileSync(join(dataDirectory, 'server.pem'), 'utf8')).not.toBe(before);
  });

  test('says where it is, and is found again by others', async () => {
    const dataDirectory = newDirectory();
    expect(await findRunningSandbox(dataDirectory)).toBeUndefined();
    const sandbox = await started({ dataDirectory, scenario: 'guest' });
    expect(sandbox.metadataUrl).toBe(`${sandbox.origin}/metadata/endpoints?api-version=2020-06-01`);
    expect(sandbox.user.userPrincipalName).toBe('gus_fabrikam.com#EXT#@contoso.onmicrosoft.com');
    const found = await findRunningSandbox(dataDirectory);
    expect(found).toMatchObject({
      origin: sandbox.origin,
      scenario: 'guest',
      servicePrincipal: sandbox.servicePrincipal,
    });
    await sandbox.close();
    expect(await findRunningSandbox(dataDirectory)).toBeUndefined();
  });

  test('refuses a second process on its data directory, and a port that is taken', async () => {
    const dataDirectory = newDirectory();
    const sandbox = await started({ dataDirectory });
    await expect(startSandbox({ dataDirectory })).rejects.toThrow(`Another sandbox is running on ${dataDirectory}`);
    await expect(startSandbox({ dataDirectory: newDirectory(), port: sandbox.port })).rejects.toThrow(
      `Port ${sandbox.port} is in use`,
    );
    await sandbox.close();
    const squatter = createServer().listen(sandbox.port, '127.0.0.1');
    cleanUps.push(() => new Promise<void>((done) => squatter.close(() => done())));
    await new Promise((resolve) => squatter.once('listening', resolve));
    expect((await started({ dataDirectory })).port).not.toBe(sandbox.port);
  });

  test('keeps what it acknowledged, and each scenario has a world of its own', async () => {
    const dataDirectory = newDirectory();
    const first = await started({ dataDirectory });
    const path = `/subscriptions/${first.subscriptionId}/resourceGroups/kept?${resources}`;
    expect((await (await authorized(first))('PUT', path, { location: 'westeurope' })).status).toBe(201);
    const world = JSON.parse(readFileSync(join(dataDirectory, 'worlds', 'owner', 'world.json'), 'utf8')) as {
      groups: Record<string, unknown>;
    };
    expect(Object.keys(world.groups)).toContain(`${first.subscriptionId}/kept`);
    await first.close();
    const other = await started({ dataDirectory, scenario: 'quota' });
    expect((await (await authorized(other))('GET', path)).status).toBe(404);
    await other.close();
    expect((await (await authorized(await started({ dataDirectory })))('GET', path)).status).toBe(200);
  });

  test.each(['{"schema":1', '[]', '{"schema":2}', ''])(
    'names a damaged world and leaves it alone: %s',
    async (text) => {
      const dataDirectory = newDirectory();
      const sandbox = await started({ dataDirectory });
      await sandbox.close();
      const file = join(dataDirectory, 'worlds', 'owner', 'world.json');
      writeFileSync(file, text);
      await expect(startSandbox({ dataDirectory })).rejects.toThrow(`The sandbox's world in ${file} is damaged`);
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  test('reads settings.json and faults.json of the data directory, and says what is wrong with them', async () => {
    const dataDirectory = newDirectory();
    writeFileSync(join(dataDirectory, 'settings.json'), '{"pageSize":3}');
    writeFileSync(
      join(dataDirectory, 'faults.json'),
      '[{"address":"/tenants","what":{"is":"status","status":503,"retryAfter":"9"}}]',
    );
    const sandbox = await started({ dataDirectory });
    const ask = await authorized(sandbox);
    expect(
      JSON.parse((await ask('GET', `/subscriptions/${sandbox.subscriptionId}/resourcegroups?${resources}`)).text),
    ).toMatchObject({ value: { length: 3 } });
    expect(await ask('GET', `/tenants?${resources}`)).toMatchObject({ status: 503, headers: { 'retry-after': '9' } });
    await sandbox.close();
    writeFileSync(join(dataDirectory, 'settings.json'), '{"pageSize":"many"}');
    await expect(startSandbox({ dataDirectory })).rejects.toThrow('"pageSize" must be a number');
  });

  test('refuses what isn’t JSON or is too big, and lives on', async () => {
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

  test('keeps all of many writes at once', async () => {
    const dataDirectory = newDirectory();
    const sandbox = await started({ dataDirectory });
    const ask = await authorized(sandbox);
    const statuses = await Promise.all(
      Array.from(
        { length: 60 },
        async (_, at) =>
          (
            await ask('PUT', `/subscriptions/${sandbox.subscriptionId}/resourceGroups/many-${at}?${resources}`, {
              location: 'westeurope',
            })
          ).status,
      ),
    );
    expect(new Set(statuses)).toEqual(new Set([201]));
    const world = JSON.parse(readFileSync(join(dataDirectory, 'worlds', 'owner', 'world.json'), 'utf8')) as {
      groups: Record<string, unknown>;
    };
    expect(Object.keys(world.groups).filter((key) => key.includes('/many-'))).toHaveLength(60);
  });
});

describe('faults on demand', () => {
  const path = (sandbox: StartedSandbox, name: string): string =>
    `/subscriptions/${sandbox.subscriptionId}/resourceGroups/${name}?${resources}`;
  const body = { location: 'westeurope' };

  test('strike the n-th matching request, as often as they say', async () => {
    const sandbox = await started({ dataDirectory: newDirectory() });
    const ask = await authorized(sandbox);
    sandbox.addFault({
      method: 'GET',
      address: 'resourcegroups',
      nth: 2,
      times: 2,
      what: { is: 'status', status: 429, retryAfter: '7' },
    });
    const list = () => ask('GET', `/subscriptions/${sandbox.subscriptionId}/resourceGroups?${resources}`);
    const answers = [await list(), await list(), await list(), await list()];
    expect(answers.map((each) => each.status)).toEqual([200, 429, 429, 200]);
    expect(answers[1]).toMatchObject({ headers: { 'retry-after': '7' } });
    expect(JSON.parse(answers[1]?.text ?? '')).toMatchObject({ error: { code: 'SubscriptionRequestsThrottled' } });
  });

  test.each([
    [{ is: 'reset', after: false }, 404],
    [{ is: 'reset', after: true }, 200],
    [{ is: 'silence' }, 200],
  ] as const)('%j: no answer, and the effect is as it says', async (what, status) => {
    const sandbox = await started({ dataDirectory: newDirectory() });
    const ask = await authorized(sandbox);
    sandbox.addFault({ method: 'PUT', what });
    await expect(ask('PUT', path(sandbox, 'new'), body, 400)).rejects.toThrow();
    expect((await ask('GET', path(sandbox, 'new'))).status).toBe(status);
  });

  test.each([
    [{ is: 'status', status: 500 }, 500, 404],
    [{ is: 'status', status: 504, takesEffect: true }, 504, 200],
    [{ is: 'foreign' }, 200, 404],
    [{ is: 'truncated' }, 201, 200],
    [{ is: 'delay', seconds: 0.05 }, 201, 200],
  ] as const)('%j: the answer, and then the effect', async (what, status, afterwards) => {
    const sandbox = await started({ dataDirectory: newDirectory() });
    const ask = await authorized(sandbox);
    sandbox.addFault({ method: 'PUT', what });
    const answer = await ask('PUT', path(sandbox, 'new'), body);
    expect(answer.status).toBe(status);
    if (what.is === 'foreign') expect(answer.text).toContain('<html>');
    if (what.is === 'truncated') expect(() => JSON.parse(answer.text) as unknown).toThrow();
    expect((await ask('GET', path(sandbox, 'new'))).status).toBe(afterwards);
    sandbox.clearFaults();
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

describe('the traffic log', () => {
  test('has every request in the contract’s shape, and nothing secret', async () => {
    const entries: TrafficEntry[] = [];
    const sandbox = await started({
      dataDirectory: newDirectory(),
      log: (entry) => entries.push(entry),
      settings: { registrationSeconds: 0 },
    });
    const ask = await authorized(sandbox);
    const { ask: plain } = client(sandbox);
    const code = JSON.parse(
      (
        await plain('POST', '/organizations/oauth2/v2.0/devicecode', {
          body: `client_id=04b07795-8ddb-461a-bbee-02f9e1bf7b46&scope=openid`,
        })
      ).text,
    ) as Record<string, string>;
    await ask(
      'POST',
      `/subscriptions/${sandbox.subscriptionId}/providers/Microsoft.DigitalTwins/register?${resources}`,
    );
    const put = await ask(
      'PUT',
      `/subscriptions/${sandbox.subscriptionId}/resourceGroups/rg-iot/providers/Microsoft.DigitalTwins/digitalTwinsInstances/logged?api-version=2023-01-31`,
      { location: 'westeurope' },
    );
    await ask('GET', String(put.headers['azure-asyncoperation']));
    expect(entries.map((each) => each.status)).toEqual([200, 200, 200, 201, 200]);
    expect(Object.keys(entries[0] ?? {})).toEqual([
      'time',
      'method',
      'url',
      'requestHeaders',
      'requestBody',
      'status',
      'responseHeaders',
      'responseBody',
      'ms',
    ]);
    const text = JSON.stringify(entries);
    const signature = new URL(String(put.headers['azure-asyncoperation'])).searchParams;
    const secrets = [
      sandbox.servicePrincipal.clientSecret,
      code['user_code'],
      code['device_code'],
      signature.get('s'),
      signature.get('h'),
      signature.get('c'),
    ];
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]+/);
    expect(text).toContain('[redacted]');
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
