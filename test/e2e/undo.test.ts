import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Home, homeLike, newHome } from '../support/places.ts';
import { keys, leaveAll, type Sitting, sit, sitInShell } from '../support/sitting.ts';
import { runUnattended } from '../support/unattended.ts';

/* Taking a set-up back at a terminal. The instance takes a quarter of an hour to go, and the sandbox's clock is moved on when a test
   wants it gone. */

const rows = 24;
const name = 'plant-twins-1';
const ask = '? Type the name of the instance to remove it, or Esc';

let ready: Home;
let home: Home;
let sandbox: StartedSandbox;
let ahead: number;

const undo = (): Sitting => sit(home, ['undo', '--sandbox'], 80, rows);
const made = (): readonly string[] => (home.saved()[0]?.made ?? []).map(({ kind }) => kind);
const outcome = (): string | null | undefined => home.saved()[0]?.outcome;

beforeAll(async () => {
  ready = newHome();
  const { code } = await runUnattended(ready, ['--sandbox', '-n', name, '-g', 'rg-plant']);
  expect(code).toBe(0);
});

beforeEach(async () => {
  home = homeLike(ready, { deletionSeconds: 900, groupDeletionSeconds: 0 });
  ahead = 0;
  sandbox = await startSandbox({ dataDirectory: home.world, now: () => Date.now() + ahead });
});

afterEach(async () => {
  leaveAll();
  await sandbox.close();
  home.remove();
});

afterAll(() => ready.remove());

/** What is being deleted is gone now. */
function pass(): void {
  ahead += 901_000;
}

async function agreed(): Promise<Sitting> {
  const sitting = undo();
  await sitting.until(ask);
  sitting.type(`${name}${keys.enter}`);
  await sitting.until('(Deleting)');
  return sitting;
}

test('the plan fits the window; only the whole name, as it is spelt, agrees to it', async () => {
  const before = readFileSync(join(home.setups, `${home.saved()[0]?.id}.json`));
  const sitting = undo();
  await sitting.until(ask);
  const shown = sitting.text().trimEnd().split('\n');
  const page = shown.slice(shown.indexOf(`Undo ${name}`));
  expect(page.length).toBeLessThan(rows);
  expect(page).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^ {4}1 Access +Ana Lima's Data Owner +made by this set-up/),
      expect.stringMatching(/^ {4}2 Instance +plant-twins-1 +made by this set-up/),
      expect.stringMatching(/^ {4}3 Resource group +rg-plant +made by this set-up/),
      expect.stringMatching(/^ {6}Service +switched on: other instances may use it/),
    ]),
  );
  for (const wrong of ['yes', 'plant-twins', 'PLANT-TWINS-1']) {
    sitting.type(`${wrong}${keys.enter}`);
    await sitting.until(`${wrong}\n  That is not it: it is called ${name}.`);
    // Takes the line away.
    sitting.type('\u0015');
    await sitting.untilEnd(`or Esc\n  Enter, Esc = back, ? = what is this`);
  }
  sitting.type(keys.escape);
  expect(await sitting.ended).toBe(0);
  expect(sitting.text().trimEnd()).toMatch(/Nothing was removed\.$/);
  expect(readFileSync(join(home.setups, `${home.saved()[0]?.id}.json`))).toEqual(before);
});

test('the name agrees; the last page fits the window, and says how to have the same again', async () => {
  const sitting = await agreed();
  pass();
  expect(await sitting.ended).toBe(0);
  const shown = sitting.text().trimEnd().split('\n');
  const last = shown.slice(shown.findIndex((line) => line.includes('taken back, 3 removed')));
  expect(last.length).toBeLessThan(rows);
  expect(last.join('\n')).toContain('Stays: service (other instances may use it).');
  expect(last.join('')).toContain(`adt-setup --sandbox --yes`);
  expect(outcome()).toBe('undone');
});

test('what the instance holds is a question of its own: no leaves everything', async () => {
  expect((await runUnattended(home, ['first-steps', '--sandbox', '--yes'])).code).toBe(0);
  // Nobody knows any more who put it there.
  rmSync(join(home.setups, '..', 'first-steps'), { recursive: true });
  const sitting = undo();
  await sitting.until('Lose that, too?');
  expect(sitting.text().replaceAll(/\s+/g, ' ')).toMatch(/with \d+ models, .* they can't be brought back/);
  sitting.type(keys.escape);
  expect(await sitting.ended).toBe(0);
  expect(sitting.text()).not.toContain(ask);
  expect(sitting.text()).toContain('Nothing was removed.');
  expect(made()).toHaveLength(4);
});

describe('Ctrl-C while the instance goes', () => {
  test('once: it goes to its end, then undo ends; the next one carries on without a word', async () => {
    const first = await agreed();
    first.type(keys.interrupt);
    await first.until('Finishing what is under way; Ctrl-C once more leaves at once.');
    expect(made()).toEqual(['registration', 'group', 'instance']);
    pass();
    expect(await first.ended).toBe(130);
    expect(first.text()).toContain('2 of 3 things are gone.');
    expect(first.text()).toContain('To carry on:\n  adt-setup undo --sandbox');
    expect(made()).toEqual(['registration', 'group']);

    const second = undo();
    expect(await second.ended).toBe(0);
    expect(second.text()).not.toContain(ask);
    expect(outcome()).toBe('undone');
  });

  test('twice: it leaves at once, and what was begun goes on; carried on, the same can be set up again', async () => {
    const first = await agreed();
    first.type(keys.interrupt);
    await first.until('Finishing what is under way');
    first.type(keys.interrupt);
    expect(await first.ended).toBe(130);
    expect(first.text()).toContain('Interrupted. What was begun goes on in Azure.');
    expect(made()).toContain('instance');
    pass();

    const second = await runUnattended(home, ['undo', '--sandbox', '--json']);
    expect(second.code).toBe(0);
    expect(JSON.parse(second.stdout)).toMatchObject({ outcome: 'undone', requests: { writes: 1 } });
    const anew = await runUnattended(home, ['--sandbox', '--yes', '-n', name, '-g', 'rg-plant']);
    expect(anew.code).toBe(0);
    // It is another set-up, in a file of its own.
    const now = home.saved().find((each) => each.outcome === 'ready');
    expect(now?.made.map(({ kind }) => kind)).toEqual(['group', 'instance', 'assignment']);
  });

  test('SIGTERM leaves at once', async () => {
    const first = await agreed();
    first.kill('SIGTERM');
    expect(await first.ended).toBe(143);
    expect(first.text()).not.toContain('Finishing');
  });
});

test('killed while the instance goes: the next undo carries on without a word, and deletes nothing twice', async () => {
  const first = await agreed();
  first.kill('SIGKILL');
  await first.ended;
  const second = undo();
  await second.until('(Deleting)');
  pass();
  expect(await second.ended).toBe(0);
  expect(second.text()).not.toContain(ask);
  expect(outcome()).toBe('undone');
});

const ifShell = process.platform === 'win32' ? test.skip : test;
ifShell('a name from a pipe is no consent', async () => {
  const shell = sitInShell(home);
  shell.type(`echo ${name} | adt_setup undo --sandbox; echo "ended: $?"${keys.enter}`);
  await shell.until('ended: 2');
  expect(shell.text()).toContain('Nothing was removed: that takes a yes, and nobody can be asked here');
  expect(shell.text()).toContain(`adt-setup undo --sandbox --yes --name ${name}`);
  expect(made()).toHaveLength(4);
});
