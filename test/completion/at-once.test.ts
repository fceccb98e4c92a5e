import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { shells } from '../../src/completion/shells.ts';
import { holdState } from '../../src/local/lock.ts';
import { runInProcess } from '../support/in-process.ts';
import type { Home } from '../support/places.ts';
import { node } from '../support/places.ts';
import { homeWith, setupsOf } from './saved-home.ts';

const dist = join(import.meta.dirname, '..', '..', 'dist');
let home: Home;

beforeEach(() => {
  home = homeWith([{ name: 'factory-twins', group: 'rg-factory' }]);
});
afterEach(() => home.remove());

/** What the built program answers. */
function run(argv: readonly string[], environment: NodeJS.ProcessEnv = home.environment): object {
  const { stdout, stderr, status } = spawnSync(node, [join(dist, 'main.js'), ...argv], {
    encoding: 'utf8',
    env: environment,
  });
  return { stdout, stderr, status };
}

const names = ['__complete', 'zsh', 'status', '--name', ''];
const found = { stdout: 'values\nfactory-twins\tunfinished, in rg-factory\n', stderr: '', status: 0 };
const none = { stdout: 'values\n', stderr: '', status: 0 };

test.each(shells)('the script for %s is the same whoever prints it', async (shell) => {
  const { stdout, code } = await runInProcess(['completion', shell], {});
  expect(code).toBe(0);
  expect(run(['completion', shell])).toEqual({ stdout, stderr: '', status: 0 });
  expect(stdout).toMatch(/^[\n -~]+$/);
});

test.each([
  [['completion'], /needs a SHELL.*bash, or zsh/],
  [['completion', 'bsh'], /Did you mean adt-setup completion bash/],
  [['completion', 'tcsh'], /Use bash, zsh, fish, powershell/],
  [['completion', 'bash', 'zsh'], /"zsh" is not something/],
  [['status', 'bash'], /"bash" is not something adt-setup status knows/],
])('%j is wrong usage', async (argv, words) => {
  expect(await runInProcess(argv, {})).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(words) });
});

test.each([
  ['completion', '--help'],
  ['help', 'completion'],
  ['completion', 'bash', '--help'],
])('how it is installed: %s %s', async (...argv) => {
  expect((await runInProcess(argv, {})).stdout).toContain('$ eval "$(adt-setup completion bash)"');
});

describe('saved names', () => {
  test('are answered, and nothing is written', () => {
    const before = readdirSync(home.folder, { recursive: true });
    expect(run(names)).toEqual(found);
    expect(readdirSync(home.folder, { recursive: true })).toEqual(before);
  });

  test('are answered while a set-up runs', async () => {
    const folder = setupsOf(home, undefined);
    const [file = ''] = readdirSync(folder);
    const hold = await holdState(join(folder, file), new Date());
    try {
      expect(run(names)).toEqual(found);
    } finally {
      await hold.release();
    }
  });

  test('of damaged records are left out, and the others are there', () => {
    const folder = setupsOf(home, undefined);
    const [file = ''] = readdirSync(folder);
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [at, bad] of [
      '',
      '{',
      'null',
      '[]',
      '{"program":"adt-setup"}',
      text.slice(0, -9),
      '\uFEFF',
      '{}',
    ].entries())
      writeFileSync(join(folder, `bad-${at}.json`), bad, { mode: 0o600 });
    writeFileSync(join(folder, 'wide.json'), Buffer.alloc(300_000, '['));
    writeFileSync(join(folder, 'newer.json'), text.replace(/"schema": \d+/, '"schema": 99'));
    mkdirSync(join(folder, 'folder.json'));
    if (process.platform !== 'win32') execFileSync('mkfifo', [join(folder, 'pipe.json')]);
    expect(run(names)).toEqual(found);
  });
});

describe('nothing is offered, and nothing said', () => {
  test('where no folder is known', () => {
    expect(run(names, { PATH: process.env['PATH'], HOME: '' })).toEqual(none);
    expect(run(names, { PATH: process.env['PATH'], HOME: '/dev/null/x', LOCALAPPDATA: '?:' })).toEqual(none);
  });

  test('where there is a file in place of the folder', () => {
    const folder = setupsOf(home, undefined);
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    expect(run(names)).toEqual(none);
  });

  test('where nobody may read it', () => {
    chmodSync(setupsOf(home, undefined), 0o000);
    const answer = run(names);
    chmodSync(setupsOf(home, undefined), 0o700);
    // To root no folder is closed.
    expect([none, found]).toContainEqual(answer);
  });

  test.each([
    [[]],
    [['']],
    [['tcsh', 'x']],
    [['bash']],
    [['bash', '"', "'"]],
    [['powershell', '\u{1F600}']],
    [['fish', ...Array.from({ length: 3000 }, (_, at) => `-${at}`)]],
  ])('for garbage: %.60j', (argv) => {
    expect(run(['__complete', ...argv])).toMatchObject({ stderr: '', status: 0 });
  });
});

const toDevFull = process.platform === 'linux' ? test : test.skip;

toDevFull('that it could not be written is not said in the middle of a line, and of a script it is', () => {
  const into = (...argv: readonly string[]): readonly unknown[] => {
    const all = ['-c', '"$0" "$@" >/dev/full', node, join(dist, 'main.js'), ...argv];
    const { stderr, status } = spawnSync('sh', all, { encoding: 'utf8', env: home.environment });
    return [stderr.includes('could be written') || stderr, status];
  };
  expect(into(...names)).toEqual(['', 0]);
  expect(into('completion', 'bash')).toEqual([true, 1]);
});

test('what answers holds nothing of the SDKs, and none of the modules that take their time', () => {
  const text = readFileSync(join(dist, 'completion.js'), 'utf8');
  expect([...new Set(text.match(/require\("[^"]*"\)/g))].sort()).toEqual(
    ['fs', 'os', 'path'].map((name) => `require("node:${name}")`),
  );
  expect(text.length).toBeLessThan(50_000);
});
