import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { syscalls } from './syscalls.ts';

test('a real process that saves, killed at a call to the system or refused one: old or new, whole, and progress kept', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'adt-setup-writer-'));
  const writer = join(folder, 'writer.mjs');
  const entry = join(import.meta.dirname, 'writer.ts');
  await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile: writer });
  const { trials, violations, what } = await syscalls(writer, 2, 9);
  rmSync(folder, { recursive: true });
  expect(violations).toEqual([]);
  // Without strace, which only Linux has, it says so.
  if (!what.includes('left out')) expect(trials).toBeGreaterThan(10);
});
