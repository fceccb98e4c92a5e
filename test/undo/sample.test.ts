import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { runInProcess } from '../support/in-process.ts';
import { type Home, newHome } from '../support/places.ts';
import { runUnattended, type Unattended } from '../support/unattended.ts';

let home: Home;
let sandbox: Sandbox;
let number = 0;
let name: string;

/** In the folder that people work in. */
const undo = (...argv: readonly string[]): Promise<Unattended> =>
  runUnattended(home, ['undo', '--sandbox', '--yes', '--name', name, ...argv]);

async function run(...argv: readonly string[]): Promise<void> {
  expect((await runInProcess(argv, home.environment)).code).toBe(0);
}

beforeAll(async () => {
  home = newHome('owner', { deletionSeconds: 0.1, groupDeletionSeconds: 0.1 });
  // Served, so that no run need start one of its own.
  sandbox = await startSandbox({ dataDirectory: home.world, scenario: 'owner' });
});
afterAll(async () => {
  await sandbox.close();
  home.remove();
});
beforeEach(async () => {
  number += 1;
  name = `plant-${number}`;
  await run('--sandbox', '--fresh', '--name', name, '-g', `rg-${name}`);
  await run('first-steps', '--sandbox', '--name', name, '--language', 'javascript', '--out', join(home.folder, name));
});

/** What lies in the folder that people work in, and says what. */
function files(): readonly (readonly [string, string])[] {
  const all = ['.env', 'log.ndjson', join(name, 'first-steps.js'), join(name, 'package.json')];
  return all.map((each) => [each, readFileSync(join(home.folder, each), 'utf8')]);
}

test('a sample as first steps made it needs no --with-data; files stay as they are, and the .env that leads nowhere is named', async () => {
  await run('export', '--sandbox', '--name', name, '--format', 'env', '--out', join(home.folder, '.env'));
  writeFileSync(join(home.folder, name, 'first-steps.js'), 'mine');
  writeFileSync(join(home.folder, 'log.ndjson'), 'a log\n');
  const before = files();
  const { stdout, code } = await undo();
  expect(code).toBe(0);
  expect(stdout).toContain('The instance holds the sample of first-steps as it was made');
  expect(stdout).not.toContain("can't be brought back");
  expect(stdout).toMatch(
    /The .env in this folder does: AZURE_DIGITALTWINS_URL, AZURE_DIGITALTWINS_NAME\s+and\s+AZURE_RESOURCE_GROUP\./,
  );
  expect(files()).toEqual(before);
});

test('what was changed since counts as data of somebody, and only that', async () => {
  const { id } = home.saved().find(({ facts }) => facts.resourceId?.endsWith(`/${name}`)) ?? {};
  const file = join(home.setups, '..', 'first-steps', `${id ?? ''}.json`);
  // A twin that has been changed has another version than the one that was written down.
  const ledger = readFileSync(file, 'utf8');
  writeFileSync(file, ledger.replace(/("first-steps-room": ").*?(?=",?\n)/, '$1another'));
  const refused = await undo('--json');
  expect(refused.code).toBe(4);
  expect(JSON.parse(refused.stdout)).toMatchObject({
    error: { code: 'holds-data' },
    requests: { writes: 0 },
    data: { models: 0, twins: 1, relationships: 0, eventRoutes: 0, endpoints: 0, otherAssignments: 0 },
  });
  expect((await undo('--with-data')).code).toBe(0);
});
