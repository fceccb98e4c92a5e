import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { remove } from '../support/administrator.ts';
import { type InProcess, runInProcess } from '../support/in-process.ts';
import { type Home, newHome } from '../support/places.ts';

let home: Home;
let sandbox: StartedSandbox;
let sent: (() => void) | undefined;
/** Milliseconds by which Azure's clock is ahead. */
let ahead = 0;

interface Document {
  readonly outcome: string;
  readonly planId: string | null;
  readonly requests: { readonly writes: number };
  readonly error?: { readonly code: string };
  readonly instances?: readonly {
    readonly name: string;
    readonly outcome: string;
    readonly error?: { readonly code: string };
  }[];
}

const undo = (...argv: readonly string[]): Promise<InProcess> =>
  runInProcess(['undo', '--sandbox', '--json', ...argv], home.environment);
const parse = ({ stdout }: InProcess): Document => JSON.parse(stdout) as Document;

/** The program, killed as soon as Azure has been sent a deployment. */
function killedWhenSent(file: string): Promise<void> {
  const program = join(import.meta.dirname, '..', '..', 'dist', 'main.js');
  const argv = [program, '--sandbox', '--answers', file, '--engine', 'arm', '--json'];
  const child = spawn(process.execPath, argv, { cwd: home.folder, env: home.environment, stdio: 'ignore' });
  sent = () => void child.kill('SIGKILL');
  return new Promise((resolve) => {
    child.on('close', () => resolve());
  });
}

beforeAll(async () => {
  home = newHome('owner', { creationSeconds: 1200, deletionSeconds: 0.1, groupDeletionSeconds: 0.1 });
  sandbox = await startSandbox({
    dataDirectory: home.world,
    scenario: 'owner',
    now: () => Date.now() + ahead,
    log: ({ method, url }) => {
      if (method === 'PUT' && /\/deployments\/adt-setup-/.test(url)) sent?.();
    },
  });
});
afterAll(async () => {
  await sandbox.close();
  home.remove();
});

test('of a deployment that nobody saw the end of: nothing while it runs, then all that it made, and no more', async () => {
  const file = join(home.folder, 'sites.csv');
  writeFileSync(file, 'name,resourceGroup,location\none-twins,rg-a,westeurope\ntwo-twins,rg-a,uksouth\n');
  await killedWhenSent(file);
  const saved = home.saved().flatMap(({ rows = [] }) => rows);
  expect(saved.map(({ made, deploying }) => [made.length, deploying?.things.length])).toEqual([
    [0, 4],
    [0, 4],
  ]);

  const early = await undo('--dry-run');
  expect(early.code).toBe(75);
  expect(parse(early)).toMatchObject({ outcome: 'failed', requests: { writes: 0 } });
  expect(parse(early).instances?.map(({ error }) => error?.code)).toEqual(['deployment-running', 'deployment-running']);
  const alone = await undo('--name', 'one-twins', '--yes');
  expect({ code: alone.code, error: parse(alone).error?.code }).toEqual({ code: 75, error: 'deployment-running' });

  ahead = 1_300_000;
  let plan = parse(early);
  while (plan.outcome !== 'planned') plan = parse(await undo('--dry-run'));
  // Nothing of it is saved by a preview.
  expect(home.saved().flatMap(({ rows = [] }) => rows.map(({ made }) => made.length))).toEqual([0, 0]);
  const done = await undo('--plan', plan.planId ?? '');
  expect({ code: done.code, outcome: parse(done).outcome }).toEqual({ code: 0, outcome: 'undone' });
  // Two roles, two instances, one group.
  expect(parse(done).requests.writes).toBe(5);
  expect(await remove(sandbox, `/subscriptions/${sandbox.subscriptionId}/resourceGroups/rg-a`)).toBe(404);
});
