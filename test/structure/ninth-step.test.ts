import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { type Home, newHome } from '../support/places.ts';

const root = join(import.meta.dirname, '..', '..');
const program = createRequire(import.meta.url).resolve('typescript/bin/tsc');
let copy: string;
let home: Home | undefined;
/** It builds the program and runs it five times: no slow machine may miss it. */
const patience = 900_000;

/** One file: a lock that keeps the instance from being deleted. */
const lock = `import type { OtherResource } from '../src/domain/other.ts';
import { azLine, planLine } from '../src/domain/resource.ts';
import type { Step } from '../src/step/step.ts';
import type { HasInstance } from './facts.ts';

export const lockStep = {
  id: 'lock',
  title: 'Lock',
  needs: ['instance'],
  questions: [],
  async plan(world) {
    const makes: OtherResource = {
      kind: 'other',
      id: \`\${world.facts.instance.id}/providers/Microsoft.Authorization/locks/keep\`,
      apiVersion: '2020-05-01',
      content: { properties: { level: 'CanNotDelete' } },
      does: 'lock the instance',
      says: 'will be locked against deletion',
      portal: 'choose Locks, then Add',
      word: 'lock',
    };
    const said = { evidence: 'checked', az: [azLine(makes)] } as const;
    const look = async () => {
      const there = await world.azure.find(makes);
      return there ? ({ is: 'there', value: there.id } as const) : ({ is: 'absent' } as const);
    };
    const now = world.absent.has('instance') ? undefined : await look();
    if (now?.is === 'there') return { kind: 'found', value: now.value, id: now.value, says: 'locked already', ...said };
    return {
      kind: 'change',
      says: planLine(makes, { region: (code) => code }),
      ...said,
      expects: makes.id,
      change: { makes, look, longest: 60, atLongest: 'waiting', doing: 'Azure is locking it', done: 'locked' },
    };
  },
} satisfies Step<'lock', string, HasInstance>;
`;

interface Document {
  readonly outcome: string;
  readonly planId: string;
  readonly handOverFile?: string;
  readonly steps: readonly { readonly id: string; readonly status: string; readonly az: readonly string[] }[];
}

function run({ folder, environment }: Home, ...args: readonly string[]): Document {
  const words = [join(copy, 'dist', 'main.js'), '--json', ...args];
  const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8', env: environment });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Document;
}

const statusOf = (document: Document): string | undefined => document.steps.find(({ id }) => id === 'lock')?.status;

beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'adt-ninth-'));
  for (const each of ['src', 'steps', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, each), join(copy, each), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  writeFileSync(join(copy, 'steps', 'lock.ts'), lock);
  const index = join(copy, 'steps', 'index.ts');
  const text = readFileSync(index, 'utf8').replace('instanceStep, permissions', 'instanceStep, lockStep, permissions');
  writeFileSync(index, `import { lockStep } from './lock.ts';\n${text}`);
  await build({
    entryPoints: [join(copy, 'src', 'main.ts')],
    outdir: join(copy, 'dist'),
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    logLevel: 'silent',
  });
}, patience);

afterEach(() => home?.remove());
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test(
  'a ninth step is one file and one line, and it compiles',
  () => {
    const { stdout, status } = spawnSync(process.execPath, [program, '--noEmit', '--project', copy], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  },
  patience,
);

test(
  'it is planned, previewed, made, saved, and found again',
  () => {
    home = newHome();
    const before = run(home, '--sandbox', '--dry-run');
    expect(statusOf(before)).toBe('planned');
    expect(before.steps.find(({ id }) => id === 'lock')?.az[0]).toMatch(/^az resource create --id .*locks\/keep/);
    const made = run(home, '--sandbox');
    expect(made.outcome).toBe('ready');
    expect(statusOf(made)).toBe('done');
    const again = run(home, '--sandbox');
    expect(again.outcome).toBe('ready');
    expect(statusOf(again)).toBe('reused');
  },
  patience,
);

test(
  'it is handed over where the account may not make it',
  () => {
    home = newHome('contributor');
    const { folder } = home;
    const document = run(home, '--sandbox=contributor');
    expect(document.outcome).toBe('handover');
    const [file] = readdirSync(folder).filter((name) => name.startsWith('hand-over-'));
    const text = readFileSync(join(folder, file ?? ''), 'utf8');
    for (const words of ['Lock the instance', 'az resource create', 'choose Locks, then Add', 'locks@2020-05-01'])
      expect(text).toContain(words);
  },
  patience,
);
