import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { byHand, remove } from '../support/administrator.ts';
import { type InProcess, runInProcess } from '../support/in-process.ts';
import { type Home, homeLike, newHome } from '../support/places.ts';

/** Where the list has been made: each test begins with a copy of it. */
let ready: Home;
let home: Home;
let sandbox: StartedSandbox;

const sites =
  'name,resourceGroup,location\none-twins,rg-a,westeurope\ntwo-twins,rg-a,uksouth\nthree-twins,rg-b,westeurope\n';

const run = (...argv: readonly string[]): Promise<InProcess> => runInProcess(argv, home.environment);
const undo = (...argv: readonly string[]): Promise<InProcess> => run('undo', '--sandbox', '--json', ...argv);
const setUp = (): Promise<InProcess> => run('--sandbox', '--answers', join(ready.folder, 'sites.csv'), '--json');

interface Row {
  readonly kind: string;
  readonly id: string;
  readonly action: string;
  readonly status: string;
  readonly reason: string;
}

interface Document {
  readonly outcome: string;
  readonly name: string | null;
  readonly planId: string | null;
  readonly resources: readonly Row[];
  readonly data: Record<string, number | null> | null;
  readonly requests: { readonly reads: number; readonly writes: number };
  readonly error?: { readonly code: string; readonly message: string; readonly help: string };
  readonly instances: readonly {
    readonly name: string;
    readonly outcome: string;
    readonly resources: readonly Row[];
    readonly data: Record<string, number | null> | null;
    readonly error?: { readonly code: string };
  }[];
}

const parse = ({ stdout }: { readonly stdout: string }): Document => JSON.parse(stdout) as Document;
const outcomes = ({ instances }: Document): readonly string[] =>
  instances.map(({ name, outcome }) => `${name} ${outcome}`);
const rows = (all: readonly Row[]): readonly string[] =>
  all.map(
    ({ kind, id, action, status }) =>
      `${kind} ${kind === 'assignment' ? '' : id.split('/').at(-1)} ${action} ${status}`,
  );
const said = ({ stderr }: InProcess): string => stderr.replaceAll(/\s+/g, ' ');

const subscription = (): string => `/subscriptions/${sandbox.subscriptionId}`;
const group = (name: string): string => `${subscription()}/resourceGroups/${name}`;
const instance = (of: string, name: string): string =>
  `${group(of)}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/${name}`;

/** How far each row is, by what is saved: "one-twins undone: group". */
const saved = (): readonly string[] =>
  home.saved().flatMap(({ rows: all = [] }) =>
    all.map(({ answers, outcome, undo: going, made }) => {
      const state = outcome ?? (going === null ? 'open' : 'undoing');
      return `${answers['name']?.value ?? ''} ${state}: ${made.map(({ kind }) => kind).join(', ')}`;
    }),
  );

const planId = async (...argv: readonly string[]): Promise<string> =>
  parse(await undo('--dry-run', ...argv)).planId ?? '';

async function serve(): Promise<void> {
  sandbox = await startSandbox({ dataDirectory: home.world, scenario: 'owner' });
}

beforeAll(async () => {
  ready = newHome();
  home = ready;
  writeFileSync(join(ready.folder, 'sites.csv'), sites);
  await serve();
  expect((await setUp()).code).toBe(0);
  await sandbox.close();
});
beforeEach(async () => {
  home = homeLike(ready, { deletionSeconds: 0.1, groupDeletionSeconds: 0.1 });
  await serve();
});
afterEach(async () => {
  await sandbox.close();
  home.remove();
});
afterAll(() => ready.remove());

