import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Home, newHome } from '../support/places.ts';
import { runUnattended } from '../support/unattended.ts';

let home: Home;

beforeEach(() => {
  home = newHome();
});

afterEach(() => home.remove());

interface Document {
  readonly outcome: string;
  readonly name: string | null;
  readonly requests: { readonly reads: number; readonly writes: number };
  readonly steps: readonly { readonly id: string; readonly status: string; readonly az: readonly string[] }[];
  readonly error?: { readonly code: string; readonly step: string | null };
  readonly stateFile: string | null;
}

const parse = (stdout: string): Document => JSON.parse(stdout) as Document;

describe('without a terminal', () => {
  test('the sandbox just runs; the second run looks only, and says so', async () => {
    const first = await runUnattended(home, ['--sandbox', '--json']);
    expect(first.code).toBe(0);
    const document = parse(first.stdout);
    expect(document).toMatchObject({
      schema: 1,
      outcome: 'ready',
      resourceGroup: 'rg-digital-twins',
      role: { principalType: 'User' },
    });
    expect(document.requests.writes).toBe(4);
    expect(document.steps.map((step) => step.status)).toEqual([
      'reused',
      'reused',
      'done',
      'done',
      'done',
      'reused',
      'done',
      'done',
    ]);

    const second = await runUnattended(home, ['--sandbox', '--json']);
    expect(second.code).toBe(0);
    expect(parse(second.stdout)).toMatchObject({ outcome: 'ready', name: document.name, requests: { writes: 0 } });
    expect(home.saved()).toHaveLength(1);
  });

  test('--json prints one document and nothing else on standard output', async () => {
    const { stdout } = await runUnattended(home, ['--sandbox', '--json']);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    const keys = Object.keys(parse(stdout));
    expect(keys).toEqual([
      'schema',
      'outcome',
      'name',
      'hostName',
      'resourceGroup',
      'location',
      'resourceId',
      'subscriptionId',
      'tenantId',
      'role',
      'steps',
      'requests',
      'planId',
      'account',
      'stateFile',
    ]);
  });

  test('the last lines are the three values and the command that repeats it, which then changes nothing', async () => {
    const first = await runUnattended(home, ['--sandbox']);
    const [values, command] = first.stdout.trimEnd().split('Same again, no questions:\n');
    expect(values).toMatch(/\n\n {2}hostName {7}\S+\n {2}name {11}\S+\n {2}resourceGroup {2}\S+\n\n/);
    expect(command).not.toContain('\n');
    const argv = (command ?? '').split(/\s+/).slice(1);
    const again = await runUnattended(home, [...argv, '--json']);
    expect(parse(again.stdout)).toMatchObject({ outcome: 'ready', requests: { writes: 0 } });
  });

  test('a preview reads only, saves nothing, and gives the az lines', async () => {
    const { code, stdout } = await runUnattended(home, ['--sandbox', '--dry-run', '--json']);
    const document = parse(stdout);
    expect(code).toBe(0);
    expect(document).toMatchObject({ outcome: 'planned', requests: { writes: 0 }, stateFile: null });
    expect(document.requests.reads).toBeGreaterThan(5);
    expect(document.steps.find((step) => step.id === 'role')?.az[0]).toContain('bcd981a7-7f74-457b-83e1-cceb9e632ffe');
    expect(existsSync(home.setups)).toBe(false);
  });

  test('answers come from flags before variables before the file', async () => {
    const answers = join(home.folder, 'answers.json');
    writeFileSync(
      answers,
      JSON.stringify({ name: 'from-file', location: 'eastus', resourceGroup: 'rg-file', tags: { team: 'x' } }),
    );
    const argv = ['--sandbox', '--json', '--dry-run', '--answers', answers, '--name', 'from-flag'];
    const { stdout } = await runUnattended(home, argv, {
      ADT_SETUP_NAME: 'from-variable',
      ADT_SETUP_LOCATION: 'uksouth',
    });
    expect(parse(stdout)).toMatchObject({ name: 'from-flag', location: 'uksouth', resourceGroup: 'rg-file' });
  });

  test('another name is another set-up beside the first', async () => {
    await runUnattended(home, ['--sandbox', '--json']);
    const { stdout } = await runUnattended(home, ['--sandbox', '--json', '--name', 'another-one']);
    expect(parse(stdout)).toMatchObject({ outcome: 'ready', name: 'another-one' });
    expect(home.saved()).toHaveLength(2);
  });

  test('--no-wait leaves the proof open with 75; the next run makes it', async () => {
    home.remove();
    home = newHome('owner', { roleSpreadSeconds: 4 });
    const first = await runUnattended(home, ['--sandbox', '--json', '--no-wait']);
    expect(first.code).toBe(75);
    expect(parse(first.stdout)).toMatchObject({ outcome: 'waiting' });
    const second = await runUnattended(home, ['--sandbox', '--json']);
    expect(parse(second.stdout)).toMatchObject({ outcome: 'ready', requests: { writes: 0 } });
  });

  test('the traffic log holds no token, secret or device code', async () => {
    const log = join(home.folder, 'traffic.ndjson');
    await runUnattended(home, ['--sandbox', '--json', '--log', log]);
    const text = readFileSync(log, 'utf8');
    expect(text.split('\n').length).toBeGreaterThan(15);
    expect(text).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]+/);
    expect(text).not.toMatch(/Bearer [\w-]/i);
  });
});

describe('what cannot be done ends with the code of the contract, and nothing is written', () => {
  test.each([
    ['a typo', ['--sandbox', '--dryrun'], 2, 'Did you mean --dry-run?'],
    ['a scenario that is none', ['--sandbox=atlantis'], 2, 'atlantis'],
  ])('%s', async (_, argv, code, words) => {
    const ended = await runUnattended(home, argv);
    expect(`${ended.stderr}${ended.stdout}`).toContain(words);
    expect(ended.code).toBe(code);
    expect(home.saved()).toEqual([]);
  });

  test('a state file of the sandbox is refused for Azure, and the other way round', async () => {
    await runUnattended(home, ['--sandbox', '--json']);
    const [name = ''] = readdirSync(home.setups);
    const ended = await runUnattended(home, ['--json', '--state', join(home.setups, name)]);
    expect(parse(ended.stdout)).toMatchObject({ error: { code: 'other-cloud' } });
    expect(ended.code).toBe(2);
  });
});

test('--help and --version answer without a network or a home', async () => {
  const help = await runUnattended(home, ['--help']);
  expect(help.stdout).toContain('--resource-group NAME');
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  expect((await runUnattended(home, ['-V'])).stdout.trim()).toBe(version);
});
