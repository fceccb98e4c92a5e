import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { type Home, homeLike, newHome } from '../support/places.ts';
import { keys, leaveAll, sit } from '../support/sitting.ts';
import { runUnattended } from '../support/unattended.ts';

interface Document {
  readonly outcome: string;
  readonly planId: string;
  readonly stateFile: string;
  readonly deployment: null | { readonly name: string; readonly scope: string; readonly state: string };
  readonly requests: { readonly writes: number };
  readonly instances: readonly {
    readonly name: string;
    readonly outcome: string;
    readonly error?: { readonly code: string };
  }[];
}

const template = newHome();
let home = template;

afterAll(() => template.remove());
afterEach(() => {
  leaveAll();
  if (home !== template) home.remove();
});

const names = ['one-twins', 'two-twins', 'three-twins'];
const sites =
  'name,resourceGroup,location\none-twins,rg-a,westeurope\ntwo-twins,rg-a,uksouth\nthree-twins,rg-b,westeurope\n';
const list = ['--sandbox', '--answers', 'sites.csv', '--engine', 'arm'];

function newPlace(settings: Parameters<typeof homeLike>[1] = {}): Home {
  home = homeLike(template, settings);
  writeFileSync(join(home.folder, 'sites.csv'), sites);
  return home;
}

async function run(
  at: Home,
  ...argv: readonly string[]
): Promise<{ code: number | null; document: Document; stderr: string }> {
  const { code, stdout, stderr } = await runUnattended(at, [...list, '--json', ...argv]);
  return { code, document: JSON.parse(stdout) as Document, stderr };
}

const endsOf = ({ instances }: Document): readonly string[] =>
  instances.map(({ name, outcome }) => `${name} ${outcome}`);

const all = (outcome: string): readonly string[] => names.map((name) => `${name} ${outcome}`);

/** What the list has made, by its rows. */
function madeIn({ saved }: Home): readonly string[] {
  return saved().flatMap(({ rows = [] }) =>
    rows.map(({ answers, made }) => `${answers['name']?.value ?? ''}: ${made.map(({ kind }) => kind).join(', ')}`),
  );
}

const allMade = [
  'one-twins: registration, group, instance, assignment',
  'two-twins: instance, assignment',
  'three-twins: group, instance, assignment',
];

/** What was sent that changes Azure, by the last words of its address. */
function writesIn(at: Home): readonly string[] {
  return readFileSync(join(at.folder, 't.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => /"method":"(PUT|DELETE)"/.test(line) || line.includes('/cancel?'))
    .map((line) => /deployments\/[^"?]*|resourceGroups[^"?]*/i.exec(line)?.[0] ?? line);
}

/** The program, ended by a signal as soon as its words say something. */
async function endedAt(
  at: Home,
  words: RegExp,
  signal: NodeJS.Signals,
): Promise<{ code: number | null; said: string }> {
  const program = join(import.meta.dirname, '..', '..', 'dist', 'main.js');
  const child: ChildProcess = spawn(process.execPath, [program, ...list], {
    cwd: at.folder,
    env: at.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let isSent = false;
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (isSent || !words.test(said)) return;
      isSent = true;
      child.kill(signal);
    });
  return await new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, said }));
  });
}

describe('a list as one deployment', () => {
  test("a preview asks Azure's own; then one PUT makes all; again, nothing is sent", async () => {
    const at = newPlace();
    const preview = await run(at, '--dry-run');
    expect(preview.document).toMatchObject({ outcome: 'planned', deployment: null, requests: { writes: 0 } });
    expect(preview.stderr.replaceAll(/\s+/g, ' ')).toContain("Azure's own preview says the same of 8 things");

    const { code, document } = await run(at, '--plan', preview.document.planId, '--log', 't.ndjson');
    expect(code).toBe(0);
    expect(endsOf(document)).toEqual(all('ready'));
    const name = `adt-setup-${preview.document.planId}`;
    expect(document.deployment).toMatchObject({ name, state: 'Succeeded' });
    expect(writesIn(at)).toEqual([`deployments/${name}`]);
    expect(madeIn(at)).toEqual(allMade);

    const again = await run(at);
    expect(again.document).toMatchObject({ outcome: 'ready', deployment: null, requests: { writes: 0 } });
  });

  test('killed while it is made, it is carried on from another folder: nothing is sent again, and all is ours', async () => {
    const at = newPlace({ creationSeconds: 4 });
    await endedAt(at, /is under way/, 'SIGKILL');
    const elsewhere = join(at.folder, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'sites.csv'), sites);
    const { code, document } = await run({ ...at, folder: elsewhere });
    expect(code).toBe(0);
    expect(endsOf(document)).toEqual(all('ready'));
    expect(document).toMatchObject({ deployment: { state: 'Succeeded' }, requests: { writes: 0 } });
    expect(madeIn(at)).toEqual(allMade);
  });

  test('interrupted where nobody can be asked, it is left running, and the lines to look and to cancel are told', async () => {
    const at = newPlace({ creationSeconds: 4 });
    const { code, said } = await endedAt(at, /is under way/, 'SIGINT');
    expect(code).toBe(130);
    expect(said).toMatch(/goes on in\s+Azure/);
    expect(said).toContain('  az deployment sub show --name adt-setup-');
    expect(said).toContain('  az deployment sub cancel --name adt-setup-');
    const { document } = await run(at);
    expect(document).toMatchObject({ outcome: 'ready', requests: { writes: 0 } });
    expect(madeIn(at)).toEqual(allMade);
  });
});

test.each([
  ['leave it', keys.enter, 0],
  ['cancel it', `${keys.down}${keys.enter}`, 1],
])('Ctrl-C at a terminal asks: %s', async (_, answer, cancels) => {
  const at = newPlace({ creationSeconds: 5 });
  const first = sit(at, [...list, '--log', 't.ndjson']);
  await first.until('Set up all 3 instances?');
  first.type(`${keys.down}${keys.enter}`);
  await first.until('being made');
  first.type(keys.interrupt);
  await first.until('What shall become of it?');
  first.type(answer);
  expect(await first.ended).toBe(130);
  expect(first.text()).toMatch(cancels === 0 ? /goes on in\s+Azure/ : /was cancelled/);
  expect(writesIn(at).filter((each) => each.endsWith('/cancel'))).toHaveLength(cancels);
  const { document } = await run(at);
  expect(document.outcome).toBe('ready');
  expect(madeIn(at)).toEqual(allMade);
});
