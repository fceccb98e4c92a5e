import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { type Home, homeLike, newHome } from '../support/places.ts';
import { runUnattended } from '../support/unattended.ts';

interface Document {
  readonly outcome: string;
  readonly planId: string;
  readonly stateFile: string;
  readonly deployment: null;
  readonly requests: { readonly reads: number; readonly writes: number };
  readonly error?: { readonly code: string; readonly message: string };
  readonly instances: readonly {
    readonly name: string;
    readonly row: number;
    readonly outcome: string;
    readonly hostName: string | null;
    readonly error?: { readonly code: string };
    readonly steps: readonly { readonly id: string; readonly status: string }[];
  }[];
}

const template = newHome();
let home = template;

afterAll(() => template.remove());
afterEach(() => {
  if (home !== template) home.remove();
});

const sites =
  'name,resourceGroup,location\none-twins,rg-a,westeurope\ntwo-twins,rg-a,uksouth\nthree-twins,rg-b,westeurope\n';

/** What comes of each row where all is made by the list. */
const allMade = [
  'one-twins: registration, group, instance, assignment',
  'two-twins: instance, assignment',
  'three-twins: group, instance, assignment',
];

/** A new home with a list in it. */
function newPlace(text = sites, settings: Parameters<typeof homeLike>[1] = {}): Home {
  home = homeLike(template, settings);
  writeFileSync(join(home.folder, 'sites.csv'), text);
  return home;
}

async function run(
  at: Home,
  ...argv: readonly string[]
): Promise<{ code: number | null; document: Document; stderr: string }> {
  const { code, stdout, stderr } = await runUnattended(at, ['--sandbox', '--answers', 'sites.csv', '--json', ...argv]);
  return { code, document: JSON.parse(stdout) as Document, stderr };
}

const outcomes = ({ instances }: Document): readonly string[] =>
  instances.map(({ name, outcome }) => `${name} ${outcome}`);

const statusOf = ({ instances }: Document, id: string): readonly (string | undefined)[] =>
  instances.map(({ steps }) => steps.find((each) => each.id === id)?.status);

/** What was made, by the saved rows: "one-twins: group, instance, assignment". */
function madeIn({ saved }: Home): readonly string[] {
  return saved().flatMap(({ rows = [] }) =>
    rows.map(({ answers, made }) => `${answers['name']?.value ?? ''}: ${made.map(({ kind }) => kind).join(', ')}`),
  );
}

/** The program, ended by a signal as soon as its words say something. */
async function endedAt(at: Home, words: RegExp, signal: NodeJS.Signals): Promise<number | null> {
  const program = join(import.meta.dirname, '..', '..', 'dist', 'main.js');
  const argv = [program, '--sandbox', '--answers', 'sites.csv', '--json'];
  const child: ChildProcess = spawn(process.execPath, argv, {
    cwd: at.folder,
    env: at.environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  let isSent = false;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (isSent || !words.test(said)) return;
    isSent = true;
    child.kill(signal);
  });
  return await new Promise((resolve) => {
    child.on('close', (code) => resolve(code));
  });
}

