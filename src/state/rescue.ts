import { join } from 'node:path';
import { SetupError, withDetails } from '../errors.ts';
import { type Disk, realDisk } from '../local/disk.ts';
import { commandLine } from '../text/shell.ts';
import { encode } from './record.ts';
import { writeState } from './save.ts';
import type { SetupRecord } from './set-up-record.ts';

/** What to do with progress that can't be saved where it belongs. */
export interface Rescue {
  /** Where else it may be saved, the best first. */
  readonly folders: readonly string[];
  /** Shows it, when there is nowhere left. */
  print(text: string): void;
}

function isHopeless(error: unknown): boolean {
  return !(error instanceof SetupError) || error.code === 'secret-in-answer';
}

function codeIs(error: unknown, code: string): boolean {
  return error instanceof SetupError && error.code === code;
}

function savedInstead(error: SetupError, where: string | undefined): SetupError {
  const suggestion =
    where === undefined
      ? 'Nothing more was sent to Azure. Your progress is printed above: keep those lines in a file, and carry on with --state FILE.'
      : `Nothing more was sent to Azure. Your progress is saved in ${where} instead: carry on with ${commandLine(['--state', where])}`;
  return withDetails(error, { suggestion });
}

/** What is to be saved, where, and over what. */
export interface Saving {
  readonly file: string;
  readonly record: SetupRecord;
  readonly before: SetupRecord | undefined;
}

/**
 * Saves, and does what can be done where that fails: tries once more, as a new file; then saves it elsewhere; then prints it.
 * `moved` is told where it is now: nothing may be sent to Azure after that, so it throws all the same.
 * @throws SetupError (usage) when it could not be saved where it belongs.
 */
export function saveOrRescue(
  { file, record, before }: Saving,
  rescue: Rescue,
  moved: (file: string | undefined) => void,
  disk: Disk = realDisk,
): void {
  try {
    try {
      writeState(file, record, before, disk);
    } catch (error) {
      if (!codeIs(error, 'cannot-save')) throw error;
      writeState(file, record, before, disk);
    }
  } catch (error) {
    if (isHopeless(error) || !(error instanceof SetupError)) throw error;
    const where = saveElsewhere(record, rescue.folders, disk);
    if (where === undefined) rescue.print(encode(record));
    moved(where);
    throw savedInstead(error, where);
  }
}

function saveElsewhere(record: SetupRecord, folders: readonly string[], disk: Disk): string | undefined {
  for (const folder of folders) {
    const file = join(folder, `adt-setup-rescue-${record.id}-${record.serial}.json`);
    try {
      writeState(file, record, undefined, disk);
      return file;
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
    }
  }
  return undefined;
}
