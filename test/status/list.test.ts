import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { byHand, remove } from '../support/administrator.ts';
import { type InProcess, runInProcess } from '../support/in-process.ts';
import { type Home, newHome } from '../support/places.ts';
import { runUnattended } from '../support/unattended.ts';

let home: Home;
let sandbox: StartedSandbox;

const run = (...argv: readonly string[]): Promise<InProcess> => runInProcess(argv, home.environment);
const status = (...argv: readonly string[]): Promise<InProcess> => run('status', '--sandbox', '--json', ...argv);
const said = ({ stderr }: Pick<InProcess, 'stderr'>): string => stderr.replaceAll(/\s+/g, ' ');

interface Document {
  readonly setUps: readonly object[];
  readonly setUp: object | null;
  readonly verdict?: string;
  readonly instances?: readonly {
    readonly name: string;
    readonly verdict: string;
    readonly endpoint: string;
    readonly hostName: string | null;
    readonly resources: readonly object[];
  }[];
  readonly requests: { readonly reads: number; readonly writes: number };
}

const parse = ({ stdout }: Pick<InProcess, 'stdout'>): Document => JSON.parse(stdout) as Document;
const verdicts = ({ instances = [] }: Document): readonly string[] =>
  instances.map(({ name, verdict }) => `${name} ${verdict}`);
const instance = (group: string, name: string): string =>
  `/subscriptions/${sandbox.subscriptionId}/resourceGroups/${group}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/${name}`;

beforeAll(async () => {
  home = newHome('owner', { deletionSeconds: 0.1, groupDeletionSeconds: 0.1 });
  sandbox = await startSandbox({ dataDirectory: home.world, scenario: 'owner' });
  const sites =
    'name,resourceGroup,location,tags\none-twins,rg-a,westeurope,team=a\ntwo-twins,rg-a,uksouth,\nthree-twins,rg-b,westeurope,\n';
  writeFileSync(join(home.folder, 'sites.csv'), sites);
  expect((await run('--sandbox', '--answers', join(home.folder, 'sites.csv'))).code).toBe(0);
});
afterAll(async () => {
  await sandbox.close();
  home.remove();
});

test('all rows in one table, one document with all of them, and nothing is written', async () => {
  const before = JSON.stringify(home.saved());
  const ended = await runUnattended(home, ['status', '--sandbox', '--json', '--check']);
  expect(ended.code).toBe(0);
  expect(ended.stderr).not.toContain('Warning');
  const document = parse(ended);
  expect(document).toMatchObject({ setUp: null, verdict: 'as-made', requests: { writes: 0 } });
  expect(document.setUps).toHaveLength(3);
  expect(verdicts(document)).toEqual(['one-twins as-made', 'two-twins as-made', 'three-twins as-made']);
  expect(document.instances?.every(({ endpoint, hostName }) => endpoint === 'answers' && hostName !== null)).toBe(true);
  expect(said(ended)).toContain('3 instances: 3 as made.');
  expect(said(ended)).toMatch(/two-twins rg-a \S+two-twins\.api\.uks as made answers/);
  expect(ended.stderr).toContain('Remove all: adt-setup undo --sandbox\n');
  expect(JSON.stringify(home.saved())).toBe(before);
});

test('a row by its name, and a list of one file, are as before', async () => {
  const one = await status('--name', 'two-twins');
  expect(parse(one)).toMatchObject({ setUp: { name: 'two-twins', verdict: 'as-made' } });
  expect(parse(one)).not.toHaveProperty('instances');
  const state = join(home.setups, `${home.saved()[0]?.id ?? ''}.json`);
  expect(verdicts(parse(await status('--state', state)))).toHaveLength(3);
  expect(verdicts(parse(await status('--resource-group', 'rg-b')))).toEqual(['three-twins as-made']);
});

test('beside another set-up none is chosen, and the list is one entry', async () => {
  expect((await run('--sandbox', '--name', 'plant-1', '-g', 'rg-plant')).code).toBe(0);
  const ended = await status();
  expect(parse(ended)).toMatchObject({ setUp: null });
  expect(parse(ended)).not.toHaveProperty('instances');
  expect(parse(ended).setUps).toHaveLength(4);
  expect(said(ended)).toContain('3 instances of a list (one-twins, two-twins, three-twins) 3 finished, last');
  expect((await run('undo', '--sandbox', '--name', 'plant-1', '--yes')).code).toBe(0);
});

test('what is otherwise is told of its row; the check ends as the worst of all', async () => {
  const tags = { team: 'b', 'adt-setup': 'x' };
  expect(await byHand(sandbox, 'PATCH', instance('rg-a', 'one-twins'), '2023-01-31', { tags })).toBeLessThan(300);
  const changed = await status('--check');
  expect({ code: changed.code, verdict: parse(changed).verdict }).toEqual({ code: 4, verdict: 'changed' });
  expect(verdicts(parse(changed))).toEqual(['one-twins changed', 'two-twins as-made', 'three-twins as-made']);
  expect(said(changed)).toMatch(/one-twins: Instance .*team: b, was a/);
  expect((await status()).code).toBe(0);

  await remove(sandbox, instance('rg-b', 'three-twins'));
  while (parse(await status()).verdict !== 'gone');
  const gone = await status('--check');
  expect(gone.code).toBe(4);
  expect(verdicts(parse(gone))).toEqual(['one-twins changed', 'two-twins as-made', 'three-twins gone']);
  expect(said(gone)).toContain('3 instances: 1 as made, 1 changed and 1 gone.');
});

test('a row that can not be looked at is open, and why is said; what is wrong for certain counts more', async () => {
  const what = { is: 'status', status: 403, code: 'AuthorizationFailed', message: 'Not for you.' } as const;
  sandbox.addFault({ method: 'GET', address: 'digitalTwinsInstances/two-twins\\?', times: 0, what });
  try {
    const ended = await status();
    expect(ended.code).toBe(75);
    expect(verdicts(parse(ended))).toEqual(['one-twins changed', 'two-twins unknown', 'three-twins gone']);
    expect(said(ended)).toMatch(/two-twins: Instance: /);
    expect((await status('--check')).code).toBe(4);
    expect((await status('--resource-group', 'rg-a', '--check')).code).toBe(4);
  } finally {
    sandbox.clearFaults();
  }
});
