import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readCommandLine } from '../../src/cli/command-line.ts';
import { commands } from '../../src/cli/commands.ts';
import { prefer, preferencesIn } from '../../src/state/preferences.ts';
import { renderingOf } from '../../src/terminal/rendering.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'adt-mode-'));
});
afterEach(() => rmSync(base, { recursive: true }));

test.each<[readonly string[], string | undefined, boolean, boolean]>([
  [[], undefined, false, false],
  [[], undefined, true, true],
  [[], '1', false, true],
  [[], '0', true, false],
  [['--accessible'], '0', false, true],
  [['--accessible=yes'], undefined, false, true],
  [['--accessible=no'], '1', true, false],
])('plain lines with %j, ACCESSIBLE=%s and saved %j: %j', (argv, variable, saved, expected) => {
  const { options } = readCommandLine(argv, commands);
  expect(renderingOf(options, { ACCESSIBLE: variable }, saved).accessible).toBe(expected);
});

test('--accessible takes no other value', () => {
  expect(() => readCommandLine(['--accessible=maybe'], commands)).toThrow('--accessible can\'t be "maybe".');
});

test('a choice is kept until another is made', () => {
  expect(preferencesIn(base).accessible).toBe(false);
  expect(prefer(base, { accessible: true })).toBe(true);
  expect(preferencesIn(base).accessible).toBe(true);
  expect(JSON.parse(readFileSync(join(base, 'preferences.json'), 'utf8'))).toEqual({ schema: 1, accessible: true });
  prefer(base, { accessible: false });
  expect(preferencesIn(base).accessible).toBe(false);
});

test.each(['', '{"accessible":', '[]', '{"accessible":"yes"}', 'null'])('a file that says %j says nothing', (text) => {
  writeFileSync(join(base, 'preferences.json'), text);
  expect(preferencesIn(base).accessible).toBe(false);
});

test('what stands in its place is left, and said not to be kept', () => {
  mkdirSync(join(base, 'preferences.json'));
  expect(preferencesIn(base).accessible).toBe(false);
  expect(prefer(base, { accessible: true })).toBe(false);
});
