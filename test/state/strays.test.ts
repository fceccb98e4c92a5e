import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { holdState } from '../../src/local/lock.ts';
import { removeStrays } from '../../src/state/strays.ts';

const now = new Date('2026-01-02T03:04:05Z');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adt-strays-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what a crash left of a set-up that was never saved goes; all else stays', async () => {
  const stays = [
    // Saved, so that it is put right when it is opened.
    '2026-01-02-aaaaaa.json',
    '2026-01-02-aaaaaa.json.7.1f.tmp',
    // Somebody is just writing it.
    '2026-01-02-bbbbbb.json.8.1f.tmp',
    // The one to be worked on, and what isn't ours.
    'mine.json.9.1f.tmp',
    'data.json.10.1f.tmp',
    '2026-01-02-cccccc.json.tmp',
  ];
  const goes = ['2026-01-02-dddddd.json.11.1f.tmp', '2026-01-02-dddddd.json.12.2f.tmp'];
  for (const name of [...stays, ...goes]) writeFileSync(join(folder, name), '');
  const hold = await holdState(join(folder, '2026-01-02-bbbbbb.json'), now);
  await removeStrays(join(folder, 'mine.json'), now);
  await hold.release();
  expect(readdirSync(folder)).toEqual([...stays].sort());
});
