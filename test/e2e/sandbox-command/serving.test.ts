import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { clientOf } from '../../sandbox/client.ts';
import { serving } from '../../support/serving.ts';
import { runUnattended } from '../../support/unattended.ts';
import { home } from './scene.ts';

interface StartLine {
  readonly metadataUrl: string;
  readonly resourceManager: string;
  readonly activeDirectory: string;
  readonly microsoftGraph: string;
  readonly caFile: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly user: { readonly userPrincipalName: string; readonly objectId: string };
  readonly servicePrincipal: { readonly clientId: string; readonly clientSecret: string; readonly objectId: string };
}

const parse = (said: string): StartLine => JSON.parse(said) as StartLine;

function client({ resourceManager, caFile }: StartLine): ReturnType<typeof clientOf> {
  return clientOf({ origin: resourceManager, ca: readFileSync(caFile, 'utf8') });
}

async function tokenOf(line: StartLine): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: line.servicePrincipal.clientId,
    client_secret: line.servicePrincipal.clientSecret,
    scope: 'https://management.azure.com/.default',
  });
  const made = client(line);
  const { text } = await made.ask('POST', `/${line.tenantId}/oauth2/v2.0/token`, { body: form.toString() });
  made.close();
  return (JSON.parse(text) as { access_token: string }).access_token;
}

async function get(line: StartLine, path: string): Promise<{ readonly status: number; readonly text: string }> {
  const made = client(line);
  const got = await made.ask('GET', path, { headers: { authorization: `Bearer ${await tokenOf(line)}` } });
  made.close();
  return got;
}

describe('adt-setup sandbox', () => {
  test('--json says where everything is in one line with the keys of the contract, and a client needs nothing else', async () => {
    const sandbox = await serving(home, ['--json']);
    expect(sandbox.said.trimEnd().split('\n')).toHaveLength(1);
    const line = parse(sandbox.said);
    expect(Object.keys(line)).toEqual([
      'metadataUrl',
      'resourceManager',
      'activeDirectory',
      'microsoftGraph',
      'caFile',
      'tenantId',
      'subscriptionId',
      'user',
      'servicePrincipal',
    ]);
    expect(Object.keys(line.user)).toEqual(['userPrincipalName', 'objectId']);
    expect(Object.keys(line.servicePrincipal)).toEqual(['clientId', 'clientSecret', 'objectId']);
    expect((await get(line, `/subscriptions/${line.subscriptionId}?api-version=2022-12-01`)).status).toBe(200);
    const made = client(line);
    expect((await made.ask('GET', line.metadataUrl.slice(line.resourceManager.length))).text).toContain(
      line.resourceManager,
    );
    made.close();
    expect(await sandbox.stop('SIGTERM')).toEqual({ code: 0, stdout: sandbox.said, stderr: '' });
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends with 0 when it is asked to stop by %s', async (signal) => {
    const sandbox = await serving(home, []);
    const { code, stdout } = await sandbox.stop(signal);
    expect([code, stdout]).toEqual([0, expect.stringContaining('The sandbox has stopped; its world is kept.')]);
  });

  test('adt-setup --sandbox uses the one that runs, which logs it without secrets, and keeps it though killed', async () => {
    const log = join(home.folder, 'traffic.ndjson');
    writeFileSync(log, '{"time":"2026-01-02T03:04:05.000Z","method":"GET","url":"https://localhost/"}\n');
    chmodSync(log, 0o644);
    const sandbox = await serving(home, ['--json', '--log', log]);
    const line = parse(sandbox.said);
    const done = await runUnattended(home, ['--sandbox', '--json']);
    const { resourceId } = JSON.parse(done.stdout) as { resourceId: string };
    expect(done.code).toBe(0);
    await sandbox.stop('SIGKILL');

    expect(statSync(log).mode & 0o777).toBe(0o600);
    const text = readFileSync(log, 'utf8');
    const entries = text
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((each) => JSON.parse(each) as { method: string; url: string });
    expect(entries.some(({ method, url }) => method === 'PUT' && url.includes(resourceId))).toBe(true);
    expect(new Set(entries.map((entry) => Object.keys(entry).join()))).toEqual(
      new Set(['time,method,url,requestHeaders,requestBody,status,responseHeaders,responseBody,ms']),
    );
    expect(text).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]+/);
    expect(text).not.toContain(line.servicePrincipal.clientSecret);

    const again = parse((await serving(home, ['--json'])).said);
    expect((await get(again, `${resourceId}?api-version=2023-01-31`)).status).toBe(200);
  });

  test('--latency lets every answer take longer', async () => {
    const line = parse((await serving(home, ['--json', '--latency', '300'])).said);
    const made = client(line);
    const before = Date.now();
    await made.ask('GET', '/metadata/endpoints?api-version=2020-06-01');
    expect(Date.now() - before).toBeGreaterThanOrEqual(295);
    made.close();
  });

  test('--port and --data are obeyed, and what is said then leaves out adt-setup --sandbox', async () => {
    const port = await freePort();
    const data = join(home.folder, 'elsewhere');
    const { said } = await serving(home, ['--port', String(port), '--data', data, '--scenario', 'guest']);
    expect(said).toContain(`The sandbox is running at https://localhost:${port}\n`);
    expect(said).toContain(join(data, 'server.pem'));
    expect(said).not.toContain('adt-setup --sandbox');
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  await new Promise((resolve) => server.close(resolve));
  return port;
}
