import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readState } from '../../../src/state/file.ts';
import { decode, encode } from '../../../src/state/record.ts';
import { writeState } from '../../../src/state/save.ts';
import type { SetupRecord } from '../../../src/state/set-up-record.ts';
import { file, folder, record, refusal, resigned } from '../scene.ts';

/** Answers of the greatest length. */
function longAnswers(count: number): SetupRecord['answers'] {
  const value = 'x'.repeat(65_536);
  return Object.fromEntries(Array.from('abcdefgh'.slice(0, count), (key) => [key, { value, from: 'flag' }]));
}

describe('a state file', () => {
  test('comes back as it was saved', () => {
    writeState(file, record);
    expect(readState(file)).toEqual(record);
  });

  test('comes back also with brackets and quotes in an answer', () => {
    const answers = { name: { value: '[[[[[[[[[["{{{{\\"', from: 'prompt' } } as const;
    expect(decode(encode({ ...record, answers }), file).answers).toEqual(answers);
  });

  test.each<[string, string, string]>([
    ['too large', encode({ ...record, answers: longAnswers(5) }), 'it is too large'],
    ['nested too deeply', resigned({ outcome: [[[[[[[[[]]]]]]]]] }), 'it is nested too deeply'],
  ])('that is %s is refused for it, although it says what it should', (_, text, why) => {
    expect(refusal(text).message).toContain(why);
    expect(decode(encode({ ...record, answers: longAnswers(3) }), file).id).toBe(record.id);
  });

  test('that is not there is no error', () => {
    expect(readState(file)).toBeUndefined();
  });

  test.each([0, 0o777])('is readable by its owner only, whatever the umask: %i (E14)', (umask) => {
    const before = process.umask(umask);
    writeState(file, record);
    process.umask(before);
    expect(statSync(file).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
  });

  test('leaves the one before as a copy, and nothing else', () => {
    writeState(file, record);
    expect(readdirSync(folder)).toEqual(['state.json']);
    writeState(file, { ...record, serial: 1 }, record);
    expect(readdirSync(folder)).toEqual(['state.json', 'state.json.bak']);
    expect(readState(join(folder, 'state.json.bak'))?.serial).toBe(0);
  });

  test.each([
    ['a newer moment of the same set-up', { serial: 7 }],
    ['another set-up', { seed: 'ffffffffffffffff' }],
    ['the same moment with another content (S22)', { outcome: 'ready' }],
  ])('that holds %s by now is not overwritten', (_, change) => {
    writeState(file, record);
    const theirs = { ...record, ...change };
    writeState(file, theirs, record);
    expect(() => writeState(file, { ...record, serial: 1 }, record)).toThrow(/has been changed since it was read/);
    expect(decode(readFileSync(file), file)).toEqual(theirs);
  });

  test('is not begun where one is already', () => {
    writeState(file, { ...record, serial: 3 });
    expect(() => writeState(file, record)).toThrow(/has been changed since it was read/);
  });

  test('that can not be written says so, and what to do', () => {
    writeFileSync(join(folder, 'plain'), '');
    expect(() => writeState(join(folder, 'plain', 'state.json'), record)).toThrow(/can't be saved/);
  });

  test('that is a symbolic link is refused', () => {
    writeState(join(folder, 'real.json'), record);
    symlinkSync(join(folder, 'real.json'), file);
    expect(() => readState(file)).toThrow(/symbolic link/);
  });
});
