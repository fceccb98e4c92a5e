import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../errors.ts';
import { foldersOf } from './directory.ts';
import { readState } from './file.ts';
import type { SetupRecord } from './set-up-record.ts';

/** The folders of all set-ups, those of Azure first, then those of each scenario that was practiced. */
export function allSetupFolders(base: string): readonly string[] {
  const sandbox = join(base, 'sandbox');
  return [foldersOf(base, undefined).setups, ...namesIn(sandbox).map((name) => foldersOf(base, name).setups)];
}

/** A saved set-up and where it is. */
export interface Saved {
  readonly file: string;
  readonly record: SetupRecord;
  /** The record of the list that it is a row of: the file holds that. */
  readonly list?: SetupRecord;
}

/** All that is saved in a folder and can be used, of whatever cloud; and the files that can't be, with the reason. */
function readable(directory: string): { readonly good: readonly Saved[]; readonly bad: readonly SetupError[] } {
  const good: Saved[] = [];
  const bad: SetupError[] = [];
  for (const name of filesIn(directory)) {
    const file = join(directory, name);
    try {
      const record = readState(file);
      if (record !== undefined) good.push({ file, record });
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      bad.push(error);
    }
  }
  return { good, bad };
}

/** The set-ups of a state file: one, or each row of a list. */
export function setupsOf({ file, record }: Saved): readonly Saved[] {
  return record.rows?.map((row) => ({ file, record: row, list: record })) ?? [{ file, record }];
}

/** All saved set-ups in a folder that can be used, of whatever cloud, also those in lists. */
export function setupsIn(directory: string): readonly Saved[] {
  return readable(directory).good.flatMap(setupsOf);
}

function newestFirst(all: readonly Saved[]): readonly Saved[] {
  return [...all].sort((one, other) => other.record.updatedAt.localeCompare(one.record.updatedAt));
}

/** The saved set-ups of a cloud, newest first, without lists; and the files that can't be used, with the reason. */
export function savedSetups(directory: string, cloud: string): { good: readonly Saved[]; bad: readonly SetupError[] } {
  const { good, bad } = readable(directory);
  const single = good.filter(({ record }) => record.cloud === cloud && record.rows === undefined);
  return { good: newestFirst(single), bad };
}

/** The saved lists of a cloud, newest first. */
export function savedLists(directory: string, cloud: string): readonly Saved[] {
  const { good } = readable(directory);
  return newestFirst(good.filter(({ record }) => record.cloud === cloud && record.rows !== undefined));
}

/** The names of the state files in a folder; none where it can't be read. */
export function filesIn(directory: string): readonly string[] {
  return namesIn(directory).filter((name) => name.endsWith('.json'));
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
