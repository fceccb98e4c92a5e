import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { github } from '../../src/export/github.ts';
import { githubList } from '../../src/export/list/projects.ts';
import { lists } from '../export/exported-list.ts';
import { setUps } from '../support/exported.ts';

const judge = join('test', 'tools', 'github');
const isHere = existsSync(join(judge, 'node_modules', '@actions', 'workflow-parser'));
const title = isHere
  ? "judged by GitHub's own parser of workflows"
  : "judged by GitHub's own parser of workflows, which is not installed here (npm ci --prefix test/tools/github)";

interface Verdict {
  readonly errors: readonly string[];
  readonly jobs: readonly string[];
}

(isHere ? describe : describe.skip)(title, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'adt-github-'));
    // It imports JSON as newer versions of Node.js only do.
    buildSync({
      entryPoints: [join(judge, 'judge.mjs')],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: join(folder, 'judge.mjs'),
      banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
      logLevel: 'error',
    });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function judged(workflows: readonly string[]): readonly Verdict[] {
    const files = workflows.map((text, at) => {
      const file = join(folder, `${at}.yml`);
      writeFileSync(file, text);
      return file;
    });
    const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'judge.mjs'), ...files], { encoding: 'utf8' });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout) as Verdict[];
  }

  const workflows = [
    ...Object.entries(setUps).map(([name, exported]) => [name, github(exported)[0]?.text ?? ''] as const),
    ...Object.entries(lists).map(([name, list]) => [name, githubList(list)[0]?.text ?? ''] as const),
  ];

  test('the workflow of every kind of set-up: no error, its expressions included', () => {
    const verdicts = judged(workflows.map(([, text]) => text));
    expect(verdicts.map((verdict, at) => [workflows[at]?.[0], verdict])).toEqual(
      workflows.map(([name]) => [name, { errors: [], jobs: ['preview', 'deploy'] }]),
    );
  });

  test.each<[string, (text: string) => string]>([
    ['an expression that does not end', (text) => text.replace('${{', '${{ github.(')],
    ['a key that there is not', (text) => text.replace('runs-on:', 'runs-in:')],
    ['a job that needs nobody', (text) => text.replace('  deploy:\n', '  deploy:\n    needs: nobody\n')],
  ])('%s would be found', (_, spoil) => {
    const text = workflows[0]?.[1] ?? '';
    expect(spoil(text)).not.toBe(text);
    expect(judged([spoil(text)])[0]?.errors).not.toEqual([]);
  });
});
