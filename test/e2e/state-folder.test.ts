import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Home, newHome } from '../support/places.ts';
import { keys, leaveAll, sit } from '../support/sitting.ts';
import { runUnattended } from '../support/unattended.ts';

/* A typing error in --state makes no folders. */

let home: Home;
let state: string;

beforeEach(() => {
  home = newHome();
  state = join(home.folder, 'tpyo', 'set-up.json');
});

afterEach(() => {
  leaveAll();
  home.remove();
});

test('unattended, a folder that is not there is an error, and stays away', async () => {
  const { code, stdout } = await runUnattended(home, ['--sandbox', '--json', '--state', state]);
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'no-state-folder' }, requests: { writes: 0 } });
  expect(existsSync(join(home.folder, 'tpyo'))).toBe(false);
});

test('a person is asked, and no is the answer to Enter', async () => {
  const sitting = sit(home, ['--sandbox', '--state', state]);
  await sitting.until('tpyo. Make it?');
  sitting.type(keys.enter);
  expect(await sitting.ended).toBe(0);
  expect(existsSync(join(home.folder, 'tpyo'))).toBe(false);
});

test('yes makes it', async () => {
  const sitting = sit(home, ['--sandbox', '--state', state]);
  await sitting.until('tpyo. Make it?');
  sitting.type(keys.down + keys.enter);
  await sitting.until('? Subscription');
  // There is something to save once something is answered.
  sitting.type(keys.enter);
  await sitting.until('? Resource group');
  expect(existsSync(state)).toBe(true);
  sitting.type(keys.interrupt);
  expect(await sitting.ended).toBe(130);
});
