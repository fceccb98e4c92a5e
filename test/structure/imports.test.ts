import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');
let copy: string;

/** Which file imports what, and the rule that refuses it. */
const plants: readonly (readonly [from: string, to: string, rule: string])[] = [
  ['steps/login.ts', 'src/azure/live.ts', 'steps-folder-imports'],
  ['steps/place/region.ts', 'src/engine/plan.ts', 'steps-folder-imports'],
  ['steps/role.ts', 'src/terminal/screen.ts', 'steps-folder-imports'],
  ['steps/tags.ts', 'src/state/save.ts', 'steps-folder-imports'],
  ['steps/verify.ts', 'node:fs', 'pure-folders-touch-nothing-outside'],
  ['src/domain/names.ts', 'src/terminal/style.ts', 'domain-imports'],
  ['src/domain/group.ts', 'src/port/azure.ts', 'domain-imports'],
  ['src/step/step.ts', 'src/engine/context.ts', 'step-contract-imports'],
  ['src/port/azure.ts', 'src/azure/live.ts', 'port-imports'],
  ['src/rights/match.ts', 'src/azure/live.ts', 'rights-imports'],
  ['src/text/safe.ts', 'src/domain/names.ts', 'text-imports'],
  ['src/local/lock.ts', 'src/state/save.ts', 'local-imports'],
  ['src/engine/apply.ts', 'src/state/save.ts', 'engine-imports'],
  ['src/engine/make.ts', 'src/terminal/screen.ts', 'engine-imports'],
  ['src/engine/watch.ts', 'steps/login.ts', 'engine-imports'],
  ['src/engine/session.ts', 'node:net', 'pure-folders-touch-nothing-outside'],
  ['src/export/bicep.ts', 'src/wizard/run.ts', 'export-imports'],
  ['src/exporting/out.ts', 'src/azure/live.ts', 'exporting-imports'],
  ['src/azure/groups.ts', 'steps/login.ts', 'azure-imports'],
  ['src/azure/locks.ts', 'src/terminal/screen.ts', 'azure-imports'],
  ['src/azure/twins.ts', 'src/engine/plan.ts', 'azure-imports'],
  ['src/state/memory.ts', 'src/azure/live.ts', 'state-imports'],
  ['src/terminal/view.ts', 'src/azure/live.ts', 'terminal-imports'],
  ['src/sandbox/server.ts', 'src/azure/live.ts', 'sandbox-imports'],
  ['src/sandbox/site.ts', 'src/engine/plan.ts', 'sandbox-imports'],
  ['src/sandbox/deployments/value.ts', 'src/sandbox/world/world.ts', 'template-engine-imports'],
  ['src/wizard/wizard.ts', '@azure/identity', 'azure-sdk-behind-one-door'],
  ['src/wizard/review.ts', '@inquirer/core', 'inquirer-behind-one-door'],
  ['src/wizard/result.ts', 'ora', 'ora-behind-one-door'],
  ['src/wizard/review.ts', 'src/sandbox/server.ts', 'wizard-imports'],
  ['src/wizard/walk.ts', 'src/azure/live.ts', 'wizard-imports'],
  ['src/many/walk-list.ts', 'src/azure/live.ts', 'many-imports'],
  ['src/cli/usage.ts', 'test/support/fake.ts', 'cli-imports'],
  ['src/doctor/page.ts', 'src/sandbox/server.ts', 'doctor-imports'],
  ['src/first-steps/page.ts', 'src/azure/live.ts', 'first-steps-imports'],
  ['src/serving/serve.ts', 'src/wizard/run.ts', 'serving-imports'],
  ['src/saved/list.ts', 'src/azure/live.ts', 'saved-imports'],
  ['src/status/look.ts', 'src/engine/make.ts', 'status-imports'],
  ['src/undo/page.ts', 'src/azure/live.ts', 'undo-imports'],
  ['src/rights/judge.ts', 'ora', 'pure-folders-use-no-packages'],
  ['src/elsewhere/new.ts', 'src/azure/live.ts', 'folders-without-a-rule'],
  ['src/loose.ts', 'src/azure/live.ts', 'folders-without-a-rule'],
  ['src/start/load.ts', 'src/errors.ts', 'start-imports'],
  ['src/opening/opening.ts', 'src/azure/live.ts', 'opening-imports'],
  ['src/doctor/page.ts', 'fast-check', 'only-packages-of-the-product'],
];

