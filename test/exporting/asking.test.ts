import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { runInProcess } from '../support/in-process.ts';
import { type Home, newHome } from '../support/places.ts';
import { keys, sit } from '../support/sitting.ts';

let home: Home;
let sandbox: Sandbox;
beforeAll(async () => {
  home = newHome();
  sandbox = await startSandbox({ dataDirectory: home.world, scenario: 'owner' });
  expect((await runInProcess(['--sandbox', '--name', 'plant-1'], home.environment)).code).toBe(0);
});
afterAll(async () => {
  await sandbox.close();
  home.remove();
});

test.each([
  ['No leaves an export that somebody has edited as it is', keys.escape, 'Nothing was written.', /^mine$/],
  ['Yes replaces it', `${keys.down}${keys.enter}`, 'Written: main.json', /^\{[^]*plant-1/],
])('%s', async (_, typed, says, holds) => {
  const file = join(home.folder, 'main.json');
  writeFileSync(file, 'mine');
  const person = sit(home, ['export', '--sandbox', '--format', 'arm', '--out', 'main.json']);
  await person.until('Replace?');
  person.type(typed);
  expect(await person.ended).toBe(0);
  expect(person.text()).toContain(says);
  expect(readFileSync(file, 'utf8')).toMatch(holds);
});
