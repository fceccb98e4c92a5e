import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { envEdited, envValue } from '../../src/export/env.ts';
import { hostile } from '../support/judges/hostile-texts.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'adt-env-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a thousand values are read back by Node.js and by a shell as they were, or are left out', () => {
  const written = hostile(1000).flatMap((value, at) => {
    const line = envValue(value);
    return line === undefined ? [] : [{ key: `K${at}`, value, line: `K${at}=${line}` }];
  });
  expect(written.length).toBeGreaterThan(100);
  const text = written.map(({ line }) => line).join('\n');
  const wanted = Object.fromEntries(written.map(({ key, value }) => [key, value]));
  expect({ ...parseEnv(text) }).toEqual(wanted);
  const file = join(folder, '.env');
  writeFileSync(file, text);
  const show = 'process.stdout.write(JSON.stringify(process.env))';
  const shown = execFileSync('sh', ['-c', `set -a; . "$1"; "$2" -e "$3"`, 'sh', file, process.execPath, show], {
    encoding: 'utf8',
  });
  expect(JSON.parse(shown)).toMatchObject(wanted);
});

describe('a file that is there', () => {
  const ours = '# adt-setup: one\nA=1\nB=2\n';
  test.each([
    ['', '# adt-setup: one\nA=1\nB=2\n'],
    ['X=1', 'X=1\n# adt-setup: one\nA=1\nB=2\n'],
    ['B=old\n\n# mine\nX=1\n', 'B=2\n\n# mine\nX=1\n# adt-setup: one\nA=1\n'],
    ['export A=old # no\n', 'export A=1\n# adt-setup: one\nB=2\n'],
    ['A="x\ny"\nX=1\n', 'A=1\nX=1\n# adt-setup: one\nB=2\n'],
    ['X="a\nA=not a key\n"\n', 'X="a\nA=not a key\n"\n# adt-setup: one\nA=1\nB=2\n'],
    ["X='it\nA=1\n", "X='it\nA=1\n# adt-setup: one\nB=2\n"],
    ['# adt-setup: old\n# adt-setup: older\nA=0\nB=0\nC=3\n', '# adt-setup: one\nA=1\nB=2\nC=3\n'],
    ['A=0\r\nX=1\r\n', 'A=1\r\nX=1\r\n# adt-setup: one\r\nB=2\r\n'],
    ['AA=1\n#A=2\n', 'AA=1\n#A=2\n# adt-setup: one\nA=1\nB=2\n'],
  ])('%j keeps all other lines', (before, after) => {
    expect(envEdited(before, ours)).toBe(after);
    expect(envEdited(after, ours)).toBe(after);
  });
});
