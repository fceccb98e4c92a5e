import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { envBlock } from '../../src/serving/env-blocks.ts';
import { envFormats } from '../../src/serving/env-formats.ts';
import { describeWith } from '../support/judges/tools.ts';
import { type Home, newHome } from '../support/places.ts';
import { serving, stopAll } from '../support/serving.ts';
import { runUnattended } from '../support/unattended.ts';

let home: Home;
let where: string;

beforeAll(async () => {
  home = newHome();
  // A folder whose name a shell would take apart.
  where = join(home.folder, "a world's $HOME `x`");
  mkdirSync(where, { mode: 0o700 });
  await serving(home, ['--data', where]);
});
afterAll(() => {
  stopAll();
  home.remove();
});

/** What is printed for a tool. */
async function block(...argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runUnattended(home, ['sandbox', 'env', '--data', where, ...argv]);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

const secretFile = (): string => join(where, 'client-secret');

/** What a shell has in its variables after the lines. */
const names = ['SSL_CERT_FILE', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET'] as const;
function expected(): readonly string[] {
  return [join(where, 'server.pem'), contoso.automationApp, readFileSync(secretFile(), 'utf8')];
}

test.each(envFormats)('%s holds nothing secret', async (format) => {
  expect(await block('--format', format)).not.toContain(readFileSync(secretFile(), 'utf8'));
});

describe.each(['dash', 'bash', 'zsh'] as const)('%s', (shell) => {
  describeWith([shell], 'reads the lines', (tools) => {
    test('as they are meant, and so do the programs that it starts', async () => {
      const lines = await block('--format', 'bash');
      const script = `${lines}\nprintenv ${names.join(' ')}`;
      const told = execFileSync(tools[shell], ['-c', script], { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } });
      expect(told.trimEnd().split('\n')).toEqual(expected());
    });
  });
});

describeWith(['pwsh'], 'PowerShell', ({ pwsh }) => {
  test('reads its lines as they are meant', async () => {
    const script = `${await block('--format', 'powershell')}\n${names.map((name) => `$env:${name}`).join('\n')}`;
    const told = execFileSync(pwsh, ['-NoProfile', '-Command', script], { encoding: 'utf8' });
    expect(told.trimEnd().split(/\r?\n/)).toEqual(expected());
  });
});

test('JSON names the file of the secret', async () => {
  expect(JSON.parse(await block('--format', 'json'))).toMatchObject({
    AZURE_TENANT_ID: contoso.tenant,
    AZURE_CLIENT_SECRET_FILE: secretFile(),
  });
});

describeWith(['terraform'], 'Terraform', ({ terraform }) => {
  test('finds its block well written', async () => {
    const text = await block('--format', 'terraform');
    const folder = join(home.folder, 'terraform');
    mkdirSync(folder);
    writeFileSync(join(folder, 'provider.tf'), text);
    execFileSync(terraform, ['fmt', '-check', folder]);
    expect(text).toContain(`"${where}/client-secret"`.replaceAll('${', '$${'));
  });
});

describeWith(['bicep'], 'Bicep', ({ bicep }) => {
  test('takes the profile of the cloud, once the cloud is trusted', async () => {
    const text = await block('--format', 'bicep');
    const folder = join(home.folder, 'bicep');
    mkdirSync(folder);
    writeFileSync(join(folder, 'bicepconfig.json'), text);
    writeFileSync(join(folder, 'main.bicep'), 'output x string = environment().name\n');
    const [, trusted = ''] = /export BICEP_TRUSTED_CLOUDS='(.*)'/.exec(text) ?? [];
    const env = { ...process.env, BICEP_TRUSTED_CLOUDS: trusted };
    execFileSync(bicep, ['build', '--stdout', join(folder, 'main.bicep')], { env, stdio: 'pipe' });
  });
});

test('azd is told the truth: what goes where', async () => {
  expect(await block('--format', 'azd')).toMatch(/^# azd knows Azure's own clouds only.*AZURE_SUBSCRIPTION_ID="/s);
});

test.each<[readonly string[], string]>([
  [['--format', 'fish'], 'There is no format "fish".'],
  [['--format', 'powershel'], 'Did you mean powershell?'],
  [
    ['--scenario', 'reader'],
    'No such sandbox is running on this computer. Start it in another terminal: adt-setup sandbox --scenario reader',
  ],
  [['enf'], 'enf'],
])('%j is refused', async (argv, words) => {
  const { code, stderr } = await runUnattended(home, ['sandbox', ...(argv[0] === 'enf' ? [] : ['env']), ...argv]);
  expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(words)]);
});

test('a text of Terraform begins no template', () => {
  const info = {
    origin: 'https://localhost:1',
    subscriptionId: '${x}',
    tenantId: '%{y}',
    servicePrincipal: { clientId: 'c' },
    clientSecretFile: 'C:\\a',
    caFile: 'ca',
  };
  const text = envBlock('terraform', info as unknown as Parameters<typeof envBlock>[1]);
  expect(text).toContain('= "$${x}"');
  expect(text).toContain('= "%%{y}"');
  expect(text).toContain(String.raw`= "C:\\a"`);
});
