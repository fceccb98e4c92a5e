import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Home, newHome } from '../support/places.ts';
import { enter, keys, leaveAll, questions, sit, sitInShell } from '../support/sitting.ts';
import { runUnattended } from '../support/unattended.ts';

let home: Home;

beforeEach(() => {
  home = newHome();
});

afterEach(() => {
  leaveAll();
  home.remove();
});

interface Document {
  readonly outcome: string;
  readonly planId: string;
  readonly name: string | null;
  readonly requests: { readonly reads: number; readonly writes: number };
  readonly error?: { readonly code: string; readonly message: string };
}

async function run(...argv: readonly string[]): Promise<{ code: number | null; document: Document; stderr: string }> {
  const { code, stdout, stderr } = await runUnattended(home, ['--sandbox', '--json', ...argv]);
  return { code, document: JSON.parse(stdout) as Document, stderr };
}

describe('--plan', () => {
  test('carries out exactly the plan that a preview showed, and once more changes nothing', async () => {
    const preview = await run('--dry-run');
    const done = await run('--plan', preview.document.planId);
    expect(done).toMatchObject({ code: 0, document: { outcome: 'ready', name: preview.document.name } });
    const again = await run('--plan', preview.document.planId);
    expect(again).toMatchObject({ code: 0, document: { outcome: 'ready', requests: { writes: 0 } } });
  });

  test.each([
    ['another region', ['--location', 'northeurope']],
    ['another group', ['--resource-group', 'rg-other']],
    ['tags', ['--tags', 'team=twins']],
  ])('%s than the preview had is another plan: nothing is changed', async (_, answers) => {
    const { planId } = (await run('--dry-run')).document;
    const { code, document } = await run('--plan', planId, ...answers);
    expect(code).toBe(4);
    expect(document).toMatchObject({ outcome: 'failed', error: { code: 'plan-changed' }, requests: { writes: 0 } });
  });

  test.each(['7f3a', 'x'.repeat(16), ''])('%j is no id of a plan', async (id) => {
    const { code, document } = await run(`--plan=${id}`);
    expect(code).toBe(2);
    expect(document.requests.reads).toBe(0);
  });

  test('and --dry-run contradict each other', async () => {
    expect(await run('--dry-run', '--plan', '0123456789abcdef')).toMatchObject({
      code: 2,
      document: { error: { code: 'contradicting-options' } },
    });
  });
});

test('in continuous integration nobody is asked, and in the sandbox nobody has to agree', async () => {
  const sitting = sit(home, ['--sandbox'], 80, 24, { CI: '1' });
  expect(await sitting.ended).toBe(0);
  expect(sitting.text()).not.toContain('Go ahead?');
});

const inShell = process.platform === 'win32' ? describe.skip : describe;

inShell('a person whose outputs lead elsewhere', () => {
  test.each([
    ['both to a file', '> log.txt 2>&1'],
    ['both through a pipe', '2>&1 | cat > log.txt'],
    ['standard output to a file', '> log.txt'],
  ])('%s: is asked in the terminal, and sees there what is agreed to', async (_, outputs) => {
    const sitting = sitInShell(home);
    await sitting.until('$ ');
    sitting.type(`adt_setup --sandbox ${outputs}; echo "ended: $?"${keys.enter}`);
    await enter(sitting, questions.slice(0, 5));
    await sitting.until('? Go ahead?');
    expect(sitting.text()).toContain('The plan');
    expect(sitting.text()).toContain('will be created');
    sitting.type(`stop${keys.enter}`);
    sitting.type(keys.down.repeat(4) + keys.enter);
    await sitting.until('ended: 0');
    const log = join(home.folder, 'log.txt');
    expect(existsSync(log)).toBe(true);
    expect(readFileSync(log, 'utf8')).toContain('The plan');
  });
});
