import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { realDisk } from '../../src/state/disk.ts';
import { findState, readState } from '../../src/state/file.ts';
import { memoryOf, newRecord } from '../../src/state/memory.ts';
import { openState } from '../../src/state/open.ts';
import { encode, type SetupRecord } from '../../src/state/record.ts';
import { type Rescue, saveOrRescue } from '../../src/state/rescue.ts';
import { checkFile } from '../../src/state/safe-place.ts';
import { writeState } from '../../src/state/save.ts';

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
  test('is replaced by its last good copy, kept beside, and the person is told', () => {
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
    writeFileSync(file, encode(second).replace('"schema": 1', '"schema": 9'));
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

  test('a copy of another set-up means nothing', () => {
    writeFileSync(file, encode(first), { mode: 0o600 });
    writeFileSync(`${file}.bak`, encode({ ...third, id: 'another' }));
    expect(openState(file, now)).toEqual({ record: first, notices: [] });
  });

  test('what a crash left is taken away', () => {
    writeFileSync(file, encode(first), { mode: 0o600 });
    writeFileSync(`${file}.4711.0badcafe.tmp`, encode(third));
    expect(openState(file, now)).toEqual({ record: first, notices: [] });
    expect(readdirSync(folder)).toEqual(['state.json']);
  });
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

  test('a file of root is refused, with how to get it back', () => {
    const seen = { kind: 'file', owner: (process.getuid?.() ?? 0) + 1, mode: 0o600 } as const;
    expect(() => checkFile(file, seen)).toThrow(/belongs to another user/);
  });

  test('a folder where everybody may replace files is refused; with the sticky bit it is not', () => {
    const open = join(folder, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    expect(() => openState(join(open, 'state.json'), now)).toThrow(/Everybody may replace/);
    expect(() => writeState(join(open, 'state.json'), first)).toThrow(/Everybody may replace/);
    chmodSync(open, 0o1777);
    expect(openState(join(open, 'state.json'), now).record).toBeUndefined();
  });

  test('a name that is too long is refused with a clear sentence', () => {
    const long = join(folder, `${'x'.repeat(300)}.json`);
    expect(() => readState(long)).toThrow(/can't be read \(ENAMETOOLONG\)/);
  });
});

describe('progress that can not be saved', () => {
  const full = (failures: number) => {
    let left = failures;
    return {
      ...realDisk,
      write(descriptor: number, bytes: Uint8Array) {
        if (left > 0) {
          left -= 1;
          throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        }
        realDisk.write(descriptor, bytes);
      },
    };
  };
  const attempt = (disk: typeof realDisk) => {
    const printed: string[] = [];
    const moved: (string | undefined)[] = [];
    const rescue: Rescue = { folders: [join(folder, 'rescue')], print: (text) => printed.push(text) };
    let error: unknown;
    try {
      saveOrRescue(file, second, first, rescue, (where) => moved.push(where), disk);
    } catch (caught) {
      error = caught;
    }
    return { printed, moved, help: (error as { trouble?: { help: string } } | undefined)?.trouble?.help };
  };

  beforeEach(() => writeState(file, first));

  test('is tried once more, as a new file', () => {
    expect(attempt(full(1))).toEqual({ printed: [], moved: [], help: undefined });
    expect(readState(file)).toEqual(second);
  });

  test('is saved elsewhere, and the person is told where; the old file is whole', () => {
    const { moved, help, printed } = attempt(full(2));
    expect(readState(file)).toEqual(first);
    expect(readState(moved[0] ?? '')).toEqual(second);
    expect(help).toContain(`--state ${moved[0] ?? ''}`);
    expect(printed).toEqual([]);
    expect(readdirSync(folder)).toEqual(['rescue', 'state.json']);
  });

  test('is printed when there is nowhere left', () => {
    const { moved, help, printed } = attempt(full(99));
    expect(printed).toEqual([encode(second)]);
    expect(moved).toEqual([undefined]);
    expect(help).toContain('printed above');
    expect(readState(file)).toEqual(first);
  });

  test('because somebody else changed the file is rescued, too', () => {
    writeState(file, { ...first, outcome: 'ready' }, first);
    const { moved } = attempt(realDisk);
    expect(readState(moved[0] ?? '')).toEqual(second);
  });

  test('because the folder was deleted is not saved into a new one', () => {
    const memory = memoryOf(first, file, () => now.getTime());
    rmSync(folder, { recursive: true });
    expect(() => memory.finish('ready')).toThrow(/can't be saved/);
    expect(existsSync(folder)).toBe(false);
    mkdirSync(folder);
  });

  test('is said before anything is sent, where the folder takes no files', () => {
    if (process.getuid?.() === 0) return;
    chmodSync(folder, 0o500);
    expect(() => openState(file, now)).toThrow(/can't be saved in .* \(EACCES\)/);
  });
});
