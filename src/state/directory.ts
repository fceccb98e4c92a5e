import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { usageError } from '../errors.ts';

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

/** Where what somebody chose for all their runs is saved. */
export function preferencesFile(base: string): string {
  return join(base, 'preferences.json');
}
