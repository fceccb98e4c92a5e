import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { azCredential } from '../../../src/azure/sign-in/az-credential.ts';
import { type CliSession, cliSession } from '../../../src/azure/sign-in/cli-sessions.ts';
import { runTool, type Starting } from '../../../src/azure/sign-in/tool.ts';
import type { Cloud } from '../../../src/port/cloud.ts';
import { describeWith } from '../../support/judges/tools.ts';
import { type Workbench, workbench } from '../workbench.ts';

const scope = 'https://management.core.windows.net//.default';

/* The Azure CLI itself, signed in to the sandbox as its application. Left out where it is not installed. */
describeWith(['az'], 'the real az', () => {
  let bench: Workbench;
  let folder: string;
  let environment: NodeJS.ProcessEnv;
  let cloud: Cloud;
  const starting = (): Starting => ({
    environment,
    signal: new AbortController().signal,
    slow: () => undefined,
    patience: { word: 600_000, most: 600_000 },
  });
  const signIn = async (secret: string): Promise<string> => {
    const { tenantId, servicePrincipal } = bench.sandbox;
    const who = ['--tenant', tenantId, '--username', servicePrincipal.clientId, '--password', secret];
    const { code, stderr } = await runTool('az', ['login', '--service-principal', ...who], starting());
    return `${code} ${stderr}`;
  };
  const session = (): Promise<CliSession> => cliSession(cloud, starting());

  beforeAll(async () => {
    bench = await workbench();
    folder = mkdtempSync(join(tmpdir(), 'adt-real-az-'));
    const { ca, origin } = bench.sandbox;
    writeFileSync(join(folder, 'ca.pem'), ca);
    mkdirSync(join(folder, 'config'));
    environment = {
      ...process.env,
      AZURE_CONFIG_DIR: join(folder, 'config'),
      ARM_CLOUD_METADATA_URL: `${origin}/metadata/endpoints?api-version=2020-06-01`,
      REQUESTS_CA_BUNDLE: join(folder, 'ca.pem'),
      SSL_CERT_FILE: join(folder, 'ca.pem'),
      CI: '',
    };
    // The name by which az knows it.
    cloud = { ...bench.cloud, name: 'AdtSetupSandbox' as Cloud['name'] };
    const named = ['--name', 'AdtSetupSandbox'];
    for (const words of [
      ['cloud', 'set', ...named],
      ['cloud', 'update', ...named, '--endpoint-active-directory', `${origin}/adfs`],
    ]) {
      const { code, stderr } = await runTool('az', words, starting());
      if (code !== 0) throw new Error(stderr);
    }
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await bench.close();
  });

  test('without a sign-in is not signed in', async () => {
    expect((await session()).unavailable).toBe('az is not signed in. Run az login');
  });

  test('with a wrong secret, and then the right one: a token for the directory that is named', async () => {
    expect(await signIn('wrong')).toMatch(/^1 [\s\S]*AADSTS7000215/);
    expect(await signIn(bench.sandbox.servicePrincipal.clientSecret)).toMatch(/^0 /);
    const found = await session();
    expect(found).toMatchObject({ tool: 'az', account: bench.sandbox.servicePrincipal.clientId });
    const token = await azCredential(found, starting(), bench.sandbox.tenantId).getToken(scope);
    expect(token?.token.split('.')).toHaveLength(3);
    expect(token?.expiresOnTimestamp).toBeGreaterThan(Date.now());
  });

  test.each([
    ['azureProfile.json', '{"subscriptions": ['],
    ['config', 'garbage'],
  ])('with a damaged file %s says so', async (name, text) => {
    writeFileSync(join(folder, 'config', name), text);
    expect((await session()).unavailable).toContain("az can't read its own saved profile");
    rmSync(join(folder, 'config', name), { force: true });
  });
});
