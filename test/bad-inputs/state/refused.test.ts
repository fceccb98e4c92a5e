import { chmodSync, chownSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { wrongTexts } from '../state-texts.ts';
import { keptState } from './bench.ts';

const state = keptState();
const { saved, withState } = state;

test('S01: none: a new set-up, saved there', () => {
  expect(state.first.code).toBe(0);
  expect(state.made).toMatchObject({ outcome: 'ready', answers: { name: { value: 'factory-twins' } } });
});

describe('refused, and left as they are', () => {
  test.each(wrongTexts)('%s', async (_, textOf) => {
    const text = textOf(saved);
    writeFileSync(state.file, text);
    const { code, stderr } = await withState();
    expect(stderr).toContain(state.file);
    expect(stderr).toContain('Nothing was changed');
    expect(code).toBe(2);
    expect(readFileSync(state.file, 'utf8')).toBe(text);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('F23: a symbolic link', async () => {
    writeFileSync(join(state.scene.home.folder, 'real.json'), saved());
    symlinkSync(join(state.scene.home.folder, 'real.json'), state.file);
    expect(await withState()).toMatchObject({ code: 2, stderr: expect.stringContaining('symbolic link') });
  });

  test('S22: contradicted by its own copy', async () => {
    writeFileSync(state.file, saved());
    writeFileSync(`${state.file}.bak`, saved({ outcome: null }));
    expect(await withState()).toMatchObject({ code: 2, stderr: expect.stringContaining('two different set-ups') });
    expect(readFileSync(state.file, 'utf8')).toBe(saved());
  });

  test('S29: a set-up of another cloud', async () => {
    writeFileSync(state.file, saved({ cloud: 'AzureCloud' }));
    expect(await withState()).toMatchObject({ code: 2, stderr: expect.stringContaining('not of the sandbox') });
  });

  test('S31: a folder where everybody may replace files', async () => {
    const open = join(state.scene.home.folder, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    state.file = join(open, 'state.json');
    expect(await withState()).toMatchObject({ code: 2, stderr: expect.stringContaining('Everybody may replace') });
  });

  (process.getuid?.() === 0 ? test : test.skip)('S32: a file of another user', async () => {
    writeFileSync(state.file, saved());
    chownSync(state.file, 12_345, 12_345);
    const { code, stderr } = await withState();
    expect(stderr).toContain(
      `belongs to another user (number 12345). Its owner can hand it over: chown root ${state.file}`,
    );
    expect(code).toBe(2);
  });

  test('S34: a place that takes no files, before anything is sent', async () => {
    state.file = '/proc/state.json';
    const { code, stderr } = await withState();
    expect(stderr).toMatch(/can't be saved in \/proc .*give a file in another folder with --state/);
    expect(code).toBe(2);
  });
});

describe('a saved answer that can be none', () => {
  const cases = [
    ['tags', 'no JSON, and no pairs'],
    ['tags', '{"a":'],
    ['identity', '[]'],
    ['role', '{}'],
    ['name', 'a name with blanks'],
  ] as const;

  test.each(cases)('%s: %s is refused in words where it is needed', async (key, value) => {
    const answers = { resourceGroup: { value: 'rg-new', from: 'prompt' }, [key]: { value, from: 'prompt' } };
    writeFileSync(state.file, saved({ made: [], making: null, facts: {}, done: [], outcome: null, answers }));
    const { code, stdout, stderr } = await withState('--dry-run');
    expect(code).toBe(2);
    expect(stdout + stderr).not.toMatch(/defect|\n\s+at /);
  });

  test.each(cases)('%s: %s is no defect either, where all is there already', async (key, value) => {
    writeFileSync(state.file, saved({ answers: { ...state.made.answers, [key]: { value, from: 'prompt' } } }));
    const { stdout, stderr } = await withState('--dry-run');
    expect(stdout + stderr).not.toMatch(/defect|\n\s+at /);
  });
});
