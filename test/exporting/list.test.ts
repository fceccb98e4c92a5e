import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formats } from '../../src/export/formats.ts';
import { type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { byHand } from '../support/administrator.ts';
import { type InProcess, runInProcess } from '../support/in-process.ts';
import { type Home, newHome } from '../support/places.ts';

let home: Home;
let sandbox: StartedSandbox;

const run = (...argv: readonly string[]): Promise<InProcess> => runInProcess(argv, home.environment);
const written = (...argv: readonly string[]): Promise<InProcess> => run('export', '--sandbox', '--format', ...argv);

beforeAll(async () => {
  home = newHome();
  sandbox = await startSandbox({ dataDirectory: home.world, scenario: 'owner' });
  const sites =
    'name,resourceGroup,location,tags\none-twins,rg-a,westeurope,team=a\ntwo-twins,rg-a,uksouth,\nthree-twins,rg-b,westeurope,\n';
  writeFileSync(join(home.folder, 'sites.csv'), sites);
  expect((await run('--sandbox', '--answers', join(home.folder, 'sites.csv'))).code).toBe(0);
});
afterAll(async () => {
  await sandbox.close();
  home.remove();
});

test.each(formats.map(({ name }) => name))('as %s: all rows, the same bytes each time, nothing saved', async (name) => {
  const before = JSON.stringify(home.saved());
  const { code, stdout } = await written(name);
  expect(code).toBe(0);
  for (const site of ['one-twins', 'two-twins', 'three-twins']) expect(stdout).toContain(site);
  expect((await written(name)).stdout).toBe(stdout);
  expect(JSON.stringify(home.saved())).toBe(before);
});

test('the answers repeat the list, and change nothing', async () => {
  const file = join(home.folder, 'answers.json');
  expect((await written('answers', '--out', file)).code).toBe(0);
  const again = await run('--sandbox', '--answers', file, '--yes', '--json');
  const document = JSON.parse(again.stdout) as { instances: readonly { outcome: string }[] };
  expect(document).toMatchObject({ outcome: 'ready', requests: { writes: 0 } });
  expect(document.instances.map(({ outcome }) => outcome)).toEqual(['ready', 'ready', 'ready']);
});

test('variables go into a folder, a file for each; a row by its name is one', async () => {
  const out = join(home.folder, 'variables');
  mkdirSync(out);
  expect((await written('env', '--out', out)).code).toBe(0);
  expect(readdirSync(out).sort()).toEqual(['one-twins.env', 'three-twins.env', 'two-twins.env']);
  expect(readFileSync(join(out, 'two-twins.env'), 'utf8')).toContain('AZURE_DIGITALTWINS_NAME=two-twins\n');
  const one = await written('env', '--name', 'two-twins');
  expect(one.stdout.match(/^AZURE_DIGITALTWINS_URL=/gm)).toHaveLength(1);
});

test('some of the rows: by their group', async () => {
  const { stdout } = await written('bicep', '--resource-group', 'rg-b');
  expect(stdout).toContain("name: 'three-twins'");
  expect(stdout).not.toContain('one-twins');
  expect((await written('bicep', '--resource-group', 'rg-c')).code).toBe(2);
});

test('what was changed since is written as it is, and said of its row', async () => {
  const id = `/subscriptions/${sandbox.subscriptionId}/resourceGroups/rg-a/providers/Microsoft.DigitalTwins/digitalTwinsInstances/one-twins`;
  const tags = { team: 'b', added: 'since' };
  expect(await byHand(sandbox, 'PATCH', id, '2023-01-31', { tags })).toBeLessThan(300);
  const { stdout } = await written('bicep');
  expect(stdout).toMatch(/one-twins: The instance is written as it is now: .*team/);
  expect(stdout).toContain("added: 'since'");
});

test('Azure can not be looked at: what is saved is written, and the head says so once for all rows', async () => {
  sandbox.addFault({ address: '/subscriptions[/?]', times: 0, what: { is: 'status', status: 503 } });
  try {
    const { code, stdout, stderr } = await written('bicep', '--timeout', '2');
    expect(code).toBe(0);
    expect(stdout).toMatch(/one-twins, two-twins, three-twins: as saved, since Azure could not be looked at: /);
    expect(stdout).not.toContain("added: 'since'");
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('one-twins, two-twins, three-twins: as saved');
  } finally {
    sandbox.clearFaults();
  }
});
