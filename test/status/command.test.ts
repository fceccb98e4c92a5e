import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { holdState } from '../../src/local/lock.ts';
import { type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { decode, encode } from '../../src/state/record.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';
import { remove } from '../support/administrator.ts';
import { type InProcess, runInProcess } from '../support/in-process.ts';
import { type Home, newHome } from '../support/places.ts';
import { runUnattended } from '../support/unattended.ts';

let home: Home;
let sandbox: StartedSandbox;
/** What is saved after the set-up, by name of its file. */
let saved: Record<string, Buffer>;

const run = (...argv: readonly string[]): Promise<InProcess> => runInProcess(argv, home.environment);
const status = (...argv: readonly string[]): Promise<InProcess> => run('status', '--sandbox', ...argv);
const fileAt = (name: string): string => join(home.setups, name);
const only = (): string => fileAt(Object.keys(saved)[0] ?? '');
const recordOf = (file: string): SetupRecord => decode(readFileSync(file), file);

interface Document {
  readonly schema: number;
  readonly setUps: readonly { readonly name: string; readonly progress: string; readonly stateFile: string }[];
  readonly setUp: null | {
    readonly verdict: string;
    readonly endpoint: string;
    readonly resources: readonly { readonly kind: string; readonly verdict: string }[];
  };
  readonly requests: { readonly reads: number; readonly writes: number };
}

const parse = ({ stdout }: { readonly stdout: string }): Document => JSON.parse(stdout) as Document;

function bytes(): Record<string, Buffer> {
  const names = home.saved().map(({ id }) => `${id}.json`);
  return Object.fromEntries(names.map((name) => [name, readFileSync(fileAt(name))]));
}

beforeAll(async () => {
  home = newHome('owner', { deletionSeconds: 0.1, groupDeletionSeconds: 0.1 });
  sandbox = await startSandbox({ dataDirectory: home.world, scenario: 'owner' });
  expect((await run('--sandbox', '--name', 'plant-1', '-g', 'rg-plant')).code).toBe(0);
  saved = bytes();
});

afterEach(() => {
  sandbox.clearFaults();
  // Whatever it found: what is saved is as it was, to the byte.
  expect(bytes()).toEqual(saved);
});

afterAll(async () => {
  await sandbox.close();
  home.remove();
});

test('as it was made: the built program says so, in words and as JSON, and sends nothing that changes anything', async () => {
  const log = join(home.folder, 'log.ndjson');
  const { code, stdout, stderr } = await runUnattended(home, [
    'status',
    '--sandbox',
    '--check',
    '--json',
    '--log',
    log,
  ]);
  expect({ code, words: stderr }).toMatchObject({ code: 0, words: expect.stringContaining('Endpoint        answers') });
  const document = parse({ stdout });
  expect(Object.keys(document)).toEqual(['schema', 'setUps', 'setUp', 'requests']);
  expect(document).toMatchObject({
    schema: 1,
    setUps: [{ name: 'plant-1', resourceGroup: 'rg-plant', cloud: 'sandbox', progress: 'finished', stateFile: only() }],
    setUp: {
      name: 'plant-1',
      verdict: 'as-made',
      resourceGroup: 'rg-plant',
      endpoint: 'answers',
      resources: [
        { kind: 'registration', made: true, verdict: 'as-made', differences: [] },
        { kind: 'group', made: true, verdict: 'as-made' },
        { kind: 'instance', made: true, verdict: 'as-made' },
        { kind: 'assignment', made: true, verdict: 'as-made' },
      ],
      access: [{ principalType: 'User', name: 'Ana Lima', role: 'Azure Digital Twins Data Owner' }],
    },
    requests: { writes: 0 },
  });
  const methods = readFileSync(log, 'utf8').trim().split('\n');
  const sent = methods.map((line) => JSON.parse(line) as { readonly method: string; readonly url: string });
  expect(sent.length).toBeGreaterThan(5);
  expect(sent.filter(({ method, url }) => method !== 'GET' && !/\/oauth2\/|getByIds/.test(url))).toEqual([]);
});

test.each([
  ['an outage', { is: 'status', status: 503 }],
  ["a proxy's 404", { is: 'status', status: 404, text: '<html>Not found</html>' }],
  ['a refusal', { is: 'status', status: 403, code: 'AuthorizationFailed', message: 'no' }],
  ["somebody else's page", { is: 'foreign' }],
] as const)('the instance answers with %s: it could not look, 75 with and without --check', async (_, what) => {
  for (const check of [[], ['--check']]) {
    sandbox.addFault({ method: 'GET', address: 'digitalTwinsInstances/plant-1\\?', times: 0, what });
    const ended = await status('--json', '--timeout', '3', ...check);
    expect(ended.code).toBe(75);
    expect(parse(ended).setUp).toMatchObject({ verdict: 'unknown' });
    expect(parse(ended).setUp?.resources.find(({ kind }) => kind === 'group')?.verdict).toBe('as-made');
  }
});

test('beside a set-up that is being worked on: it looks, says who works on it, and leaves it alone', async () => {
  const hold = await holdState(only(), new Date());
  try {
    const ended = await status('--json');
    expect(ended.code).toBe(0);
    expect(parse(ended)).toMatchObject({ setUps: [{ progress: 'running' }], setUp: { verdict: 'as-made' } });
    expect(ended.stderr.replaceAll(/\s+/g, ' ')).toContain(
      `being worked on right now, by process ${process.pid} on this computer`,
    );
    expect(ended.stderr).not.toMatch(/Carry on|Remove it/);
  } finally {
    await hold.release();
  }
});

test('killed halfway: unfinished, since when, and the line that carries on', async () => {
  const record = recordOf(only());
  const file = join(home.folder, 'half.json');
  writeFileSync(file, encode({ ...record, made: record.made.slice(0, 2), facts: {}, outcome: null }));
  const ended = await status('--state', file);
  expect(ended.code).toBe(0);
  expect(ended.stdout).toContain('unfinished, last just now');
  expect(ended.stdout).toContain(`Carry on: adt-setup --sandbox --state ${file}`);
});

test('one that is being taken back is carried on with undo', async () => {
  const record = recordOf(only());
  const file = join(home.folder, 'going.json');
  const undo = {
    planId: 'p',
    account: { name: 'x', objectId: 'x', tenantId: 'x' },
    removes: [],
    data: null,
    at: record.updatedAt,
  };
  writeFileSync(file, encode({ ...record, outcome: null, undo }));
  expect((await status('--state', file)).stdout).toContain(`Carry on: adt-setup undo --sandbox --state ${file}`);
});

test('without --sandbox it lists those of practice, and how to look at one', async () => {
  const ended = await run('status');
  expect(ended).toMatchObject({ code: 0 });
  expect(ended.stdout).toContain('practice: plant-1');
  expect(ended.stdout).toContain('Look at one: adt-setup status --sandbox');
});

test('a file that can not be read is told of beside the others, and left as it is', async () => {
  const file = fileAt('2026-01-01-broken.json');
  writeFileSync(file, '{"schema": 3, "prog');
  try {
    const list = await run('status');
    expect(list.code).toBe(0);
    expect(list.stdout).toContain('plant-1');
    expect(list.stdout.replaceAll(/\s+/g, '')).toContain(file);
    expect((await status('--json')).code).toBe(0);
    expect((await status('--name', 'other')).code).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe('{"schema": 3, "prog');
  } finally {
    rmSync(file);
  }
});

test('nothing that fits: exit 2, naming what is saved', async () => {
  const ended = await status('--name', 'plant-9');
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('has an instance "plant-9". Saved are: plant-1.');
});

test('several saved, none chosen: a list of them and no look; by name, that one', async () => {
  const record = recordOf(only());
  const other = {
    ...record,
    id: '2026-01-02-second',
    made: [],
    facts: {},
    outcome: null,
    answers: { ...record.answers, name: { value: 'plant-2', from: 'flag' as const } },
  };
  const file = fileAt('2026-01-02-second.json');
  writeFileSync(file, encode(other));
  try {
    const list = await status('--json');
    expect(list.code).toBe(0);
    expect(parse(list)).toMatchObject({ setUp: null, requests: { reads: 0, writes: 0 } });
    expect(
      parse(list)
        .setUps.map(({ name, progress }) => `${name} ${progress}`)
        .sort(),
    ).toEqual(['plant-1 finished', 'plant-2 unfinished']);
    expect(list.stderr).toMatch(/Look at one: adt-setup status --sandbox --name plant-[12]/);
    const one = await status('--json', '--name', 'plant-1');
    expect(parse(one).setUp).toMatchObject({ name: 'plant-1', verdict: 'as-made' });
    expect(one.stderr).toContain('Also saved: practice: plant-2 (unfinished)');
  } finally {
    rmSync(file);
  }
});

test('deleted in the portal: gone, 0, and 4 with --check; how to put it right', async () => {
  const { resourceId = '' } = recordOf(only()).facts;
  await remove(sandbox, resourceId);
  const isGone = async (): Promise<boolean> => parse(await status('--json')).setUp?.verdict === 'gone';
  // It is in state Deleting at first.
  while (!(await isGone()));
  const plain = await status();
  expect(plain).toMatchObject({ code: 0 });
  expect(plain.stdout).toMatch(/Instance +gone\n/);
  expect(plain.stdout).toContain('Put it right: adt-setup --sandbox');
  const checked = await status('--check', '--json');
  expect(checked.code).toBe(4);
  expect(parse(checked).setUp).toMatchObject({ verdict: 'gone', endpoint: expect.not.stringMatching('answers') });
});
