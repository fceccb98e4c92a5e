import { EventEmitter } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { program } from '../../src/cli/program.ts';
import type { Process } from '../../src/local/process.ts';
import { clientOf } from '../sandbox/client.ts';
import { type Home, newHome } from '../support/places.ts';
import { serving, stopAll } from '../support/serving.ts';
import { runUnattended } from '../support/unattended.ts';

let home: Home;

beforeEach(() => {
  home = newHome();
});

afterEach(() => {
  stopAll();
  home.remove();
});

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
    expect(said).toContain(join(data, 'ca.pem'));
    expect(said).not.toContain('adt-setup --sandbox');
  });
});

describe('what cannot be served ends with 2 and one clear sentence', () => {
  test.each([
    ['a port that is none', ['--port', 'http'], '"http" can\'t be a port. Give --port a number from 0 to 65535.'],
    ['a port that is too high', ['--port', '65536'], 'a number from 0 to 65535'],
    ['a negative latency', ['--latency=-1'], "can't be a latency in milliseconds"],
    ['a latency of an hour', ['--latency', '3600000'], 'a number from 0 to 60000'],
    ['a scenario with a slip', ['--scenario', 'onwer'], 'Did you mean owner?'],
    ['a scenario that is a path', ['--scenario', '../../x'], 'There is no scenario "../../x". Scenarios: owner, '],
    ['an empty data directory', ['--data', ''], '--data is empty'],
    ['a log that cannot be written', ['--log', '/nowhere/at/all'], "can't be written"],
    ['an option of the set-up', ['--yes'], 'adt-setup sandbox has no option --yes. It is an option of adt-setup.'],
    ['another word', ['now'], '"now" is not something adt-setup sandbox knows.'],
  ])('%s', async (_, argv, words) => {
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    const host = Object.assign(new EventEmitter(), { env: home.environment, stdin: new PassThrough(), stdout, stderr });
    expect(await program(['sandbox', ...argv], host as unknown as Process)).toBe(2);
    expect([stdout.read(), String(stderr.read())]).toEqual([null, expect.stringContaining(words)]);
  });

  test('a directory that another sandbox works on', async () => {
    await serving(home, []);
    const { code, stderr } = await runUnattended(home, ['sandbox', '--json']);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`Another sandbox is running on ${home.world}`)]);
  });

  test('a port that is taken', async () => {
    const squatter = createServer();
    const port = await new Promise<number>((resolve) => {
      squatter.listen(0, '127.0.0.1', () => resolve((squatter.address() as { port: number }).port));
    });
    const { code, stderr } = await runUnattended(home, ['sandbox', '--port', String(port)]);
    squatter.close();
    expect([code, stderr]).toEqual([2, expect.stringContaining(`Port ${port} is in use`)]);
  });

  test('a damaged world, which is left as it is', async () => {
    const file = join(home.world, 'worlds', 'owner', 'world.json');
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '{');
    const { code, stderr } = await runUnattended(home, ['sandbox']);
    expect([code, stderr, readFileSync(file, 'utf8')]).toEqual([2, expect.stringContaining(`${file} is damaged`), '{']);
  });
});

test('a wrong command is named, with the nearest one', async () => {
  const { code, stderr } = await runUnattended(home, ['sandbx']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('Did you mean adt-setup sandbox?')]);
});

test('help of a command comes by either spelling', async () => {
  const one = await runUnattended(home, ['help', 'doctor']);
  const other = await runUnattended(home, ['doctor', '-h']);
  expect([one.code, one.stdout]).toEqual([0, other.stdout]);
  expect(one.stdout).toContain('adt-setup doctor:');
});

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  await new Promise((resolve) => server.close(resolve));
  return port;
}
