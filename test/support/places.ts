import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { folderMark } from '../../src/local/own-file.ts';
import { certificateFiles } from '../../src/sandbox/host/certificate.ts';
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

/** Where keys and a certificate are kept for the next test files, and the next runs. */
const keysFile = join(process.cwd(), 'node_modules', '.cache', 'test-keys.json');
const kept = ['secrets.json', ...certificateFiles];

let known: Readonly<Record<string, string>> | undefined;

/** What a sandbox has made itself at an earlier first start, as long as it would take it again. */
function keptKeys(): Readonly<Record<string, string>> {
  if (known !== undefined) return known;
  try {
    const files = JSON.parse(readFileSync(keysFile, 'utf8')) as Record<string, string>;
    const { validFrom, validTo } = new X509Certificate(files[certificateFiles[0]] ?? '');
    const isGood = Date.parse(validFrom) <= Date.now() && Date.parse(validTo) > Date.now() + 300 * 86_400_000;
    known = isGood ? files : {};
  } catch {
    known = {};
  }
  return known;
}

/** Begins a sandbox's folder with keys and a certificate that another had: making them takes longer than most tests. */
export function giveKeys(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, folderMark.name), folderMark.text, { mode: 0o600 });
  const files = { 'secrets.json': keptKeys()['secrets.json'] ?? sandboxKeys(), ...keptKeys() };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 });
}

/** Keeps what a sandbox has made in its folder, where nothing is kept yet. */
export function keepKeys(folder: string): void {
  if (Object.keys(keptKeys()).length > 0 || !kept.every((name) => existsSync(join(folder, name)))) return;
  const files = Object.fromEntries(kept.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  mkdirSync(dirname(keysFile), { recursive: true });
  const half = `${keysFile}.${process.pid}`;
  writeFileSync(half, JSON.stringify(files), { mode: 0o600 });
  renameSync(half, keysFile);
  known = undefined;
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
      value !== undefined && !/^(_$|ADT_SETUP_|AZURE_|CI$|NO_COLOR$|FORCE_COLOR$|XDG_|npm_)/.test(name),
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
