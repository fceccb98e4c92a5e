import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type InProcess, runInProcess } from '../support/in-process.ts';
import { type Home, homeLike, newHome } from '../support/places.ts';

/** Where the list has been made: each test begins with a copy of it. */
let ready: Home;
let home: Home;
let sandbox: StartedSandbox;
/** Azure's clock: it stands while somebody ends the program, and hurries afterwards. */
const clock = { ahead: 0, hurries: true };

const sites =
  'name,resourceGroup,location\none-twins,rg-a,westeurope\ntwo-twins,rg-a,uksouth\nthree-twins,rg-b,westeurope\n';

const run = (...argv: readonly string[]): Promise<InProcess> => runInProcess(argv, home.environment);
const undo = (...argv: readonly string[]): Promise<InProcess> => run('undo', '--sandbox', '--json', ...argv);

interface Document {
  readonly outcome: string;
  readonly planId: string | null;
  readonly requests: { readonly writes: number };
  readonly instances: readonly { readonly name: string; readonly outcome: string }[];
}

const parse = ({ stdout }: InProcess): Document => JSON.parse(stdout) as Document;
const outcomes = ({ instances }: Document): readonly string[] =>
  instances.map(({ name, outcome }) => `${name} ${outcome}`);

async function serve(): Promise<void> {
  sandbox = await startSandbox({
    dataDirectory: home.world,
    scenario: 'owner',
    now: () => Date.now() + (clock.hurries ? (clock.ahead += 300_000) : clock.ahead),
  });
}

const long = { tokenLifetimeSeconds: 86_400_000 };

beforeAll(async () => {
  ready = newHome('owner', long);
  home = ready;
  writeFileSync(join(ready.folder, 'sites.csv'), sites);
  await serve();
  expect((await run('--sandbox', '--answers', join(ready.folder, 'sites.csv'), '--json')).code).toBe(0);
  await sandbox.close();
});
beforeEach(async () => {
  home = homeLike(ready, { ...long, deletionSeconds: 300, groupDeletionSeconds: 0.1 });
  clock.hurries = false;
  await serve();
});
afterEach(async () => {
  await sandbox.close();
  home.remove();
});
afterAll(() => ready.remove());

/** The program, ended by a signal as soon as its words say something. */
function endedAt(argv: readonly string[], words: RegExp, signal: NodeJS.Signals): Promise<number | null> {
  const program = join(import.meta.dirname, '..', '..', 'dist', 'main.js');
  const child = spawn(process.execPath, [program, 'undo', '--sandbox', '--json', ...argv], {
    cwd: home.folder,
    env: home.environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let heard = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    heard += text;
    if (clock.hurries || !words.test(heard)) return;
    child.kill(signal);
    clock.hurries = true;
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve(code));
  });
}

test.each<[NodeJS.Signals, number | null]>([
  ['SIGINT', 130],
  ['SIGKILL', null],
])(
  'ended by %s while an instance goes: it is carried on without a new yes, and nothing is removed twice',
  async (signal, code) => {
    const id = parse(await undo('--dry-run')).planId ?? '';
    expect(await endedAt(['--plan', id], /Azure is deleting it/, signal)).toBe(code);
    const going = home.saved().flatMap(({ rows = [] }) => rows.filter((row) => row.undo !== null));
    expect(going.filter(({ outcome }) => outcome === null).length).toBeGreaterThanOrEqual(2);
    const rest = parse(await undo());
    expect({ outcome: rest.outcome, of: outcomes(rest) }).toEqual({
      outcome: 'undone',
      of: ['one-twins undone', 'two-twins undone', 'three-twins undone'],
    });
    // Of three roles, three instances and two groups at least a role and an instance were sent before.
    expect(rest.requests.writes).toBeLessThanOrEqual(6);
    expect(home.saved().map(({ outcome }) => outcome)).toEqual(['undone']);
  },
);
