import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { type Home, newHome, node } from '../support/places.ts';
import { keys, leaveAll, sit } from '../support/sitting.ts';

let home: Home;

beforeEach(() => {
  home = newHome();
});

afterEach(() => {
  leaveAll();
  home.remove();
});

test('whoever has no Azure account chooses at the sign-in what to practice, and goes on in the sandbox', async () => {
  // Only node itself is found: no Azure CLI to wait for.
  const sitting = sit(home, [], 80, 40, { PATH: dirname(node) });
  await sitting.until('? How do you want to sign in?');
  sitting.type('practice');
  await sitting.until('❯ Practice without an account');
  sitting.type(keys.enter);
  await sitting.until('? What do you want to practice?');
  await sitting.until('quota');
  for (const { name, description } of scenarios) await sitting.until(new RegExp(`${name} +${description}\n`));
  await sitting.until('❯ owner');
  sitting.type(keys.down.repeat(3));
  await sitting.until('❯ guest');
  sitting.type(keys.enter);
  await sitting.until('Azure Digital Twins set-up, practice');
  // The guest belongs to two directories: only the scenario guest asks for one.
  await sitting.until('? Directory (tenant)');
  sitting.type(keys.interrupt);
  expect(await sitting.ended).toBe(130);
  expect(existsSync(join(home.folder, '.local', 'state', 'adt-setup', 'sandbox', 'guest', 'world', 'worlds'))).toBe(
    true,
  );
});
