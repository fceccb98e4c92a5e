import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { formats } from '../../src/export/formats.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type InProcess, runInProcess } from '../support/in-process.ts';
import { type Home, newHome } from '../support/places.ts';
import { runUnattended } from '../support/unattended.ts';

let home: Home;
let sandbox: Sandbox;
let number = 0;
let folder: string;

const run = (...argv: string[]): Promise<InProcess> => runInProcess(argv, home.environment);
const written = (...argv: string[]): Promise<InProcess> => run('export', '--sandbox', ...argv);
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

beforeAll(async () => {
  home = newHome();
  // Served, so that no run need start one of its own.
  sandbox = await startSandbox({ dataDirectory: home.world, scenario: 'owner' });
  const made = await run('--sandbox', '--name', 'plant-1', '-g', 'rg-plant', '--tags', "it's=${here}");
  expect(made.code).toBe(0);
});
beforeEach(() => {
  number += 1;
  folder = join(home.folder, `out-${number}`);
  mkdirSync(folder);
});
afterAll(async () => {
  await sandbox.close();
  home.remove();
});

describe('a set-up of the sandbox', () => {
  test.each(formats.map(({ name }) => name))('as %s: alone on standard output', async (name) => {
    const { code, stdout, stderr } = await written('--format', name);
    expect(code).toBe(0);
    expect(stdout).toContain('plant-1');
    expect(stdout.endsWith('\n')).toBe(true);
    expect(stdout).not.toMatch(/\r|\d\d:\d\d|devicelogin/);
    expect(stderr).toContain('devicelogin');
  });

  test('changes nothing, neither in Azure nor in what is saved', async () => {
    const log = join(folder, 'log.ndjson');
    const before = JSON.stringify(home.saved());
    expect((await written('--format', 'bicep', '--log', log)).code).toBe(0);
    const methods = read('log.ndjson')
      .split('\n')
      .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as { method: string; url: string }]));
    expect(
      methods.filter(
        ({ method, url }) =>
          method !== 'GET' && !/\/oauth2\/|checkNameAvailability|getByIds|checkPolicyRestrictions/.test(url),
      ),
    ).toEqual([]);
    expect(JSON.stringify(home.saved())).toBe(before);
  });
});

describe('--out', () => {
  test('several files go into a folder, one file is the file; again, they are up to date', async () => {
    const out = join(folder, 'made');
    expect((await written('--format', 'azd', '--out', out)).stderr).toContain(
      `Written: ${join(out, 'infra', 'main.bicep')}`,
    );
    expect(existsSync(join(out, 'azure.yaml'))).toBe(true);
    expect((await written('--format', 'azd', '--out', out)).stderr).toContain('azure.yaml is up to date');
    const file = join(folder, 'main.json');
    expect((await written('--format', 'arm', '--out', file)).code).toBe(0);
    expect(JSON.parse(read('main.json'))).toHaveProperty('resources');
  });

  test('what somebody has edited is left, and nothing is written of the rest either; --force replaces it', async () => {
    writeFileSync(join(folder, 'twins.bicep'), 'mine');
    const refused = await written('--format', 'bicep', '--out', folder);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/twins\.bicep is there already, and holds something else\..*--force/s);
    expect(existsSync(join(folder, 'main.bicep'))).toBe(false);
    expect(read('twins.bicep')).toBe('mine');
    expect((await written('--format', 'bicep', '--out', folder, '--force')).code).toBe(0);
    expect(read('twins.bicep')).toContain('resource instance');
  });

  test('of a .env only our own lines change', async () => {
    const file = join(folder, '.env');
    const before = '# mine\r\nPORT=1\r\nexport AZURE_DIGITALTWINS_URL="old\r\nvalue"\r\nLAST=x';
    writeFileSync(file, before);
    chmodSync(file, 0o640);
    expect((await written('--format', 'env', '--out', file)).code).toBe(0);
    const after = read('.env');
    expect(after).toMatch(
      /^# mine\r\nPORT=1\r\nexport AZURE_DIGITALTWINS_URL=https:\/\/[^\r\n]*plant-1[^\r\n]*\r\nLAST=x\r\n# adt-setup: /,
    );
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect((await written('--format', 'env', '--out', file)).stderr).toContain('is up to date');
    expect(read('.env')).toBe(after);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o640);
  });

  test.each([
    ['a folder that is not there', () => join(folder, 'no', 'main.json'), 'There is no folder'],
    ['a folder for one file', () => folder, 'is a folder'],
    [
      'a link to nothing',
      () => (symlinkSync('nowhere', join(folder, 'link')), join(folder, 'link')),
      'link to nothing',
    ],
  ])('%s is refused', async (_, out, words) => {
    const refused = await written('--format', 'arm', '--out', out());
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain(words);
  });
});

describe('which set-up', () => {
  test.each([
    ['no format', [], /--format is missing.*az, bicep/s],
    ['an empty place', ['--format', 'az', '--out', ''], /--out is empty\..*leave --out out/s],
    ['a format that is none', ['--format', 'bicpe'], /Did you mean bicep\?/],
    ['a name that none has', ['--format', 'az', '--name', 'other-name'], /has an instance "other-name"/],
    ['a file that is not there', ['--format', 'az', '--state', join('no', 'where.json')], /no saved set-up/],
  ])('%s is refused before anything is sent', async (_, argv, words) => {
    const refused = await written(...argv);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(words);
  });

  test('none of Azure is saved here', async () => {
    expect((await run('export', '--format', 'az')).stderr).toContain('--sandbox');
  });
});

describe('several set-ups, and one that is only planned', () => {
  let other: Home;
  const there = (...argv: string[]): Promise<InProcess> => runInProcess(argv, other.environment);
  beforeAll(async () => {
    other = newHome('contributor');
    const words = ['--sandbox=contributor', '-g', 'rg-plant'];
    expect((await there(...words, '--name', 'plant-2', '--plan', '0000000000000000')).code).toBe(4);
    // Its letter is written into the folder that it runs in.
    expect((await runUnattended(other, [...words, '--name', 'plant-3', '--fresh'])).code).toBe(3);
  });
  afterAll(() => other.remove());

  test('are named where nobody can be asked', async () => {
    const refused = await there('export', '--sandbox=contributor', '--format', 'az');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/2 set-ups are saved: plant-3; plant-2\..*--name/s);
  });

  test('a plan has no imports, and no address; what is handed over is declared', async () => {
    const made = await there('export', '--sandbox=contributor', '--format', 'terraform', '--name', 'plant-2');
    expect(made.stdout).toContain('the instance (not there yet)');
    expect(made.stdout).toContain('Nothing that main.tf declares exists yet');
    const refused = await there('export', '--sandbox=contributor', '--format', 'env', '--name', 'plant-2');
    expect(refused).toMatchObject({ code: 4, stdout: '' });
    expect(refused.stderr).toContain('has no host name yet');
    const rest = await there('export', '--sandbox=contributor', '--format', 'terraform', '--name', 'plant-3');
    expect(rest.stdout).toMatch(/the instance \(made\) and the access \(not there yet\)/);
    expect(rest.stdout.match(/^import/gm)).toHaveLength(2);
    expect(rest.stdout).toContain('resource "azurerm_role_assignment" "access"');
  });
});