test('one plan, one id, what is shared once and last; then it is all gone, and the same list can be set up again', async () => {
  const before = JSON.stringify(home.saved());
  const preview = await undo('--dry-run');
  const plan = parse(preview);
  expect(preview.code).toBe(0);
  expect(plan).toMatchObject({
    outcome: 'planned',
    name: null,
    requests: { writes: 0 },
    data: { models: 0, twins: 0 },
  });
  expect(outcomes(plan)).toEqual(['one-twins planned', 'two-twins planned', 'three-twins planned']);
  expect(said(preview)).toMatch(/Removed last, when nothing else is in it Resource group rg-b Resource group rg-a/);
  expect(said(preview)).toContain(`The id of this plan: ${plan.planId ?? ''}`);
  expect(JSON.stringify(home.saved())).toBe(before);

  const done = await undo('--plan', plan.planId ?? '');
  expect({ code: done.code, outcome: parse(done).outcome }).toEqual({ code: 0, outcome: 'undone' });
  // Three roles, three instances, two groups.
  expect(parse(done)).toMatchObject({ planId: plan.planId, requests: { writes: 8 } });
  expect(parse(done).instances.map(({ resources }) => rows(resources))).toEqual([
    [
      'assignment  remove removed',
      'instance one-twins remove removed',
      'group rg-a remove removed',
      'registration Microsoft.DigitalTwins keep kept',
    ],
    ['assignment  remove removed', 'instance two-twins remove removed'],
    ['assignment  remove removed', 'instance three-twins remove removed', 'group rg-b remove removed'],
  ]);
  expect(parse(done).resources).toHaveLength(9);
  expect(home.saved().map(({ outcome }) => outcome)).toEqual(['undone']);
  expect(await remove(sandbox, group('rg-a'))).toBe(404);

  const again = parse(await undo());
  expect(again).toMatchObject({ outcome: 'undone', requests: { writes: 0 } });
  const anew = await setUp();
  expect(anew.code).toBe(0);
  expect(home.saved()).toHaveLength(1);
  expect(saved()[1]).toBe('two-twins ready: instance, assignment');
});

describe('no consent: nothing is removed', () => {
  test.each<[string, readonly string[], number, string | undefined, string]>([
    ['nothing said', [], 2, undefined, '--plan'],
    ['--yes, which names nothing', ['--yes'], 2, 'name-needed', 'Name one instance with --name'],
    ['the id of another plan', ['--plan', '0123456789abcdef'], 4, 'plan-changed', 'Nothing was removed'],
    ['a name that no row has', ['--yes', '--name', 'four-twins'], 2, 'no-setup', 'one-twins'],
  ])('%s', async (_, argv, code, error, words) => {
    const before = JSON.stringify(home.saved());
    const ended = await undo(...argv);
    expect({ code: ended.code, error: parse(ended).error?.code }).toEqual({ code, error });
    expect(said(ended)).toContain(words);
    expect(parse(ended).requests.writes).toBe(0);
    expect(JSON.stringify(home.saved())).toBe(before);
  });

  test('a plan of fewer things is another one: what is gone since is asked for again', async () => {
    const id = await planId();
    await remove(sandbox, instance('rg-b', 'three-twins'));
    while (parse(await undo('--dry-run')).planId === id);
    expect(parse(await undo('--plan', id)).error?.code).toBe('plan-changed');
  });
});

test('a row alone stays possible; what it leaves because of others goes with the last of them', async () => {
  const one = await undo('--yes', '--name', 'one-twins');
  expect(parse(one)).toMatchObject({ outcome: 'undone', name: 'one-twins' });
  expect(saved()).toEqual([
    'one-twins undone: registration, group',
    'two-twins ready: instance, assignment',
    'three-twins ready: group, instance, assignment',
  ]);
  const done = parse(await undo('--plan', await planId()));
  expect(done.outcome).toBe('undone');
  expect(rows(done.resources)).toContain('group rg-a remove removed');
  expect(await remove(sandbox, group('rg-a'))).toBe(404);
});

