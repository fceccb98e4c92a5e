import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Home, newHome, node } from '../support/places.ts';
import { enter, leaveAll, questions, sit } from '../support/sitting.ts';
import { runUnattended } from '../support/unattended.ts';

const program = join(import.meta.dirname, '..', '..', 'dist', 'main.js');
let home: Home;

beforeEach(() => {
  home = newHome();
});

afterEach(() => {
  leaveAll();
  home.remove();
});

/** Runs the built program with its standard output somewhere unusual. */
function runInto(stdout: number | 'pipe'): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(node, [program, '--sandbox'], {
      cwd: home.folder,
      env: home.environment,
      stdio: ['ignore', stdout, 'pipe'],
    });
    let stderr = '';
    child.stdout?.once('data', () => child.stdout?.destroy());
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('close', (code) => resolve({ code, stderr }));
  });
}

test('a reader who leaves after the first line loses words, not work (X04)', async () => {
  expect(await runInto('pipe')).toEqual({ code: 0, stderr: '' });
  expect(home.saved()[0]).toMatchObject({ outcome: 'ready', making: null });
});

test('a full disk under the output ends with 1, and the set-up is saved (X05)', async () => {
  const full = openSync('/dev/full', 'w');
  const { code, stderr } = await runInto(full);
  closeSync(full);
  expect(code).toBe(1);
  expect(stderr).toContain('ENOSPC');
  expect(stderr).not.toContain('    at ');
  expect(home.saved()[0]).toMatchObject({ outcome: 'ready', making: null });
});

describe('two at once', () => {
  test('on one set-up: the second says who is at work, and changes nothing; the third finds no stale lock (S40)', async () => {
    home.remove();
    home = newHome('owner', { creationSeconds: 60 });
    const first = sit(home, ['--sandbox']);
    await enter(first, questions);
    await first.until('(Provisioning)');
    const second = await runUnattended(home, ['--sandbox']);
    expect(second.code).toBe(2);
    expect(second.stderr).toMatch(/Another adt-setup \(process \d+, since [\d-]+T[\d:.]+Z\) is working on this set-up/);
    const preview = await runUnattended(home, ['--sandbox', '--dry-run']);
    expect(preview.code).toBe(0);
    first.kill('SIGKILL');
    await first.ended;
    // No stale lock: the next one carries on at once.
    const third = await runUnattended(home, ['--sandbox', '--timeout', '1']);
    expect(third.code).toBe(75);
  });
});

test('a damaged set-up is carried on from its copy, and the person is told', async () => {
  const first = await runUnattended(home, ['--sandbox', '--json']);
  const { stateFile, name } = JSON.parse(first.stdout) as { stateFile: string; name: string };
  writeFileSync(stateFile, '');
  const second = await runUnattended(home, ['--sandbox', '--json']);
  expect(second.stderr).toContain('The saved set-up was damaged.');
  expect(second.code).toBe(0);
  expect(JSON.parse(second.stdout)).toMatchObject({ outcome: 'ready', name, requests: { writes: 0 } });
});

test('progress that can not be saved stops before anything is sent, and is kept elsewhere (S35)', async () => {
  const file = join(home.folder, 'proc-like', 'state.json');
  mkdirSync(dirname(file), { mode: 0o700 });
  const preload = join(home.folder, 'full-disk.cjs');
  // The third and later writes of a state file fail, as on a disk that is full from then on.
  writeFileSync(
    preload,
    `const fs = require('fs'); const { open } = { open: fs.openSync }; let n = 0;
     fs.openSync = (path, ...rest) => {
       if (/proc-like.*tmp$/.test(String(path)) && ++n > 4) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
       return open(path, ...rest);
     };
     require('module').syncBuiltinESMExports();`,
  );
  const ended = await runUnattended(home, ['--sandbox', '--state', file, '--json'], {
    NODE_OPTIONS: `--require ${preload}`,
  });
  expect(ended.code).toBe(2);
  const document = JSON.parse(ended.stdout) as { stateFile: string; error: { code: string; help: string } };
  expect(document.error.code).toBe('cannot-save');
  expect(document).toMatchObject({ requests: { writes: 0 } });
  expect(document.stateFile).toContain('adt-setup-rescue-');
  const again = await runUnattended(home, ['--sandbox', '--state', document.stateFile, '--json']);
  expect(again.code).toBe(0);
});
