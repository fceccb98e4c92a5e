import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { SetupError, usageError } from '../errors.ts';
import { readState } from './file.ts';
import type { SetupRecord } from './set-up-record.ts';

/**
 * The user's folder for state: `%LOCALAPPDATA%` on Windows, `Application Support` on macOS, else the XDG state directory.
 * @throws SetupError (usage) when the system names none.
 */
export function stateDirectory(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? safeHome();
  const none = (): never => {
    throw usageError(
      'no-home',
      'The system does not say where your home folder is.',
      'Set HOME, or name a file with --state.',
    );
  };
  if (platform === 'win32')
    return join(environment['LOCALAPPDATA'] ?? join(home ?? none(), 'AppData', 'Local'), 'adt-setup');
  if (platform === 'darwin') return join(home ?? none(), 'Library', 'Application Support', 'adt-setup');
  // A relative one is to be ignored (XDG Base Directory Specification).
  const state = environment['XDG_STATE_HOME'] ?? '';
  return join(isAbsolute(state) ? state : join(home || none(), '.local', 'state'), 'adt-setup');
}

function safeHome(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}

/** Where things of one target are saved: set-ups of Azure, or of one scenario of the sandbox; they never meet. */
export interface Folders {
  readonly setups: string;
  /** Where the sandbox's own world lives. */
  readonly world: string;
}

/** The folders of Azure (`scenario` undefined), or of a scenario of the sandbox. */
export function foldersOf(base: string, scenario: string | undefined): Folders {
  const root = scenario === undefined ? base : join(base, 'sandbox', scenario);
  return { setups: join(root, 'setups'), world: join(root, 'world') };
}

/** The folders of all set-ups, those of Azure first, then those of each scenario that was practiced. */
export function allSetupFolders(base: string): readonly string[] {
  const sandbox = join(base, 'sandbox');
  return [foldersOf(base, undefined).setups, ...namesIn(sandbox).map((name) => foldersOf(base, name).setups)];
}

/** A saved set-up and where it is. */
export interface Saved {
  readonly file: string;
  readonly record: SetupRecord;
}

/** All saved set-ups in a folder that can be used, of whatever cloud. */
export function setupsIn(directory: string): readonly Saved[] {
  return filesIn(directory).flatMap((name) => {
    const file = join(directory, name);
    try {
      const record = readState(file);
      return record === undefined ? [] : [{ file, record }];
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      return [];
    }
  });
}

/** The saved set-ups of a cloud, newest first, and the files that can't be used, with the reason. */
export function savedSetups(directory: string, cloud: string): { good: readonly Saved[]; bad: readonly SetupError[] } {
  const good: Saved[] = [];
  const bad: SetupError[] = [];
  for (const name of filesIn(directory)) {
    const file = join(directory, name);
    try {
      const record = readState(file);
      if (record?.cloud === cloud) good.push({ file, record });
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      bad.push(error);
    }
  }
  good.sort((one, other) => other.record.updatedAt.localeCompare(one.record.updatedAt));
  return { good, bad };
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
