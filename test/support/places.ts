import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../../src/sandbox/settings.ts';
import { foldersOf, stateDirectory } from '../../src/state/directory.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';
import { giveKeys, keepKeys } from './keys.ts';

/** Quick enough for tests; everything still takes two looks. */
const quick: Partial<Settings> = {
  registrationSeconds: 0.1,
  creationSeconds: 0.15,
  roleSpreadSeconds: 0.1,
  deviceApprovalSeconds: 0,
  helpfulAdministratorSeconds: -1,
};

/** The Node.js that the built program is started with: `ADT_TEST_NODE`, or the one that runs the tests. */
export const node = process.env['ADT_TEST_NODE'] || process.execPath;

/** Removes a folder in which what was killed a moment ago may still be writing. */
function removeAll(folder: string, tries = 200): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    if (tries === 0 || (error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    removeAll(folder, tries - 1);
  }
}

/**
 * What V8 has made of the built program, for all homes: in a home of its own each process would make it anew, which is a fifth of what
 * most of them do. Each build has names of its own in it.
 */
const codeCache = join(process.cwd(), 'node_modules', '.cache', 'test-code');

/** A home folder of its own for the program, and where things are in it. */
export interface Home {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly world: string;
  readonly setups: string;
  /** The saved set-ups. */
  saved(): readonly SetupRecord[];
  remove(): void;
}

export function newHome(scenario = 'owner', settings: Partial<Settings> = {}): Home {
  const folder = mkdtempSync(join(tmpdir(), 'adt-setup-home-'));
  const own = Object.entries(process.env).filter(
    ([name, value]) =>
      value !== undefined && !/^(_$|ADT_SETUP_|AZURE_|CI$|NO_COLOR$|FORCE_COLOR$|XDG_|npm_|NODE_)/.test(name),
  ) as [string, string][];
  const environment = {
    ...Object.fromEntries(own),
    HOME: folder,
    LOCALAPPDATA: folder,
    XDG_CACHE_HOME: codeCache,
    TERM: 'xterm-256color',
    TZ: 'UTC',
  };
  const { world, setups } = foldersOf(stateDirectory(environment), scenario);
  giveKeys(world);
  writeFileSync(join(world, 'settings.json'), JSON.stringify({ ...quick, ...settings }));
  return {
    folder,
    environment,
    world,
    setups,
    saved: () =>
      filesIn(setups)
        .filter((name) => name.endsWith('.json'))
        .map((name) => JSON.parse(readFileSync(join(setups, name), 'utf8')) as SetupRecord),
    remove: () => {
      keepKeys(world);
      removeAll(folder);
    },
  };
}

/** Another home that begins with all that one holds, while nothing runs there. */
export function homeLike(template: Home, settings: Partial<Settings> = {}): Home {
  const home = newHome();
  cpSync(template.folder, home.folder, { recursive: true });
  writeFileSync(join(home.world, 'settings.json'), JSON.stringify({ ...quick, ...settings }));
  return home;
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
