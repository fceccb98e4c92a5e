import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { realDisk } from '../../src/local/disk.ts';
import { checkFile, checkFolder } from '../../src/local/safe-place.ts';
import { readState } from '../../src/state/file.ts';
import { newRecord } from '../../src/state/memory.ts';
import { openState } from '../../src/state/open.ts';
import { writeState } from '../../src/state/save.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';

const now = new Date('2026-01-02T03:04:05Z');
const first: SetupRecord = { ...newRecord('AzureCloud', now), serial: 1 };
const second: SetupRecord = { ...first, serial: 2, done: ['login'] };
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

describe('what is not a file of our own', () => {
  test('a file that others may read is theirs no longer', () => {
    writeState(file, first);
    chmodSync(file, 0o644);
    expect(openState(file, now).notices).toEqual([expect.stringContaining('Others could read')]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('a pipe is refused, and nobody waits for it', () => {
    execFileSync('mkfifo', [file]);
    expect(() => readState(file)).toThrow(/is not a file/);
    expect(() => realDisk.read(file, 10)).toThrow(/not a plain file/);
  });

  test('a folder and a device are refused', () => {
    expect(() => readState(folder)).toThrow(/is not a file/);
    expect(() => readState('/dev/null')).toThrow(/is not a file/);
  });

  test('a link is refused, also by the one who reads', () => {
    writeState(join(folder, 'real.json'), first);
    symlinkSync(join(folder, 'real.json'), file);
    expect(() => readState(file)).toThrow(/symbolic link/);
    expect(() => realDisk.read(file, 10)).toThrow(/ELOOP/);
    expect(() => writeState(file, second, first)).toThrow(/symbolic link/);
    expect(() => realDisk.create(file)).toThrow(/EEXIST/);
  });

  test('a file of another user is refused, with how to get it back (S32)', () => {
    const seen = {
      kind: 'file',
      owner: (process.getuid?.() ?? 0) + 1,
      mode: 0o600,
      links: 1,
      size: 0,
      inode: 1,
    } as const;
    const suggestion = expect.stringMatching(/: chown \S+ \/.*state\.json\. Or give another file with --state/);
    const details = { ending: 'usage', suggestion };
    expect(() => checkFile(file, seen)).toThrow(expect.objectContaining(details));
  });

  test.each([
    [1000, 12_345, true],
    [1000, 1000, false],
    [1000, 0, false],
    [0, 12_345, false],
  ])('for user %d a folder of user %d is refused: %j', (me, owner, isRefused) => {
    const user = jest.spyOn(process, 'getuid').mockReturnValue(me);
    try {
      const disk = {
        ...realDisk,
        look: () => ({ kind: 'folder', owner, mode: 0o700, links: 1, size: 0, inode: 1 }) as const,
      };
      const check = (): void => checkFolder(folder, disk);
      if (isRefused) expect(check).toThrow(/belongs to another user \(number 12345\)/);
      else expect(check).not.toThrow();
    } finally {
      user.mockRestore();
    }
  });

  test('a folder where everybody may replace files is refused; with the sticky bit it is not', () => {
    const open = join(folder, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    expect(() => openState(join(open, 'state.json'), now)).toThrow(/Everybody may replace/);
    expect(() => writeState(join(open, 'state.json'), first)).toThrow(/Everybody may replace/);
    // Whatever way leads there.
    symlinkSync(open, join(folder, 'way'));
    expect(() => openState(join(folder, 'way', 'state.json'), now)).toThrow(/Everybody may replace/);
    chmodSync(open, 0o700);
    expect(openState(join(folder, 'way', 'state.json'), now).record).toBeUndefined();
    chmodSync(open, 0o1777);
    expect(openState(join(open, 'state.json'), now).record).toBeUndefined();
  });

  test('a name that is too long is refused with a clear sentence', () => {
    const long = join(folder, `${'x'.repeat(300)}.json`);
    expect(() => readState(long)).toThrow(/can't be read \(ENAMETOOLONG\)/);
  });
});
