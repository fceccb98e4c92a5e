import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { nodeCheck, stateCheck, terminalCheck } from '../../src/doctor/machine-checks.ts';
import { usageError } from '../../src/errors.ts';
import { found, scene, terminal } from './scene.ts';

test.each([
  ['20.17.0', 'ok'],
  ['24.1.0', 'ok'],
  ['20.16.9', 'problem'],
  ['18.20.4', 'problem'],
])('Node.js %s is %s', async (nodeVersion, status) => {
  expect(await found(nodeCheck, scene({ nodeVersion }))).toMatchObject({ status });
});

test.each([
  ['a usual one', terminal(80), {}, 'ok', '80 columns'],
  ['a file or pipe', terminal(0), {}, 'note', 'no terminal'],
  ['a narrow one', terminal(30), {}, 'note', '30 columns'],
  ['one that can only append', terminal(80), { TERM: 'dumb' }, 'note', 'TERM=dumb'],
  ['continuous integration', terminal(80), { CI: 'true' }, 'note', 'continuous integration'],
  ['one without UTF-8', terminal(80), { LC_ALL: 'C' }, 'note', 'not UTF-8 (C)'],
])('a terminal: %s', async (_, given, environment, status, says) => {
  expect(await found(terminalCheck, scene({ terminal: given, environment }))).toMatchObject({
    status,
    says: expect.stringContaining(says),
  });
});

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adt-setup-doctor-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the state directory: private, missing, open to others, not a folder, not known', async () => {
  const at = (directory: string) => found(stateCheck, scene({ stateDirectory: () => directory }));
  expect(await at(folder)).toEqual({ status: 'ok', says: folder });
  expect(await at(join(folder, 'a', 'b'))).toMatchObject({ status: 'ok', says: expect.stringContaining('made when') });
  const open = join(folder, "it's open");
  mkdirSync(open);
  chmodSync(open, 0o755);
  expect(await at(open)).toMatchObject({ status: 'note', fix: `chmod 700 '${folder}/it'\\''s open'` });
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(await at(file)).toMatchObject({ status: 'problem', ending: 'usage', says: `${file} is not a folder.` });
  const none = (): never => {
    throw usageError('no-home', 'No home.', 'Set HOME.');
  };
  expect(await found(stateCheck, scene({ stateDirectory: none }))).toEqual({
    status: 'problem',
    ending: 'usage',
    says: 'No home.',
    fix: 'Set HOME.',
  });
});
