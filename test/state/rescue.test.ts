import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { realDisk } from '../../src/local/disk.ts';
import { readState } from '../../src/state/file.ts';
import { memoryOf, newRecord } from '../../src/state/memory.ts';
import { openState } from '../../src/state/open.ts';
import { encode } from '../../src/state/record.ts';
import { type Rescue, saveOrRescue } from '../../src/state/rescue.ts';
import { writeState } from '../../src/state/save.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';

const now = new Date('2026-01-02T03:04:05Z');
const first: SetupRecord = { ...newRecord('AzureCloud', now), serial: 1 };
const second: SetupRecord = { ...first, serial: 2, done: ['login'] };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adt-setup-rescue-'));
  file = join(folder, 'state.json');
});

afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
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
      saveOrRescue({ file, record: second, before: first }, rescue, (where) => moved.push(where), disk);
    } catch (caught) {
      error = caught;
    }
    return { printed, moved, help: (error as { suggestion: string } | undefined)?.suggestion };
  };

  beforeEach(() => writeState(file, first));

  test('is tried once more, as a new file', () => {
    expect(attempt(full(1))).toEqual({ printed: [], moved: [], help: undefined });
    expect(readState(file)).toEqual(second);
  });

  test.each(['flush', 'close', 'rename'] as const)(
    'because of EIO at "%s" is written anew, under another name (S37)',
    (operation) => {
      const names: string[] = [];
      const flushed: number[] = [];
      let isBroken = false;
      const fail = (at: string): void => {
        if (at !== operation || isBroken) return;
        isBroken = true;
        throw Object.assign(new Error('broken'), { code: 'EIO' });
      };
      const open = new Map<number, number>();
      const disk: typeof realDisk = {
        ...realDisk,
        create(path) {
          names.push(path);
          const descriptor = realDisk.create(path);
          open.set(descriptor, names.length);
          return descriptor;
        },
        flush(descriptor) {
          flushed.push(open.get(descriptor) ?? 0);
          fail('flush');
          realDisk.flush(descriptor);
        },
        close(descriptor) {
          realDisk.close(descriptor);
          fail('close');
        },
        rename(from, to) {
          fail('rename');
          realDisk.rename(from, to);
        },
      };
      expect(attempt(disk)).toEqual({ printed: [], moved: [], help: undefined });
      expect(isBroken).toBe(true);
      expect(new Set(names).size).toBe(2);
      expect(flushed).toEqual([1, 2]);
      expect(readState(file)).toEqual(second);
      expect(readdirSync(folder)).toEqual(['state.json', 'state.json.bak']);
    },
  );

  test('because the folder could not be flushed is tried once more, over what is there by then', () => {
    let isBroken = false;
    const flushFolder = (path: string): void => {
      if (!isBroken) {
        isBroken = true;
        throw Object.assign(new Error('broken'), { code: 'EIO' });
      }
      realDisk.flushFolder(path);
    };
    expect(attempt({ ...realDisk, flushFolder })).toEqual({ printed: [], moved: [], help: undefined });
    expect(readState(file)).toEqual(second);
  });

  test('is saved elsewhere, and the person is told where; the old file is whole (S35)', () => {
    const { moved, help, printed } = attempt(full(2));
    expect(readState(file)).toEqual(first);
    expect(readState(moved[0] ?? '')).toEqual(second);
    expect(help).toContain(`--state ${moved[0] ?? ''}`);
    expect(printed).toEqual([]);
    expect(readdirSync(folder)).toEqual(['rescue', 'state.json']);
  });

  test('is printed when there is nowhere left (S35)', () => {
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

  test('because somebody else damaged the file is rescued, and the damaged one left as it is', () => {
    writeFileSync(file, '{');
    const { moved } = attempt(realDisk);
    expect(readState(moved[0] ?? '')).toEqual(second);
    expect(readFileSync(file, 'utf8')).toBe('{');
  });

  test('because the folder was deleted is not saved into a new one (S44)', () => {
    const memory = memoryOf(first, file, () => now.getTime());
    rmSync(folder, { recursive: true });
    expect(() => memory.finish('ready')).toThrow(/can't be saved/);
    expect(existsSync(folder)).toBe(false);
    mkdirSync(folder);
  });

  test.each(['EACCES', 'EROFS', 'EPERM'])(
    'is said before anything is sent, where the folder takes no files: %s (S34)',
    (code) => {
      const create = (): never => {
        throw Object.assign(new Error('no'), { code });
      };
      const details = { ending: 'usage', suggestion: expect.stringContaining('--state') };
      expect(() => openState(file, now, { ...realDisk, create })).toThrow(expect.objectContaining(details));
    },
  );
});
