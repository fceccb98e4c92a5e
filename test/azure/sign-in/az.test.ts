import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clouds } from '../../../src/azure/clouds.ts';
import { azCredential } from '../../../src/azure/sign-in/az-credential.ts';
import { type CliSession, cliSession } from '../../../src/azure/sign-in/cli-sessions.ts';
import type { Starting } from '../../../src/azure/sign-in/tool.ts';
import { SetupError } from '../../../src/errors.ts';

const tenant = '72b0c3f5-1d4e-4a86-9c27-5f3e81d0ab64';
const scope = 'https://management.azure.com/.default';

/* az, as a script that says what it is to say. */
(process.platform === 'win32' ? describe.skip : describe)('az', () => {
  let folder: string;
  let said: string[];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'adt-az-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function starting(script: string, more: NodeJS.ProcessEnv = {}, patience?: Starting['patience']): Starting {
    const file = join(folder, 'az');
    writeFileSync(file, `#!/bin/sh\necho "$*" >> '${join(folder, 'log')}'\n${script}\n`);
    writeFileSync(join(folder, 'log'), '');
    chmodSync(file, 0o755);
    said = [];
    return {
      environment: { PATH: `${folder}:/usr/bin:/bin`, ...more },
      signal: new AbortController().signal,
      slow: () => said.push('slow'),
      patience,
    };
  }
  const asked = (): readonly string[] => readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');

  const shown = (user: object): string =>
    `echo '${JSON.stringify({ user: { name: 'app', ...user }, environmentName: 'AzureCloud', tenantId: tenant })}'`;
  const token = `echo '{"accessToken":"a.b.c","expires_on":4102444800,"expiresOn":"2100-01-01 00:00:00.000000"}'`;
  const failing = (words: string, code = 1): string => `cat >&2 <<'END'\n${words}\nEND\nexit ${code}`;

  async function tokenFrom(start: Starting, named: string | undefined = tenant): Promise<string> {
    const session: CliSession = await cliSession(clouds.AzureCloud, start);
    const answer = await azCredential({ ...session, file: join(folder, 'az') }, start, named).getToken(scope);
    return answer?.token ?? '';
  }

  async function refusal(script: string, more: NodeJS.ProcessEnv = {}): Promise<SetupError> {
    const start = starting(script, more);
    const error: unknown = await azCredential({ tool: 'az', file: join(folder, 'az') }, start, tenant)
      .getToken(scope)
      .catch((each: unknown) => each);
    if (!(error instanceof SetupError)) throw new Error('not refused');
    return error;
  }

  const expired = failing(
    "ERROR: AADSTS7000222: The provided client secret keys for app 'x' are expired. Visit the Azure portal to create new keys for your app. Trace ID: 1 Correlation ID: 2\nInteractive authentication is needed. Please run:\naz logout\naz login",
  );

  test.each([
    [
      'Z1: an expired secret',
      expired,
      'AADSTS7000222',
      'a secret of its application that has expired',
      'az login --service-principal',
    ],
    [
      'a run-out assertion',
      failing('ERROR: AADSTS700024: Client assertion is not within its valid time range.'),
      'AADSTS700024',
      'federated token that has run out',
      'right before this step',
    ],
    [
      'nobody signed in',
      failing("ERROR: Please run 'az login' to setup account."),
      'az-failed',
      'is not signed in',
      'Run az login',
    ],
    [
      'two accounts',
      failing('ERROR: Found multiple accounts with the same username.'),
      'az-failed',
      'several accounts',
      'az account clear',
    ],
    [
      'a damaged profile',
      failing(
        'Traceback (most recent call last):\n  File "x"\njson.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)',
      ),
      'az-failed',
      'its own saved profile',
      'AZURE_CONFIG_DIR',
    ],
    [
      'a damaged profile, that az goes on without',
      failing(
        "Failed to load or parse file /home/ana/.azure/azureProfile.json. It will be overridden by default settings.\nERROR: Please run 'az login' to setup account.",
      ),
      'az-failed',
      'its own saved profile',
      'Run az login',
    ],
    [
      'files that it may not read, with a traceback',
      failing(
        "Traceback (most recent call last):\nPermissionError: [Errno 13] Permission denied: '/home/ana/.azure/x'\n\nTo open a new issue, please run `az feedback`",
      ),
      'az-failed',
      "Permission denied: '/home/ana/.azure/x'",
      'back to your account',
    ],
    [
      'files that it may not read',
      failing("ERROR: [Errno 13] Permission denied: '/home/ana/.azure/azureProfile.json'"),
      'az-failed',
      'may not read or write its own files',
      'back to your account',
    ],
    [
      'something else',
      failing('WARNING: old\nERROR: The sky is falling.'),
      'az-failed',
      '"The sky is falling."',
      'another way',
    ],
    ['nothing at all', 'exit 3', 'az-failed', 'says nothing', 'another way'],
  ])('%s', async (_, script, code, words, helps) => {
    const error = await refusal(script);
    expect(error).toMatchObject({ ending: 'signIn', code });
    expect(error.message).toContain(words);
    expect(error.suggestion).toContain(helps);
    expect(error.message).not.toMatch(/Trace ID|az logout/);
  });

  test.each([{ CI: 'true' }, { TF_BUILD: 'True' }, { GITHUB_ACTIONS: 'true' }])(
    'in a pipeline (%j) nobody is sent to a page',
    async (more) => {
      const { suggestion } = await refusal(failing("ERROR: Please run 'az login' to setup account."), more);
      expect(suggestion).toContain('Have the pipeline sign in');
      expect((await refusal(expired, more)).suggestion).not.toMatch(/Run az login\b/);
    },
  );

  test.each([
    ['Z2: Cloud Shell', { cloudShellID: true }, []],
    ['Z3: a managed identity', { assignedIdentityInfo: 'MSI' }, []],
    ['a person', {}, ['--tenant', tenant]],
  ])('%s: its own directory is named or not', async (_, user, named) => {
    const script = `case "$*" in *show*) ${shown(user)};; *--tenant*${named.length === 0 ? '' : 'x'}) exit 1;; *) ${token};; esac`;
    expect(await tokenFrom(starting(script))).toBe('a.b.c');
    expect(asked().at(-1)).toBe(['account get-access-token --output json --scope', scope, ...named].join(' '));
  });

  test('another directory is named by them too', async () => {
    const script = `case "$*" in *show*) ${shown({ cloudShellID: true })};; *) ${token};; esac`;
    const other = 'e81f6a20-94bd-4c3b-8f05-d27a6c19e3b8';
    await tokenFrom(starting(script), other);
    expect(asked().at(-1)).toContain(`--tenant ${other}`);
  });

  test("Z5: a warning beside a good token doesn't matter", async () => {
    const warned = `echo "WARNING: run 'az config set' before the next az login." >&2; case "$*" in *show*) ${shown({})};; *) ${token};; esac`;
    expect(await tokenFrom(starting(warned))).toBe('a.b.c');
  });

  test('Z4: a slow one is waited for, with a word', async () => {
    const go = join(folder, 'go');
    rmSync(go, { force: true });
    const start = starting(
      `while [ ! -e '${go}' ]; do /bin/sleep 0.05; done; ${shown({})}`,
      {},
      { word: 1, most: 600_000 },
    );
    const session = cliSession(clouds.AzureCloud, { ...start, slow: () => writeFileSync(go, '') });
    expect(await session).toMatchObject({ account: 'app' });
  });

  test('one that never answers is said to be slow, not signed out', async () => {
    const start = starting('exec /bin/sleep 600', {}, { word: 1, most: 50 });
    expect((await cliSession(clouds.AzureCloud, start)).unavailable).toContain('did not answer');
    const token = azCredential({ tool: 'az', file: join(folder, 'az') }, start, tenant).getToken(scope);
    await expect(token).rejects.toMatchObject({ code: 'az-late', ending: 'forNow' });
  });

  test('more proof than az holds is said before it is asked', async () => {
    const start = starting(token);
    const credential = azCredential({ tool: 'az', file: join(folder, 'az') }, start, tenant);
    await expect(credential.getToken(scope, { claims: '{}' })).rejects.toMatchObject({ code: 'claims-challenge' });
    expect(asked()).toEqual(['']);
  });
});
