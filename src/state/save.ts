import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { SetupError, usageError } from '../errors.ts';
import { codeOf, type Disk, realDisk } from '../local/disk.ts';
import { checkFolder } from '../local/safe-place.ts';
import { removeQuietly, replaceFile } from '../local/whole-file.ts';
import { bytesOf, checked, copyOf } from './file.ts';
import { type Released, released } from './migrations.ts';
import { decode, encode, isSameLineage, portionsOf } from './record.ts';
import type { SetupRecord } from './set-up-record.ts';

function changedBySomebody(file: string): SetupError {
  return usageError(
    'changed-state',
    `${file} has been changed since it was read.`,
    'Nothing more was sent to Azure. Run this again: it begins from what the file says now, and from what is in Azure.',
  );
}

/** The sums of what was written of records: a file that has one is that record, to the byte. */
const sums = new WeakMap<SetupRecord, string>();

/** The SHA-256 of a file; undefined where there is none. */
function sumOf(file: string, disk: Disk): string | undefined {
  return checked(file, disk, () => {
    const hash = createHash('sha256');
    for (const portion of disk.portions(file)) hash.update(portion);
    return hash.digest('hex');
  });
}

/** A record's bytes, in portions; its sum is known behind the last. */
function* summed(record: SetupRecord, portions: Iterable<Uint8Array>): Generator<Uint8Array> {
  const hash = createHash('sha256');
  for (const portion of portions) {
    hash.update(portion);
    yield portion;
  }
  sums.set(record, hash.digest('hex'));
}

/**
 * Whether the file is as we left it, to the byte (so in lineage and serial too): as last read or written, or as a first try
 * to save left it; or gone, which nobody loses by.
 */
function isUntouched(
  file: string,
  ours: readonly (SetupRecord | undefined)[],
  disk: Disk,
  versions: Released,
): boolean {
  const sum = sumOf(file, disk);
  if (sum === undefined || ours.some((each) => each && sums.get(each) === sum)) return true;
  const bytes = bytesOf(file, disk);
  if (bytes === undefined) return true;
  try {
    const now = decode(bytes, file, versions);
    return ours.some((each) => each && isSameLineage(now, each) && encode(now) === encode(each));
  } catch (error) {
    if (error instanceof SetupError) return false;
    throw error;
  }
}

function cannotSave(file: string, error: unknown): SetupError {
  return new SetupError(
    {
      ending: 'usage',
      code: 'cannot-save',
      message: `Progress can't be saved in ${file} (${codeOf(error)}).`,
      suggestion:
        'Nothing more was sent to Azure. Make room or check who may write there, or give another file with --state.',
    },
    error,
  );
}

/** What stood there becomes the copy. A copy that can't be made is no reason not to save. */
function keepCopy(file: string, hasBefore: boolean, disk: Disk): void {
  removeQuietly(copyOf(file), disk);
  if (!hasBefore) return;
  try {
    disk.link(file, copyOf(file));
  } catch {
    // The next save makes one.
  }
}

/**
 * Replaces a state file so that a crash at any instant leaves the old or the new one whole: a new file beside it, flushed,
 * then renamed over it, then the folder flushed. `before` is what was last read or written there; nothing when the file is new.
 * @throws SetupError (usage) when somebody else has changed the file, or when it can't be saved.
 */
export function writeState(
  file: string,
  record: SetupRecord,
  before?: SetupRecord,
  disk: Disk = realDisk,
  versions: Released = released,
): void {
  const portions = portionsOf(record);
  try {
    const folder = dirname(file);
    if (before === undefined) disk.makeFolder(folder);
    checkFolder(folder, disk);
    if (!isUntouched(file, [before, record], disk, versions)) throw changedBySomebody(file);
    replaceFile(file, summed(record, portions), disk, () =>
      keepCopy(file, before !== undefined && disk.look(file) !== undefined, disk),
    );
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw cannotSave(file, error);
  }
}

/** A name that is free, or has these bytes already, because an earlier try was interrupted. */
function nameToKeep(stem: string, bytes: Uint8Array, disk: Disk): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? `${stem}.bak` : `${stem}.${number}.bak`;
    const seen = disk.look(name);
    if (seen === undefined) return name;
    if (seen.kind === 'file' && Buffer.compare(disk.read(name, bytes.length + 1), bytes) === 0) return name;
  }
}

/**
 * Keeps the bytes of a state file of an older version as they are, under the version's own name: that version can read them.
 * @throws SetupError (usage) when it can't be saved.
 */
export function keepOriginal(file: string, bytes: Uint8Array, version: number, disk: Disk): string {
  const kept = nameToKeep(`${file}.v${version}`, bytes, disk);
  try {
    replaceFile(kept, [bytes], disk);
    return kept;
  } catch (error) {
    throw cannotSave(kept, error);
  }
}
