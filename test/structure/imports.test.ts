import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');
let copy: string;

/** Which file imports what, and the rule that refuses it. */
const plants: readonly (readonly [from: string, to: string, rule: string])[] = [
  ['steps/login.ts', 'src/azure/live.ts', 'steps-imports'],
  ['steps/place/region.ts', 'src/engine/plan.ts', 'steps-imports'],
  ['steps/role.ts', 'src/terminal/screen.ts', 'steps-imports'],
  ['steps/tags.ts', 'src/state/save.ts', 'steps-imports'],
  ['steps/verify.ts', 'node:fs', 'pure-folders-touch-nothing-outside'],
  ['src/domain/names.ts', 'src/terminal/style.ts', 'domain-imports'],
  ['src/domain/group.ts', 'src/port/azure.ts', 'domain-imports'],
  ['src/step/step.ts', 'src/engine/context.ts', 'step-imports'],
  ['src/port/azure.ts', 'src/azure/live.ts', 'port-imports'],
  ['src/rights/match.ts', 'src/azure/live.ts', 'rights-imports'],
  ['src/text/safe.ts', 'src/domain/names.ts', 'text-imports'],
  ['src/local/lock.ts', 'src/state/save.ts', 'local-imports'],
  ['src/engine/apply.ts', 'src/state/save.ts', 'engine-imports'],
  ['src/engine/make.ts', 'src/terminal/screen.ts', 'engine-imports'],
  ['src/engine/watch.ts', 'steps/login.ts', 'engine-imports'],
  ['src/engine/session.ts', 'node:net', 'pure-folders-touch-nothing-outside'],
  ['src/export/bicep.ts', 'src/wizard/run.ts', 'export-imports'],
  ['src/azure/groups.ts', 'steps/login.ts', 'azure-imports'],
  ['src/azure/locks.ts', 'src/terminal/screen.ts', 'azure-imports'],
  ['src/azure/twins.ts', 'src/engine/plan.ts', 'azure-imports'],
  ['src/state/memory.ts', 'src/azure/live.ts', 'state-imports'],
  ['src/terminal/view.ts', 'src/azure/live.ts', 'terminal-imports'],
  ['src/sandbox/server.ts', 'src/azure/live.ts', 'sandbox-imports'],
  ['src/sandbox/site.ts', 'src/engine/plan.ts', 'sandbox-imports'],
  ['src/wizard/wizard.ts', '@azure/identity', 'azure-sdk-behind-one-door'],
  ['src/wizard/review.ts', 'inquirer', 'inquirer-behind-one-door'],
  ['src/wizard/result.ts', 'ora', 'ora-behind-one-door'],
  ['src/cli/usage.ts', 'test/support/fake.ts', 'cli-imports'],
  ['src/doctor/page.ts', 'fast-check', 'no-dev-dependencies-in-the-product'],
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
  for (const [from, to] of plants) {
    put(from, 'export type Own = 1;\n');
    if (/^(src|steps|test)\//.test(to)) put(to, 'export type Own = 1;\n');
  }
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

test('nothing is refused where nothing is planted', () => {
  expect(cruise().filter((each) => !each.startsWith('no-orphans'))).toEqual([]);
});

test('each forbidden import is refused by its rule, whether of a value or of a type', () => {
  const files = plants.flatMap(([from, to, rule], at) =>
    ['value', 'type'].map((kind) => {
      const file = join(dirname(from), `planted-${at}-${kind}.ts`).replaceAll('\\', '/');
      const text = kind === 'value' ? `import '${specifier(from, to)}';\n` : '';
      put(file, `${text}import type * as planted from '${specifier(from, to)}';\nexport type Own = typeof planted;\n`);
      return `${rule}: ${file}`;
    }),
  );
  const found = new Set(cruise());
  expect(files.filter((each) => !found.has(each))).toEqual([]);
});
