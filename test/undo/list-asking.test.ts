import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { runInProcess } from '../support/in-process.ts';
import { type Home, newHome } from '../support/places.ts';
import { keys, sit } from '../support/sitting.ts';

let home: Home;
let sandbox: Sandbox;

beforeAll(async () => {
  home = newHome('owner', { deletionSeconds: 0.1, groupDeletionSeconds: 0.1 });
  sandbox = await startSandbox({ dataDirectory: home.world, scenario: 'owner' });
  const file = join(home.folder, 'sites.csv');
  writeFileSync(file, 'name,resourceGroup,location\none-twins,rg-a,westeurope\ntwo-twins,rg-a,uksouth\n');
  expect((await runInProcess(['--sandbox', '--answers', file], home.environment)).code).toBe(0);
});
afterAll(async () => {
  await sandbox.close();
  home.remove();
});

test('at a terminal the whole words agree, and nothing less; Esc leaves everything', async () => {
  const left = sit(home, ['undo', '--sandbox']);
  await left.until('Type 2 instances');
  left.type(keys.escape);
  expect(await left.ended).toBe(0);
  expect(left.text()).toContain('Nothing was removed.');
  expect(home.saved().flatMap(({ rows = [] }) => rows.map(({ made }) => made.length))).toEqual([4, 2]);

  const person = sit(home, ['undo', '--sandbox']);
  await person.until('Type 2 instances');
  person.type(`one-twins${keys.enter}`);
  await person.until('That is not it: type 2 instances.');
  person.type(`\u00152 instances${keys.enter}`);
  expect(await person.ended).toBe(0);
  expect(person.text()).toContain('2 of 2 taken back.');
  expect(home.saved().map(({ outcome }) => outcome)).toEqual(['undone']);
});
