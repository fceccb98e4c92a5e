import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findState, readState } from '../../src/state/file.ts';
import { newRecord } from '../../src/state/memory.ts';
import { openState } from '../../src/state/open.ts';
import { encode } from '../../src/state/record.ts';
import { writeState } from '../../src/state/save.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';

const now = new Date('2026-01-02T03:04:05Z');
const first: SetupRecord = { ...newRecord('AzureCloud', now), serial: 1 };
const second: SetupRecord = { ...first, serial: 2, done: ['login'] };
const third: SetupRecord = { ...second, serial: 3, done: ['login', 'subscription'] };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adt-setup-recovery-'));
  file = join(folder, 'state.json');
});

afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

describe('a damaged state file', () => {
  test('is replaced by its last good copy, kept beside, and the person is told (S04)', () => {
    writeState(file, first);
    writeState(file, second, first);
    writeFileSync(file, encode(second).slice(0, 100));
    const { record, notices } = openState(file, now);
    expect(record).toEqual(first);
    expect(notices).toEqual([expect.stringContaining('was damaged')]);
    expect(readState(file)).toEqual(first);
    expect(readdirSync(folder).filter((name) => name.includes('.damaged-'))).toHaveLength(1);
    writeState(file, { ...first, serial: 2 }, first);
  });

  test('is replaced by what a crash left, when that is newer than the copy', () => {
    writeState(file, first);
    writeState(file, second, first);
    writeFileSync(file, '');
    writeFileSync(`${file}.4711.0badcafe.tmp`, encode(third));
    expect(openState(file, now).record).toEqual(third);
  });

  test('is not replaced by another set-up', () => {
    writeFileSync(file, '');
    writeFileSync(`${file}.bak`, encode(first));
    writeFileSync(`${file}.4711.0badcafe.tmp`, encode({ ...third, seed: 'another' }));
    expect(findState(file)?.record).toEqual(first);
  });

  test('that nothing can replace is left as it is, with how to begin again', () => {
    writeFileSync(file, 'damaged');
    writeFileSync(`${file}.bak`, 'damaged, too');
    expect(() => openState(file, now)).toThrow(/can't be used/);
    expect(readFileSync(file, 'utf8')).toBe('damaged');
  });

  test('of a newer version is never replaced by an older copy', () => {
    writeFileSync(file, encode(second).replace('"schema": 3', '"schema": 9'));
    writeFileSync(`${file}.bak`, encode(first));
    expect(() => findState(file)).toThrow(/newer version/);
  });
});

describe('beside a whole state file', () => {
  test('a newer copy of the same set-up wins, and the person is told', () => {
    writeFileSync(file, encode(first));
    writeFileSync(`${file}.bak`, encode(third));
    expect(openState(file, now)).toMatchObject({ record: third, notices: [expect.stringContaining('older')] });
    expect(readState(file)).toEqual(third);
  });

  test('a copy of the same number with another content is refused: nobody knows which is right (S22)', () => {
    writeFileSync(file, encode(second), { mode: 0o600 });
    writeFileSync(`${file}.bak`, encode({ ...second, outcome: 'ready' }));
    expect(() => openState(file, now)).toThrow(expect.objectContaining({ code: 'forked-state', ending: 'usage' }));
    expect(readdirSync(folder)).toEqual(['state.json', 'state.json.bak']);
  });

  test.each([
    ['a copy of another set-up', encode({ ...third, id: 'another' })],
    ['a copy of one with the same id, that began elsewhere', encode({ ...third, seed: 'another' })],
    ['a file that is nothing of ours', 'my notes'],
  ])('%s means nothing, and is kept', (_, text) => {
    writeFileSync(file, encode(first), { mode: 0o600 });
    writeFileSync(`${file}.bak`, text);
    const { record, notices } = openState(file, now);
    expect(record).toEqual(first);
    expect(notices).toEqual([expect.stringContaining('is no copy of this set-up. It is kept in')]);
    writeState(file, second, first);
    const kept = readdirSync(folder).find((each) => each.includes('.bak.other-')) ?? '';
    expect(readFileSync(join(folder, kept), 'utf8')).toBe(text);
  });
});

describe('a damaged file beside the copy of another set-up', () => {
  const foreign = encode({ ...third, id: 'another', seed: 'another' });

  test.each([
    ['a byte is wrong', encode(second).replace('"answers"', '"answerz"')],
    ['its end is missing', encode(second).slice(0, 400)],
    ['it was written over', 'something else'],
  ])('%s: is not taken for it', (_, text) => {
    writeFileSync(file, text);
    writeFileSync(`${file}.bak`, foreign);
    expect(() => openState(file, now)).toThrow(expect.objectContaining({ code: 'strange-copy', ending: 'usage' }));
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(readFileSync(`${file}.bak`, 'utf8')).toBe(foreign);
  });

  test('what a crash left is taken away', () => {
    writeFileSync(file, encode(first), { mode: 0o600 });
    writeFileSync(`${file}.4711.0badcafe.tmp`, encode(third));
    expect(openState(file, now)).toEqual({ record: first, notices: [] });
    expect(readdirSync(folder)).toEqual(['state.json']);
  });
});