describe('a list from start to finish', () => {
  test('a preview has the id of what is then made; each row is ready, in one file; again, nothing is changed', async () => {
    const at = newPlace();
    const preview = await run(at, '--dry-run');
    expect(preview.code).toBe(0);
    expect(preview.document.requests.writes).toBe(0);
    expect(outcomes(preview.document)).toEqual(['one-twins planned', 'two-twins planned', 'three-twins planned']);
    expect(at.saved()).toEqual([]);

    const { code, document } = await run(at, '--plan', preview.document.planId);
    expect(code).toBe(0);
    expect(document).toMatchObject({ outcome: 'ready', planId: preview.document.planId, deployment: null });
    expect(document.instances.map(({ row, hostName }) => [row, hostName !== null])).toEqual([
      [2, true],
      [3, true],
      [4, true],
    ]);
    expect(at.saved().map(({ outcome, rows = [] }) => [outcome, rows.map((row) => row.outcome)])).toEqual([
      ['ready', ['ready', 'ready', 'ready']],
    ]);
    expect(madeIn(at)).toEqual(allMade);
    const approved = at.saved().flatMap(({ rows = [] }) => rows.map((row) => row.approved?.planId));
    expect(new Set(approved)).toEqual(new Set([document.planId]));

    const again = await run(at);
    expect(again.document).toMatchObject({ outcome: 'ready', requests: { writes: 0 }, stateFile: document.stateFile });
    expect(statusOf(again.document, 'instance')).toEqual(['reused', 'reused', 'reused']);

    // A row more is planned alone; one that is taken out stays saved.
    writeFileSync(
      join(at.folder, 'sites.csv'),
      `${sites.replace('one-twins,rg-a,westeurope\n', '')}four-twins,rg-b,uksouth\n`,
    );
    const more = await run(at, '--engine', 'walk');
    expect(more.document.stateFile).toBe(document.stateFile);
    expect(statusOf(more.document, 'instance')).toEqual(['reused', 'reused', 'done']);
    expect(madeIn(at)).toContain('one-twins: registration, group, instance, assignment');
    expect(madeIn(at)).toHaveLength(4);

    const { stdout } = await runUnattended(at, ['status', '--sandbox', '--json']);
    const { setUps } = JSON.parse(stdout) as {
      setUps: readonly { name: string; progress: string; stateFile: string }[];
    };
    expect(setUps.map(({ name, progress }) => `${name} ${progress}`).sort()).toEqual(
      ['four-twins', 'one-twins', 'three-twins', 'two-twins'].map((name) => `${name} finished`),
    );
    expect(new Set(setUps.map(({ stateFile }) => stateFile))).toEqual(new Set([document.stateFile]));

    const undo = await runUnattended(at, ['undo', '--sandbox', '--name', 'two-twins', '--yes', '--json']);
    expect(JSON.parse(undo.stdout)).toMatchObject({ outcome: 'undone', name: 'two-twins' });
    expect(madeIn(at)).toContain('two-twins: ');
    expect(madeIn(at)).toContain('three-twins: group, instance, assignment');
    const single = await runUnattended(at, ['--sandbox', '--state', document.stateFile, '--json']);
    expect(JSON.parse(single.stdout)).toMatchObject({ error: { code: 'state-is-list' } });
    expect(single.code).toBe(2);
  });

  test('killed while the second instance is created, it is carried on: all is ours, and nothing is made again', async () => {
    const at = newPlace(sites, { creationSeconds: 3 });
    await endedAt(at, /Row 3: two-twins[^]*creating it \(/, 'SIGKILL');
    const { code, document } = await run(at);
    expect(code).toBe(0);
    expect(outcomes(document)).toEqual(['one-twins ready', 'two-twins ready', 'three-twins ready']);
    expect(statusOf(document, 'instance')[0]).toBe('reused');
    expect(madeIn(at)).toEqual(allMade);
    expect(at.saved()).toHaveLength(1);
  });

  test('interrupted, it says so of the row, and leaves the rest as it was', async () => {
    const at = newPlace();
    expect(await endedAt(at, /Row 2: one-twins/, 'SIGINT')).toBe(130);
    expect(madeIn(at).slice(1)).toEqual(['two-twins: ', 'three-twins: ']);
    expect((await run(at)).document.outcome).toBe('ready');
  });
});

test('a list with faults is refused as a whole, and nothing is sent', async () => {
  const at = newPlace('name,locaton\none-twins,x\n%,y\n');
  const { code, document, stderr } = await run(at);
  expect(code).toBe(2);
  expect(document).toMatchObject({
    outcome: 'failed',
    requests: { reads: 0, writes: 0 },
    error: { code: 'list-faulty' },
  });
  expect(document.instances.map(({ error }) => error?.code)).toEqual([undefined, 'invalid-name']);
  expect(stderr).toContain('nothing was sent to Azure');
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain('Did you mean "location"?');
  expect(at.saved()).toEqual([]);
});

test('rows that Azure can not take keep the others only where nobody says --yes', async () => {
  const at = newPlace(`${sites}four-twins,rg-a,nowhere\n`);
  const first = await run(at);
  expect(first.document).toMatchObject({ outcome: 'failed', requests: { writes: 0 } });
  expect(outcomes(first.document)).toEqual([
    ...['one-twins planned', 'two-twins planned', 'three-twins planned'],
    'four-twins failed',
  ]);
  expect(first.stderr).toContain('--answers sites.csv --yes');
  const second = await run(at, '--yes');
  expect(outcomes(second.document)).toEqual([
    ...['one-twins ready', 'two-twins ready', 'three-twins ready'],
    'four-twins failed',
  ]);
  expect(second.code).toBe(first.code);
  writeFileSync(join(at.folder, 'sites.csv'), `${sites}four-twins,rg-a,uksouth\n`);
  const third = await run(at);
  expect(third.document.outcome).toBe('ready');
  expect(statusOf(third.document, 'instance')).toEqual(['reused', 'reused', 'reused', 'done']);
});

test('an engine that there is not is refused', async () => {
  const { code, document } = await run(newPlace(), '--engine', 'fast');
  expect(document.error?.message).toContain('is no engine');
  expect(code).toBe(2);
});
