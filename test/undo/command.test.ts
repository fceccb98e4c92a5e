import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { holdState } from '../../src/local/lock.ts';
import { type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { decode, encode } from '../../src/state/record.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';
import { remove } from '../support/administrator.ts';
import { type InProcess, runInProcess } from '../support/in-process.ts';
import { type Home, homeLike, newHome } from '../support/places.ts';
import { runUnattended } from '../support/unattended.ts';

/** Where the set-up has been made: each test begins with a copy of it. */
let ready: Home;
let home: Home;
let sandbox: StartedSandbox;

const run = (...argv: readonly string[]): Promise<InProcess> => runInProcess(argv, home.environment);
const setUp = (...argv: readonly string[]): Promise<InProcess> =>
  run('--sandbox', '--json', '-n', 'plant-1', '-g', 'rg-plant', ...argv);
const undo = (...argv: readonly string[]): Promise<InProcess> => run('undo', '--sandbox', '--json', ...argv);
const only = (): string => join(home.setups, `${home.saved()[0]?.id}.json`);
const recordOf = (file = only()): SetupRecord => decode(readFileSync(file), file);

interface Document {
  readonly outcome: string;
  readonly planId: string | null;
  readonly resources: readonly {
    readonly kind: string;
    readonly action: string;
    readonly status: string;
    readonly reason: string;
  }[];
  readonly data: Record<string, number | null> | null;
  readonly requests: { readonly reads: number; readonly writes: number };
  readonly error?: { readonly code: string; readonly message: string; readonly help: string };
}

const parse = ({ stdout }: { readonly stdout: string }): Document => JSON.parse(stdout) as Document;
const rows = (document: Document): readonly string[] =>
  document.resources.map(({ kind, action, status }) => `${kind} ${action} ${status}`);

const serve = async (): Promise<void> => {
  sandbox = await startSandbox({ dataDirectory: home.world, scenario: 'owner' });
};

beforeAll(async () => {
  ready = newHome();
  home = ready;
  await serve();
  expect((await setUp()).code).toBe(0);
  await sandbox.close();
});

beforeEach(async () => {
  home = homeLike(ready, { deletionSeconds: 0.1, groupDeletionSeconds: 0.1 });
  await serve();
});

afterAll(() => ready.remove());

afterEach(async () => {
  await sandbox.close();
  home.remove();
});

const removed = [
  'assignment remove removed',
  'instance remove removed',
  'group remove removed',
  'registration keep kept',
];

test('preview, consent by the id of the plan, and the same set up again at once', async () => {
  const before = readFileSync(only());
  const preview = await runUnattended(home, ['undo', '--sandbox', '--dry-run', '--json']);
  expect(preview.code).toBe(0);
  const plan = parse(preview);
  expect(Object.keys(plan)).toEqual(
    expect.arrayContaining([
      'schema',
      'outcome',
      'name',
      'planId',
      'resources',
      'data',
      'requests',
      'account',
      'stateFile',
    ]),
  );
  expect(plan).toMatchObject({ outcome: 'planned', name: 'plant-1', requests: { writes: 0 }, data: { models: 0 } });
  expect(plan.resources.map(({ reason }) => reason)).toEqual([
    'made by this set-up',
    'made by this set-up',
    'made by this set-up',
    'other instances may use it',
  ]);
  expect(preview.stderr).toContain('Will be removed');
  expect(preview.stderr).toContain('Stays');
  expect(preview.stderr.replaceAll(/\s+/g, ' ')).toMatch(
    new RegExp(String.raw`Preview: \d+ reads, 0 writes\. Nothing was removed\. The id of this plan: ${plan.planId} $`),
  );
  expect(readFileSync(only())).toEqual(before);

  const done = await undo('--plan', plan.planId ?? '');
  expect({ code: done.code, rows: rows(parse(done)) }).toEqual({ code: 0, rows: removed });
  expect(parse(done)).toMatchObject({ outcome: 'undone', planId: plan.planId, requests: { writes: 3 } });
  expect(done.stderr).toContain('plant-1: taken back, 3 removed.');
  expect(recordOf()).toMatchObject({ outcome: 'undone', making: null });

  const again = await undo();
  expect(again.code).toBe(0);
  expect(parse(again)).toMatchObject({ outcome: 'undone', requests: { writes: 0 } });

  const anew = await setUp();
  expect(anew.code).toBe(0);
  const status = await run('status', '--sandbox', '--json');
  expect(JSON.parse(status.stdout)).toMatchObject({ setUp: { verdict: 'as-made', endpoint: 'answers' } });
});

describe('no consent: nothing is removed', () => {
  test.each<[string, readonly string[], number, string | undefined, string]>([
    ['nothing said', [], 2, undefined, '--yes --name plant-1'],
    ['--yes without a name', ['--yes'], 2, 'name-needed', '--name plant-1'],
    ['the name in the environment only', ['--yes'], 2, 'name-needed', '--name plant-1'],
    [
      'a name that fits nothing, though only one is saved',
      ['--yes', '--name', 'plant-2'],
      2,
      'no-setup',
      'Saved are: plant-1.',
    ],
    ['half of the name', ['--yes', '--name', 'plant'], 2, 'no-setup', 'Saved are: plant-1.'],
    ['the id of another plan', ['--plan', '0123456789abcdef'], 4, 'plan-changed', 'Nothing was removed'],
    ['no id at all', ['--plan', 'the one'], 2, 'invalid-plan', 'is no id of a plan'],
  ])('%s', async (title, argv, code, error, words) => {
    const before = readFileSync(only());
    const environment = { ...home.environment, ...(title.includes('environment') && { ADT_SETUP_NAME: 'plant-1' }) };
    const ended = await runInProcess(['undo', '--sandbox', '--json', ...argv], environment);
    expect({ code: ended.code, error: parse(ended).error?.code }).toEqual({ code, error });
    expect(ended.stderr.replaceAll(/\s+/g, ' ')).toContain(words);
    expect(parse(ended).requests.writes).toBe(0);
    expect(readFileSync(only())).toEqual(before);
  });

  test('beside a set-up that is being worked on: 75, politely', async () => {
    const before = readFileSync(only());
    const hold = await holdState(only(), new Date());
    try {
      const ended = await undo('--yes', '--name', 'plant-1');
      expect(ended.code).toBe(75);
      expect(parse(ended)).toMatchObject({ error: { code: 'setup-in-use' }, requests: { writes: 0 } });
      expect(ended.stderr).toContain('Let it finish, and run this again.');
    } finally {
      await hold.release();
    }
    expect(readFileSync(only())).toEqual(before);
  });
});

test('what the instance holds: 4 and counted, until --with-data agrees to that, too', async () => {
  expect((await run('first-steps', '--sandbox', '--yes')).code).toBe(0);
  // Nobody knows any more who put it there.
  rmSync(join(home.setups, '..', 'first-steps'), { recursive: true });
  const refused = await undo('--yes', '--name', 'plant-1');
  expect(refused.code).toBe(4);
  const { data, error, requests } = parse(refused);
  expect({ error: error?.code, writes: requests.writes }).toEqual({ error: 'holds-data', writes: 0 });
  expect(data?.['models']).toBeGreaterThan(0);
  expect(data?.['twins']).toBeGreaterThan(0);
  expect(refused.stderr).toContain(`plant-1 holds ${data?.['models']} models`);
  const ended = await undo('--yes', '--name', 'plant-1', '--with-data');
  expect({ code: ended.code, rows: rows(parse(ended)) }).toEqual({ code: 0, rows: removed });
});

test('another set-up uses the group: it stays; what that one found stays, too', async () => {
  expect((await run('--sandbox', '-n', 'plant-2', '-g', 'rg-plant')).code).toBe(0);
  const first = await undo('--yes', '--name', 'plant-1');
  expect(first.code).toBe(0);
  expect(rows(parse(first))).toEqual([...removed.slice(0, 2), 'group keep kept', 'registration keep kept']);
  expect(first.stderr.replaceAll(/\s+/g, ' ')).toContain('also holds: digital twins instance plant-2');
  const second = await undo('--yes', '--name', 'plant-2');
  expect(second.code).toBe(0);
  expect(parse(second).resources.find(({ kind }) => kind === 'group')).toMatchObject({
    action: 'keep',
    reason: 'was there before this set-up',
  });
});

test('everything deleted in the portal, nothing made: both are done, and a new set-up begins afresh', async () => {
  const { resourceId = '' } = recordOf().facts;
  await remove(sandbox, resourceId.slice(0, resourceId.indexOf('/providers/')));
  const gone = async (): Promise<boolean> => {
    const { stdout } = await run('status', '--sandbox', '--json');
    return (JSON.parse(stdout) as { setUp: { verdict: string } }).setUp.verdict === 'gone';
  };
  while (!(await gone()));
  const ended = await undo('--yes', '--name', 'plant-1');
  expect(ended.code).toBe(0);
  expect(rows(parse(ended)).slice(0, 3)).toEqual([
    'assignment remove gone',
    'instance remove gone',
    'group remove gone',
  ]);
  expect(parse(ended).requests.writes).toBe(0);
  expect((await setUp()).code).toBe(0);
});

test('a set-up that has only been begun: nothing to remove, and nobody is signed in for it', async () => {
  const file = only();
  writeFileSync(file, encode({ ...recordOf(), made: [], facts: {}, done: [], outcome: null }));
  rmSync(`${file}.bak`, { force: true });
  const ended = await undo();
  expect(ended.code).toBe(0);
  expect(parse(ended)).toMatchObject({ outcome: 'undone', requests: { reads: 0, writes: 0 } });
  expect(ended.stderr).toContain('plant-1: nothing to remove.');
});

test('two of the same name, which differ by where they are: a name that fits both is refused', async () => {
  const { answers, ...rest } = recordOf();
  const twin: SetupRecord = {
    ...rest,
    id: '2026-01-02-second',
    made: [],
    facts: {},
    answers: { ...answers, resourceGroup: { value: 'rg-web', from: 'flag' } },
  };
  writeFileSync(join(home.setups, '2026-01-02-second.json'), encode(twin));
  const ended = await undo('--yes', '--name', 'plant-1');
  expect({ code: ended.code, error: parse(ended).error?.code }).toEqual({ code: 2, error: 'several-setups' });
  expect(ended.stderr).toContain('plant-1 in rg-plant');
  expect(ended.stderr).toContain('plant-1 in rg-web');
  const one = await undo('--yes', '--name', 'plant-1', '--resource-group', 'rg-plant');
  expect(one.code).toBe(0);
  expect(rows(parse(one))).toEqual(removed);
});

test('none is saved for Azure: exit 2, and what may be meant instead', async () => {
  const ended = await run('undo');
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('One of practice is. If that is meant: adt-setup undo --sandbox');
});
