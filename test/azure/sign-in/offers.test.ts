import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { clouds } from '../../../src/azure/clouds.ts';
import { cliSession } from '../../../src/azure/sign-in/cli-sessions.ts';
import { offersHere } from '../../../src/azure/sign-in/offers.ts';
import { settled } from '../../../src/port/accounts.ts';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { type Workbench, workbench } from '../workbench.ts';
import { application } from './bench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await workbench();
});
afterAll(() => bench.close());

(process.platform === 'win32' ? describe.skip : describe)('what this machine offers', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'adt-az-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeEach(() => {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
  });

  function tool(script: string, name = 'az'): NodeJS.ProcessEnv {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return { PATH: `${folder}:/usr/bin:/bin`, DISPLAY: ':0' };
  }
  const offersNow = (environment: NodeJS.ProcessEnv) =>
    offersHere(clouds.AzureCloud, environment, () =>
      cliSession(clouds.AzureCloud, { environment, signal: new AbortController().signal, slow: () => undefined }),
    );
  const offers = (environment: NodeJS.ProcessEnv) => settled(offersNow(environment));
  const signedIn = `[ "$*" = "account show --output json" ] && echo '{"user":{"name":"ana@contoso.com"},"environmentName":"AzureCloud"}'`;
  const azdToken = `x.${Buffer.from(JSON.stringify({ tid: contoso.tenant, oid: contoso.bea, upn: 'bea@contoso.com' })).toString('base64url')}.x`;
  const azd = `[ "$1 $2" = "auth token" ] && echo '{"token":"${azdToken}","expiresOn":"2100-01-01T00:00:00Z"}'`;

  test('a session of the Azure CLI first, with who one would be', async () => {
    tool(azd, 'azd');
    expect((await offers(tool(signedIn)))[0]).toEqual({
      method: 'cli',
      account: 'ana@contoso.com',
      by: 'Azure CLI (az)',
    });
  });

  test('and gives no tool the secrets that are meant for this program (E04)', async () => {
    const environment = tool(`[ -z "$AZURE_CLIENT_SECRET" ] && ${signedIn}`);
    const [first] = await offers({ ...environment, AZURE_CLIENT_SECRET: 'canary' });
    expect(first).toMatchObject({ method: 'cli', account: 'ana@contoso.com' });
  });

  test('where az has none, the session of the Azure Developer CLI, and says so', async () => {
    tool('exit 1');
    expect((await offers(tool(azd, 'azd')))[0]).toEqual({
      method: 'cli',
      account: 'bea@contoso.com',
      by: 'Azure Developer CLI (azd)',
    });
    const ended = await offers(tool('echo "not logged in" >&2; exit 1', 'azd'));
    expect(ended.find((one) => one.method === 'cli')?.unavailable).toContain('az login');
  });

  test('in Cloud Shell its own sign-in, and never the browser', async () => {
    const [first, ...rest] = await offers({ ...tool(signedIn), ACC_CLOUD: 'PROD' });
    expect(first).toMatchObject({ method: 'cli', by: 'Azure Cloud Shell' });
    expect(rest.find((one) => one.method === 'browser')?.unavailable).toContain('Cloud Shell');
  });

  test.each<[string, NodeJS.ProcessEnv, RegExp]>([
    ['a dev container', { DISPLAY: ':0', REMOTE_CONTAINERS: 'true' }, /dev container/],
    ['a build machine', { CI: 'true' }, /build machine/],
    ['WSL that may start nothing of Windows', { WSL_DISTRO_NAME: 'Ubuntu' }, /WSL/],
    ['a codespace', { DISPLAY: ':0', CODESPACES: 'true' }, /codespace/],
    ['a computer that one reaches over SSH', { DISPLAY: ':0', SSH_TTY: '/dev/pts/1' }, /SSH/],
  ])('in %s a code first, and why there is no browser', async (_, environment, why) => {
    const all = await offers({ PATH: '', ...environment });
    expect(all[0]).toEqual({ method: 'device-code' });
    const browser = all.find((one) => one.method === 'browser');
    if (process.platform === 'linux') expect(browser?.unavailable).toMatch(why);
  });

  test('not one of another cloud, nor one that has ended', async () => {
    const elsewhere = await offers(tool(`echo '{"environmentName":"AzureChinaCloud"}'`));
    expect(elsewhere.find((one) => one.method === 'cli')?.unavailable).toContain('AzureChinaCloud');
    const ended = await offers(tool('echo "Please run az login" >&2; exit 1'));
    expect(ended.map((one) => one.method)).toEqual(['cli', 'browser', 'device-code', 'environment']);
    expect(ended[0]).toMatchObject({ signedOut: 'Run az login', unavailable: 'az is not signed in. Run az login' });
  });

  test('all at once, in the places where they stay; what az has to say settles', async () => {
    const now = offersNow(tool(signedIn));
    expect(now.map((one) => one.method)).toEqual((await settled(now)).map((one) => one.method));
    expect(now[0]).toEqual({ method: 'cli', settled: expect.any(Promise) });
  });

  test('where neither tool is installed, that is known at once', () => {
    const now = offersNow({ PATH: folder, DISPLAY: ':0' });
    expect(now.find((one) => one.method === 'cli')).toEqual({ method: 'cli', unavailable: 'az is not installed here' });
  });

  test('leftovers of variables are shown with a note, and never the first choice of a person', async () => {
    const all = await offers({ ...application(bench), PATH: '', DISPLAY: ':0' });
    expect(all.map((one) => one.method)).toEqual(['browser', 'device-code', 'environment', 'cli']);
    expect(all[2]).toMatchObject({ account: `application ${contoso.automationApp}`, by: 'secret' });
    expect(all[2]?.note).toContain('left over');
    const some = await offers({ AZURE_CLIENT_ID: 'x', PATH: '', DISPLAY: ':0' });
    expect(some.at(-1)?.unavailable).toMatch(/^perhaps left over, not set: AZURE_TENANT_ID/);
  });
});