test('a lock on one row keeps neither the others nor what only they use; later the rest goes', async () => {
  const lock = `${instance('rg-a', 'two-twins')}/providers/Microsoft.Authorization/locks/keep`;
  expect(await byHand(sandbox, 'PUT', lock, '2020-05-01', { properties: { level: 'CanNotDelete' } })).toBeLessThan(300);
  const preview = await undo('--dry-run');
  expect(outcomes(parse(preview))).toEqual(['one-twins planned', 'two-twins failed', 'three-twins planned']);
  expect(said(preview)).toContain('two-twins: A lock protects it against deletion: "keep"');
  expect(said(preview)).toContain(`The id of this plan: ${parse(preview).planId ?? ''}`);
  expect(said(await undo())).toContain("1 of 3 can't be removed, and nothing was begun. To remove what can be");
  const ended = await undo('--plan', parse(preview).planId ?? '');
  expect(ended.code).toBe(4);
  const document = parse(ended);
  expect(document).toMatchObject({ outcome: 'failed', error: { code: 'ScopeLocked' } });
  expect(outcomes(document)).toEqual(['one-twins waiting', 'two-twins failed', 'three-twins undone']);
  expect(rows(document.instances[1]?.resources ?? [])).toEqual([
    'assignment  remove open',
    'instance two-twins remove open',
  ]);
  expect(saved()).toEqual([
    'one-twins undoing: registration, group',
    'two-twins ready: instance, assignment',
    'three-twins undone: ',
  ]);
  expect(said(ended)).toContain('Resource group: it goes when two-twins is gone.');

  // The rest was not agreed to.
  await byHand(sandbox, 'DELETE', lock, '2020-05-01');
  const open = await undo();
  expect(parse(open)).toMatchObject({ outcome: 'needs-approval', requests: { writes: 0 } });
  const rest = parse(await undo('--plan', parse(open).planId ?? ''));
  expect(rest).toMatchObject({ outcome: 'undone', requests: { writes: 3 } });
  expect(saved()).toEqual(['one-twins undone: registration', 'two-twins undone: ', 'three-twins undone: ']);
});

test('Azure refuses one deletion: the others go, and the next run goes on without a new yes', async () => {
  const id = await planId();
  const what = { is: 'status', status: 403, code: 'RequestDisallowedByPolicy', message: 'No.' } as const;
  sandbox.addFault({ method: 'DELETE', address: 'digitalTwinsInstances/two-twins\\?', times: 0, what });
  const ended = await undo('--plan', id);
  expect(ended.code).toBe(4);
  expect(outcomes(parse(ended))).toEqual(['one-twins waiting', 'two-twins failed', 'three-twins undone']);
  expect(parse(ended).error?.message).toMatch(/^1 of 3 can't be removed, two-twins: /);
  sandbox.clearFaults();
  const rest = parse(await undo());
  expect(rest).toMatchObject({ outcome: 'undone', requests: { writes: 2 } });
  expect(saved()).toEqual(['one-twins undone: registration', 'two-twins undone: ', 'three-twins undone: ']);
});

test('what ends all of them is told once, and the rest is as it was', async () => {
  const id = await planId();
  const what = { is: 'status', status: 503 } as const;
  sandbox.addFault({ method: 'DELETE', times: 0, what });
  const ended = await undo('--plan', id, '--timeout', '2');
  sandbox.clearFaults();
  expect(ended.code).toBe(75);
  expect(outcomes(parse(ended))).toEqual(['one-twins planned', 'two-twins planned', 'three-twins failed']);
  expect(parse(await undo()).outcome).toBe('undone');
});

test('what others have put into a group stays, and the group with it; theirs is never touched', async () => {
  const theirs = instance('rg-b', 'their-twins');
  const body = { location: 'westeurope', properties: {} };
  expect(await byHand(sandbox, 'PUT', theirs, '2023-01-31', body)).toBeLessThan(300);
  const done = await undo('--plan', await planId());
  expect(done.code).toBe(0);
  const kept = parse(done).resources.find(({ id }) => id === group('rg-b'));
  expect(kept).toMatchObject({
    action: 'keep',
    status: 'kept',
    reason: 'also holds: digital twins instance their-twins',
  });
  expect(await remove(sandbox, theirs)).toBeLessThan(300);
});

test('what the instances hold is counted over all, and takes a word of its own', async () => {
  expect((await run('first-steps', '--sandbox', '--yes', '--name', 'three-twins')).code).toBe(0);
  // Nobody knows any more who put it there.
  rmSync(join(home.setups, '..', 'first-steps'), { recursive: true });
  const plan = parse(await undo('--dry-run'));
  expect(plan.data?.['models']).toBeGreaterThan(0);
  expect(plan.instances.map(({ data }) => (data?.['models'] ?? 0) > 0)).toEqual([false, false, true]);
  const refused = await undo('--plan', plan.planId ?? '');
  expect({ code: refused.code, error: parse(refused).error?.code }).toEqual({ code: 4, error: 'holds-data' });
  expect(parse(refused).requests.writes).toBe(0);
  const done = await undo('--plan', plan.planId ?? '', '--with-data');
  expect({ code: done.code, outcome: parse(done).outcome }).toEqual({ code: 0, outcome: 'undone' });
});
