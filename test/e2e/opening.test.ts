import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { stateDirectory } from '../../src/state/directory.ts';
import { type Home, newHome } from '../support/places.ts';
import { keys, leaveAll, type Sitting, sitAt } from '../support/sitting.ts';

/* The first question is painted before the program is loaded. Consoles of Windows are left out of that. */

const onUnix = process.platform === 'win32' ? test.skip : test;
const question = '? How do you want to sign in?';
const anew = '\u001B[J';
let home: Home;

beforeEach(() => {
  home = newHome();
});

afterEach(() => {
  leaveAll();
  home.remove();
});

/** What is written, unseen, at the moment when the program is read. */
const isRead = '\u001B]0;the program is read\u0007';

/** Somebody who starts the program by its bare name. */
function bare(columns = 80, rows = 24, environment: Readonly<Record<string, string>> = {}): Sitting {
  const start = join(home.folder, 'start.cjs');
  writeFileSync(
    start,
    `const fs = require('node:fs');
    const { readFileSync } = fs;
    fs.readFileSync = (file, ...rest) => {
      if (/program\\.js$/.test(String(file))) process.stdout.write(${JSON.stringify(isRead)});
      return readFileSync(file, ...rest);
    };
    require(${JSON.stringify(join(process.cwd(), 'dist', 'main.js'))});`,
  );
  return sitAt(start, home, [], columns, rows, environment);
}

/** Once the program has taken over: it explains what it asks. */
async function takenOver(sitting: Sitting): Promise<void> {
  await sitting.until(question);
  sitting.type('?');
  await sitting.until('Azure must know who you are');
}

/** What was written before the program was read, and after that. */
function parts(sitting: Sitting): readonly [before: string, after: string] {
  const [before = '', after = ''] = sitting.raw().split(isRead);
  return [before, after];
}

/** A program named az that never answers. */
function withAz(): Record<string, string> {
  const folder = join(home.folder, 'bin');
  mkdirSync(folder);
  writeFileSync(join(folder, 'az'), '#!/bin/sh\nexec sleep 600\n');
  chmodSync(join(folder, 'az'), 0o755);
  return { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
}

type Case = readonly [what: string, columns: number, rows: number, environment: () => Record<string, string>];
const cases: readonly Case[] = [
  ['as usual', 80, 24, () => ({})],
  ['wide', 200, 50, () => ({})],
  ['narrow', 61, 20, () => ({})],
  ['without colors', 100, 30, () => ({ NO_COLOR: '1' })],
  ['without Unicode', 80, 24, () => ({ LC_ALL: 'C' })],
  ['with a browser', 80, 24, () => ({ DISPLAY: ':0' })],
  ['over SSH', 80, 24, () => ({ SSH_TTY: '/dev/pts/1' })],
  ['while az is asked', 80, 24, withAz],
];

onUnix.each(cases)('it is what the program writes: %s', async (_, columns, rows, environment) => {
  const sitting = bare(columns, rows, environment());
  await takenOver(sitting);
  const [before, after] = parts(sitting);
  expect(before).toContain('How do you want to sign in?');
  // Nothing was written in its place, and nothing once more.
  expect(after).not.toContain(anew);
  expect(after).not.toContain('Azure Digital Twins set-up');
  expect(sitting.text()).toContain('Azure Digital Twins set-up');
});

onUnix('a key that is pressed once it is there counts', async () => {
  const sitting = bare(80, 24, { DISPLAY: ':0' });
  await sitting.until(question);
  sitting.type('practice');
  await sitting.until('❯ Practice without an account');
  sitting.type(keys.enter);
  await sitting.until('? What do you want to practice?');
});

onUnix('Ctrl-C leaves at once', async () => {
  const sitting = bare();
  await sitting.until(question);
  sitting.type(keys.interrupt);
  expect(await sitting.ended).toBe(130);
});

onUnix('what was typed before answers nothing', async () => {
  const sitting = bare();
  sitting.type(`${keys.enter}x`);
  await takenOver(sitting);
  expect(sitting.text()).toContain(`${question}\n`);
});

onUnix('where there is something else to say, it is said in its place', async () => {
  const base = stateDirectory(home.environment);
  mkdirSync(base, { recursive: true });
  writeFileSync(join(base, 'setups'), 'a file is in the way');
  const sitting = bare();
  expect(await sitting.ended).not.toBe(0);
  expect(parts(sitting)[0]).toContain('How do you want to sign in?');
  expect(parts(sitting)[1]).toContain(anew);
  expect(sitting.text()).not.toContain(question);
  expect(sitting.text()).toContain(base);
});

onUnix.each<readonly [string, () => Record<string, string>]>([
  ['a variable answers', () => ({ ADT_SETUP_AUTH: 'device-code' })],
  ['an application may sign in', () => ({ AZURE_CLIENT_ID: '5e0f7c1a-93d2-4b8e-a6c4-2d1f0b9e8a73' })],
  ['the window is small', () => ({})],
])('nothing is painted ahead where %s', async (what, environment) => {
  const sitting = bare(what.includes('window') ? 59 : 80, 24, environment());
  await sitting.untilRaw(0, isRead);
  expect(parts(sitting)[0]).toBe('');
});
