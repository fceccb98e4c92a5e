import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type InProcess, runInProcess } from '../support/in-process.ts';
import { type Home, newHome } from '../support/places.ts';
import { runUnattended } from '../support/unattended.ts';

let home: Home;

beforeAll(async () => {
  home = newHome();
  const { code } = await runInProcess(['--sandbox', '--name', 'my-twins'], home.environment);
  expect(code).toBe(0);
});
afterAll(() => home.remove());

const firstSteps = (...argv: string[]): Promise<InProcess> =>
  runInProcess(['first-steps', '--sandbox', ...argv], home.environment);

interface Document {
  readonly outcome: string;
  readonly things: readonly { readonly id: string; readonly status: string }[];
  readonly rows: readonly object[] | null;
  readonly program: {
    readonly folder: string;
    readonly files: readonly string[];
    readonly steps: readonly { readonly says: string; readonly line: string }[];
  } | null;
  readonly requests: { readonly writes: number };
}

async function documentOf(...argv: string[]): Promise<Document & { readonly code: number }> {
  const { code, stdout } = await firstSteps('--json', ...argv);
  return { ...(JSON.parse(stdout) as Document), code };
}

test('makes the sample, shows the answer as a table; again, writes nothing; takes it away, and again, nothing', async () => {
  const { code, stdout } = await firstSteps();
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}floor {10}room {11}temperature\n {2}Ground floor {3}Meeting room {3}21\.5$/m);
  expect(await documentOf()).toMatchObject({
    code: 0,
    outcome: 'ready',
    requests: { writes: 0 },
    rows: [{ temperature: 21.5 }],
  });
  expect(await documentOf('--remove')).toMatchObject({ code: 0, outcome: 'removed', requests: { writes: 5 } });
  expect(await documentOf('--remove')).toMatchObject({ code: 0, outcome: 'removed', requests: { writes: 0 } });
});

test.each(['javascript', 'python', 'csharp'])(
  'writes a program in %s, never over a file that says something else',
  async (language) => {
    const out = join(mkdtempSync(join(home.folder, 'out-')), 'program');
    const { program } = await documentOf('--language', language, '--out', out);
    const [file = ''] = program?.files ?? [];
    const text = readFileSync(join(out, file), 'utf8');
    expect(text).toContain('my-twins.api.weu');
    expect(text.split('\n').length).toBeLessThan(48);
    expect(await documentOf('--language', language, '--out', out)).toMatchObject({ code: 0 });
    writeFileSync(join(out, file), 'mine');
    const refused = await firstSteps('--language', language, '--out', out);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(`${file} is there already`)]);
    expect(readFileSync(join(out, file), 'utf8')).toBe('mine');
  },
);

test('what begins with a hyphen is no option in the lines of a program', async () => {
  const words = ['first-steps', '--sandbox', '--json', '--language', 'csharp', '--out', '-x'];
  const { program } = JSON.parse((await runUnattended(home, words)).stdout) as Document;
  const lines = program?.steps.map(({ line }) => line).filter((line) => line.includes('-x')) ?? [];
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line).toMatch(/ \.\/-x/);
});

test('a program is installed before a terminal trusts the sandbox alone: package managers go by the same variables', async () => {
  const { program } = await documentOf('--language', 'python', '--out', join(home.folder, 'ordered'));
  expect(program?.steps.map(({ says }) => says)).toEqual([
    'Install what it needs',
    'Serve the sandbox, in another terminal',
    'Sign in to it with az',
    'Run it',
  ]);
});

test.each([
  [['--remove', '--language', 'python'], '--remove takes the sample away'],
  [['--out', 'x'], 'no language is given'],
  [['--language', 'python', '--out', ''], '--out is empty'],
  [['--language', 'pyhton'], 'Did you mean python?'],
  [['--name', 'other-twins'], 'has an instance "other-twins". Saved are: my-twins.'],
])('%j: %s', async (argv, words) => {
  const { code, stderr } = await firstSteps(...argv);
  expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  expect(existsSync('x')).toBe(false);
});

test('a damaged ledger is no reason to take anything for ours', async () => {
  await firstSteps();
  const [record] = home.saved();
  const file = join(home.setups, '..', 'first-steps', `${record?.id ?? ''}.json`);
  const good = readFileSync(file, 'utf8');
  writeFileSync(file, good.slice(5));
  expect(await firstSteps('--remove')).toMatchObject({ code: 2, stdout: expect.stringContaining('damaged') });
  writeFileSync(file, good);
  expect(await documentOf('--remove')).toMatchObject({ requests: { writes: 5 } });
});
