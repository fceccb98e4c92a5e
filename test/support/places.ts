import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderMark } from '../../src/local/own-file.ts';
import type { Settings } from '../../src/sandbox/settings.ts';
import { foldersOf, stateDirectory } from '../../src/state/directory.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';

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

let keys: string | undefined;

/** The sandbox's own keys, made once for all the tests of a file: making them costs more than anything else in a first run. */
function sandboxKeys(): string {
  keys ??= JSON.stringify({
    signingKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
    sealingKey: randomBytes(32).toString('base64url'),
    clientSecret: `sbx~${randomBytes(27).toString('base64url')}`,
    source: randomBytes(16).toString('hex'),
  });
  return keys;
}

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
  const kept = Object.entries(process.env).filter(
    ([name, value]) =>
      value !== undefined && !/^(_$|ADT_SETUP_|AZURE_|CI$|NO_COLOR$|FORCE_COLOR$|XDG_|npm_)/.test(name),
  ) as [string, string][];
  const environment = {
    ...Object.fromEntries(kept),
    HOME: folder,
    LOCALAPPDATA: folder,
    TERM: 'xterm-256color',
    TZ: 'UTC',
  };
  const { world, setups } = foldersOf(stateDirectory(environment), scenario);
  mkdirSync(world, { recursive: true });
  writeFileSync(join(world, folderMark.name), folderMark.text, { mode: 0o600 });
  writeFileSync(join(world, 'secrets.json'), sandboxKeys(), { mode: 0o600 });
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
    remove: () => removeAll(folder),
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