/** Rules for one file: what is planted is added to that file itself. */
const inFiles: typeof plants = [
  ['src/completion/table-of.ts', 'src/azure/live.ts', 'completion-imports'],
  ['src/completion/answer/saved.ts', 'src/state/file.ts', 'completion-answer-imports'],
  ['src/main.ts', 'src/azure/live.ts', 'main-imports'],
  ['src/version.ts', 'src/state/save.ts', 'main-imports'],
  ['src/errors.ts', 'src/domain/names.ts', 'errors-imports'],
];

/** Something that any folder may hold, so that what is imported is there. */
function put(file: string, text: string): void {
  const path = join(copy, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: 'a' });
}

function specifier(from: string, to: string): string {
  return /^(src|steps|test)\//.test(to) ? `${'../'.repeat(from.split('/').length - 1)}${to}` : to;
}

/** The violations that the structure check reports, as "rule: from -> to". */
function cruise(): readonly string[] {
  const bin = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const words = [bin, 'src', 'steps', 'test', '--config', '.dependency-cruiser.json', '--output-type', 'json'];
  const { stdout } = spawnSync(process.execPath, words, { cwd: copy, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { from: string; to: string; rule: { name: string } }[] };
  };
  return summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`);
}

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'adt-structure-'));
  for (const file of ['.dependency-cruiser.json', 'tsconfig.json', 'package.json'])
    copyFileSync(join(root, file), join(copy, file));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  for (const [from, to] of [...plants, ...inFiles]) {
    put(from, 'export type Own = 1;\n');
    if (/^(src|steps|test)\//.test(to)) put(to, 'export type Own = 1;\n');
  }
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

test('nothing is refused where nothing is planted', () => {
  expect(cruise().filter((each) => !each.startsWith('no-orphans'))).toEqual([]);
});

function importOf(kind: 'value' | 'type', of: string): string {
  return kind === 'value'
    ? `import '${of}';\n`
    : `import type * as planted from '${of}';\nexport type Is = typeof planted;\n`;
}

test('each forbidden import is refused by its rule, whether of a value or of a type', () => {
  const kinds = ['value', 'type'] as const;
  const planted = plants.flatMap(([from, to, rule], at) =>
    kinds.map((kind) => {
      const file = join(dirname(from), `planted-${at}-${kind}.ts`).replaceAll('\\', '/');
      put(file, importOf(kind, specifier(from, to)));
      return `${rule}: ${file}`;
    }),
  );
  const added = inFiles.map(([from, to, rule]) => {
    put(from, importOf('type', specifier(from, to)));
    return `${rule}: ${from}`;
  });
  put('src/state/circle-a.ts', importOf('type', './circle-b.ts'));
  put('src/state/circle-b.ts', importOf('type', './circle-a.ts'));
  put('src/state/alone.ts', 'export type Own = 1;\n');
  const found = new Set(cruise());
  const expected = [...planted, ...added, 'no-cycles: src/state/circle-a.ts', 'no-orphans: src/state/alone.ts'];
  expect(expected.filter((each) => !found.has(each))).toEqual([]);
});

test('each rule of the configuration is seen to refuse', () => {
  const { forbidden } = JSON.parse(readFileSync(join(root, '.dependency-cruiser.json'), 'utf8')) as {
    forbidden: { name: string }[];
  };
  const seen = new Set(['no-cycles', 'no-orphans', ...[...plants, ...inFiles].map(([, , rule]) => rule)]);
  expect(forbidden.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
});
