import { dirname } from 'node:path';
import { codeOf, type Disk, realDisk } from '../local/disk.ts';
import { prepareFolder } from '../local/safe-place.ts';
import { leftoversOf } from '../local/whole-file.ts';
import { bytesOf, copyOf, findState, isOwnCopy } from './file.ts';
import { type Released, released } from './migrations.ts';
import { decode, writtenSchema } from './record.ts';
import { keepOriginal, writeState } from './save.ts';
import type { SetupRecord } from './set-up-record.ts';

/** A state file that is ready to be worked on. */
export interface Opened {
  /** Undefined when there is none yet. */
  readonly record: SetupRecord | undefined;
  /** What was put right, for the person. */
  readonly notices: readonly string[];
}

function aside(file: string, why: string, now: Date): string {
  return `${file}.${why}-${now.toISOString().replaceAll(/[:.]/g, '-')}`;
}

/** Whether the file itself, not a copy, can be taken as it is. */
function isWhole(file: string, disk: Disk, versions: Released): boolean {
  try {
    const bytes = bytesOf(file, disk);
    if (bytes === undefined) return false;
    decode(bytes, file, versions);
    return true;
  } catch {
    return false;
  }
}

/**
 * Brings a state file of an older version to this one; the original stays under a name of its own. Whatever interrupts it,
 * the file is whole, and the next time it is done again in the same way. Gives what to tell the person.
 */
function migrate(file: string, record: SetupRecord, disk: Disk, versions: Released): readonly string[] {
  const bytes = bytesOf(file, disk);
  const version = bytes === undefined ? record.schema : writtenSchema(bytes);
  if (bytes === undefined || version === record.schema) return [];
  const kept = keepOriginal(file, bytes, version, disk);
  writeState(file, record, record, disk, versions);
  return [
    `An older version of adt-setup made the saved set-up. It is brought to this one; the original is kept in ${kept}.`,
  ];
}

/**
 * Makes a state file ready for work, by the one process that holds it: takes what a crash left away, takes rights of others
 * away, and where the file is damaged or older than its copy puts the newest good one in its place, keeping the other. One of
 * an older version is brought to this one.
 * @throws SetupError (usage) when nothing of it can be used, or progress couldn't be saved there.
 */
export function openState(file: string, now: Date, disk: Disk = realDisk, versions: Released = released): Opened {
  prepareFolder(file, disk);
  const notices: string[] = [];
  const found = findState(file, disk, versions);
  if (!isOwnCopy(file, found?.record, disk, versions)) {
    const kept = aside(copyOf(file), 'other', now);
    disk.rename(copyOf(file), kept);
    notices.push(`${copyOf(file)} is no copy of this set-up. It is kept in ${kept}.`);
  }
  if (found?.because !== undefined) {
    const kept = aside(file, found.because, now);
    disk.rename(file, kept);
    // What it is replaced by stays until it is saved under its own name.
    writeState(file, found.record, undefined, disk, versions);
    notices.push(
      found.because === 'damaged'
        ? `The saved set-up was damaged. A good copy was found and is used; the damaged file is kept in ${kept}.`
        : `The saved set-up was older than its own copy. The newer one is used; the older is kept in ${kept}.`,
    );
  }
  if (found) notices.push(...migrate(file, found.record, disk, versions));
  const mode = disk.look(file)?.mode ?? 0;
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    disk.protect(file);
    notices.push(`Others could read ${file}. Now only you can.`);
  }
  removeLeftovers(file, disk);
  if (found === undefined || isWhole(file, disk, versions)) return { record: found?.record, notices };
  throw new Error(`${file} in ${dirname(file)} could not be put right`);
}

/** Takes away what a crash left while a state file was being replaced. What can't be removed now is at the next start. */
export function removeLeftovers(file: string, disk: Disk): void {
  for (const path of leftoversOf(file, disk)) {
    try {
      disk.remove(path);
    } catch (error) {
      if (codeOf(error) === '') throw error;
    }
  }
}

/** Takes the copy of a state file that is set aside away: the file itself is the newer one. What is no copy of it stays. */
export function forgetCopy(file: string, record: SetupRecord | undefined, disk: Disk = realDisk): void {
  if (isOwnCopy(file, record, disk, released)) disk.remove(copyOf(file));
}

/** Takes a state file away that holds nothing any more, with its copy: only as it was last saved. */
export function removeState(file: string, record: SetupRecord, disk: Disk = realDisk): void {
  if (findState(file, disk)?.record.serial !== record.serial) return;
  forgetCopy(file, record, disk);
  disk.remove(file);
}
