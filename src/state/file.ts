import { basename } from 'node:path';
import { SetupError, usageError } from '../errors.ts';
import { codeOf, type Disk, realDisk } from '../local/disk.ts';
import { checkFile } from '../local/safe-place.ts';
import { leftoversOf } from '../local/whole-file.ts';
import { type Released, released } from './migrations.ts';
import { maximumSize } from './parse.ts';
import { decode, encode, isSameLineage } from './record.ts';
import type { SetupRecord } from './set-up-record.ts';

/** A set-up as it was found on the disk. */
export interface Found {
  readonly record: SetupRecord;
  /** The file that it is from: the state file itself, or the copy that replaces a damaged or older one. */
  readonly from: string;
  /** Why the state file itself was not taken. */
  readonly because: 'damaged' | 'older' | undefined;
}

/** The last good one, beside the state file. */
export function copyOf(file: string): string {
  return `${file}.bak`;
}

/** The other one of a state file and its copy. */
function twinOf(file: string): string {
  return file.endsWith('.bak') ? file.slice(0, -4) : copyOf(file);
}

/** The bytes of a file, or undefined when there is none. @throws SetupError (usage) when it is no file of ours to read. */
export function bytesOf(file: string, disk: Disk): Uint8Array | undefined {
  return checked(file, disk, () => disk.read(file, maximumSize + 1));
}

/** What is read of a file that this user may trust; undefined where there is none. @throws SetupError where it can't be read. */
export function checked<Value>(file: string, disk: Disk, read: () => Value): Value | undefined {
  try {
    const seen = disk.look(file);
    if (seen === undefined) return undefined;
    checkFile(file, seen, disk.look(twinOf(file)));
    return read();
  } catch (error) {
    if (error instanceof SetupError) throw error;
    if (codeOf(error) === 'ENOENT') return undefined;
    throw usageError(
      'unreadable-state',
      `The saved set-up ${file} can't be read (${codeOf(error)}).`,
      'Check its name and who owns it, or give another file with --state.',
    );
  }
}

function recordIn(file: string, disk: Disk, versions: Released): SetupRecord | undefined {
  const bytes = bytesOf(file, disk);
  return bytes && decode(bytes, file, versions);
}

function isDamage(error: unknown): error is SetupError {
  return error instanceof SetupError && error.code === 'damaged-state';
}

/** What else could be the set-up: files that can't be used are no candidates. */
function candidates(files: readonly string[], disk: Disk, versions: Released): readonly Found[] {
  return files.flatMap((from): readonly Found[] => {
    try {
      const record = recordIn(from, disk, versions);
      return record ? [{ record, from, because: undefined }] : [];
    } catch (error) {
      if (error instanceof SetupError) return [];
      throw error;
    }
  });
}

/**
 * Whether a damaged file can be of that set-up: its name or what is left of it says so, or nothing at all is left. A copy of
 * another set-up, however it got there, is no replacement.
 */
function canBeOf(file: string, { id, seed }: SetupRecord, disk: Disk): boolean {
  if (basename(file) === `${id}.json`) return true;
  const text = Buffer.from(bytesOf(file, disk) ?? []).toString('latin1');
  return text.includes(id) || text.includes(seed) || !/[^\0\s]/.test(text);
}

function strangeCopy(damage: SetupError, copy: string): SetupError {
  return usageError(
    'strange-copy',
    `${damage.message} Beside it is ${copy}, of another set-up: it is left as it is.`,
    damage.suggestion,
  );
}

/** Whether what is beside a state file is its copy, of the same set-up; nothing there is as good. */
export function isOwnCopy(file: string, record: SetupRecord | undefined, disk: Disk, versions: Released): boolean {
  if (disk.look(copyOf(file)) === undefined) return true;
  return candidates([copyOf(file)], disk, versions).some((each) => record && isSameLineage(each.record, record));
}

/** Each save makes a new number, so two contents of one number are of two computers, and none knows which is right. */
function forked(file: string, copy: string): SetupError {
  return usageError(
    'forked-state',
    `${file} and its copy ${copy} are two different set-ups that went on from the same one.`,
    "Nothing was changed. Move the one that you don't want to another folder, and run this again: what exists in Azure is looked up.",
  );
}

/**
 * Finds the set-up of a state file: the newest of the file and its last good copy; when the file is damaged, also what a
 * crash left beside it. (Beside a whole file a leftover was never acknowledged.)
 * @throws SetupError (usage) when it is no plain file, can't be read, nothing of it can be used, or its copy contradicts it.
 */
export function findState(file: string, disk: Disk = realDisk, versions: Released = released): Found | undefined {
  let record: SetupRecord | undefined;
  try {
    record = recordIn(file, disk, versions);
    if (record === undefined) return undefined;
  } catch (error) {
    if (!isDamage(error)) throw error;
    const all = candidates([copyOf(file), ...leftoversOf(file, disk)], disk, versions);
    const [copy, ...rest] = all.filter((each) => canBeOf(file, each.record, disk));
    if (copy === undefined) throw all[0] === undefined ? error : strangeCopy(error, all[0].from);
    const kin = rest.filter((each) => isSameLineage(each.record, copy.record));
    return { ...newest(copy, kin), because: 'damaged' };
  }
  const copies = candidates([copyOf(file)], disk, versions).filter((each) => isSameLineage(each.record, record));
  const other = copies.find((each) => each.record.serial === record.serial && encode(each.record) !== encode(record));
  if (other) throw forked(file, other.from);
  const best = newest({ record, from: file, because: undefined }, copies);
  return best.from === file ? best : { ...best, because: 'older' };
}

function newest(first: Found, others: readonly Found[]): Found {
  return others.reduce((best, each) => (each.record.serial > best.record.serial ? each : best), first);
}

/**
 * Reads a state file, or the copy that replaces it; `undefined` when there is none.
 * @throws SetupError (usage) when it isn't a plain file, or can't be read or used.
 */
export function readState(file: string): SetupRecord | undefined {
  return findState(file)?.record;
}
