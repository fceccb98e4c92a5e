import { dirname } from 'node:path';
import { codeOf, type Disk, realDisk } from './disk.ts';
import { bytesOf, copyOf, findState, leftovers } from './file.ts';
import { decode, type SetupRecord } from './record.ts';
import { prepareFolder } from './safe-place.ts';
import { writeState } from './save.ts';

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
function isWhole(file: string, disk: Disk): boolean {
  try {
    const bytes = bytesOf(file, disk);
    if (bytes === undefined) return false;
    decode(bytes, file);
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes a state file ready for work, by the one process that holds it: takes what a crash left away, takes rights of others
 * away, and where the file is damaged or older than its copy puts the newest good one in its place, keeping the other.
 * @throws SetupError (usage) when nothing of it can be used, or progress couldn't be saved there.
 */
export function openState(file: string, now: Date, disk: Disk = realDisk): Opened {
  prepareFolder(file, disk);
  const notices: string[] = [];
  const found = findState(file, disk);
  if (found?.because !== undefined) {
    const kept = aside(file, found.because, now);
    disk.rename(file, kept);
    // What it is replaced by stays until it is saved under its own name.
    writeState(file, found.record, undefined, disk);
    notices.push(
      found.because === 'damaged'
        ? `The saved set-up was damaged. A good copy was found and is used; the damaged file is kept in ${kept}.`
        : `The saved set-up was older than its own copy. The newer one is used; the older is kept in ${kept}.`,
    );
  }
  const mode = disk.look(file)?.mode ?? 0;
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    disk.protect(file);
    notices.push(`Others could read ${file}. Now only you can.`);
  }
  for (const each of leftovers(file, disk)) removeLeftover(each, disk);
  if (found === undefined || isWhole(file, disk)) return { record: found?.record, notices };
  throw new Error(`${file} in ${dirname(file)} could not be put right`);
}

function removeLeftover(path: string, disk: Disk): void {
  try {
    disk.remove(path);
  } catch (error) {
    if (codeOf(error) === '') throw error;
  }
}

/** Takes the copy of a state file that is set aside away: the file itself is the newer one. */
export function forgetCopy(file: string, disk: Disk = realDisk): void {
  disk.remove(copyOf(file));
}
