import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { textsAtOnce } from '../../src/cli/texts.ts';
import { laidOut } from '../../src/start/laid-out.ts';
import { runInProcess } from '../support/in-process.ts';
import { node } from '../support/places.ts';

const dist = join(import.meta.dirname, '..', '..', 'dist');
let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'adt-at-once-'));
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

function run(...argv: readonly string[]): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(node, [join(dist, 'main.js'), ...argv], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: home, USERPROFILE: home, LOCALAPPDATA: home },
  });
}

test('what is answered at once is what the program itself answers', async () => {
  for (const [key, text] of Object.entries(await textsAtOnce())) {
    const { stdout, code } = await runInProcess(key.split(' '), {});
    expect(stdout).toBe(laidOut(text, 80));
    expect(code).toBe(0);
  }
});

test.each([[['--help']], [['--version']], [['doctor', '--help']], [['help', 'sandbox']]])('%j', async (argv) => {
  const { stdout, stderr, status } = run(...argv);
  expect({ stdout, stderr, status }).toEqual({
    stdout: laidOut((await textsAtOnce())[argv.join(' ')] ?? '', 80),
    stderr: '',
    status: 0,
  });
});

test('nothing is kept for that', () => {
  run('--help');
  expect(readdirSync(home)).toEqual([]);
});

const toDevFull = process.platform === 'linux' ? test : test.skip;

test('where the texts are not to be had, the program itself answers', () => {
  const copy = join(home, 'dist');
  cpSync(dist, copy, { recursive: true });
  rmSync(join(copy, 'texts.txt'));
  const { stdout, status } = spawnSync(node, [join(copy, 'main.js'), '--version'], { encoding: 'utf8' });
  expect([stdout, status]).toEqual([run('--version').stdout, 0]);
});

toDevFull('that it could not be written is said', () => {
  const { stderr, status } = spawnSync('sh', ['-c', '"$0" "$1" --help >/dev/full', node, join(dist, 'main.js')], {
    encoding: 'utf8',
  });
  expect(stderr).toContain('could be written');
  expect(status).toBe(1);
});

test('the bundles are ASCII, and hold no packages that are not there', () => {
  for (const name of ['main', 'start', 'completion', 'opening', 'program'])
    expect(/[^\0-\x7F]/.test(readFileSync(join(dist, `${name}.js`), 'utf8'))).toBe(false);
  for (const name of ['identity', 'azure', 'rest'])
    expect(/[^\0-\x7F]/.test(brotliDecompressSync(readFileSync(join(dist, `${name}.js.br`))).toString())).toBe(false);
  const { dependencies, scripts } = JSON.parse(readFileSync(join(dist, '..', 'package.json'), 'utf8')) as {
    dependencies?: object;
    scripts: Record<string, string>;
  };
  expect(dependencies).toBeUndefined();
  expect(Object.keys(scripts).filter((each) => /install$/.test(each))).toEqual([]);
});
