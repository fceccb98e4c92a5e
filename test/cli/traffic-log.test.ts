import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { trafficLog } from '../../src/cli/traffic-log.ts';

const onPosix = process.platform === 'win32' ? test.skip : test;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adt-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

onPosix.each([
  ['new', false],
  ['there already, and open to all', true],
])('a log that is %s is its owner’s only, and begun anew', (_, isThere) => {
  const file = join(folder, 'log.ndjson');
  if (isThere) {
    writeFileSync(file, 'old');
    chmodSync(file, 0o666);
  }
  const before = process.umask(0);
  try {
    trafficLog(file)({ line: 1 });
  } finally {
    process.umask(before);
  }
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toBe('{"line":1}\n');
});
