import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newScene, type Scene } from './scene.ts';

let scene: Scene;

beforeAll(() => {
  scene = newScene();
});

afterAll(() => scene.home.remove());

describe('refused before anything is sent or written', () => {
  test.each([
    ['F01', ['--foo'], '--foo'],
    ['F02', ['--dryrun'], 'Did you mean --dry-run?'],
    ['F04', ['--location', 'eastus', '--location', 'uksouth'], '"eastus" and "uksouth"'],
    ['F05', ['--name', ''], '--name is empty'],
    ['F05', ['--state', ''], '--state is empty'],
    ['F05', ['--plan', ' '], '--plan is empty'],
    ['F07', ['--name', 'ab'], '3 to 63'],
    ['F07', ['--name', 'a'.repeat(64)], '3 to 63'],
    ['F07', ['--name', '-abc'], '3 to 63'],
    ['F07', ['--name', 'my_twin'], '3 to 63'],
    ['F07', ['--name', 'naïve'], '3 to 63'],
    ['F08', ['--name', 'my\ntwin'], '3 to 63'],
    ['F10', ['--resource-group', 'a'.repeat(91)], '90'],
    ['F10', ['--resource-group', 'rg.'], 'resource group'],
    ['F10', ['--resource-group', '../x'], 'resource group'],
    ['F10', ['--resource-group', 'a%2fb'], 'resource group'],
    ['F14', ['--tenant', 'a/../b;rm'], 'tenant'],
    ['F17', ['--assignee', 'bob@'], 'neither a name, an e-mail address nor'],
    ['F21', ['--role', 'Contributor'], 'Contributor'],
    ['F26', ['--timeout', '0'], '1 to 86400'],
    ['F26', ['--timeout', '-1'], '1 to 86400'],
    ['F26', ['--timeout', '1e12'], '1 to 86400'],
    ['F27', ['--cloud', 'https://evil.example'], 'an address is never taken'],
    ['F29', ['--client-secret', 'xyz'], 'can be read by others'],
    ['F30', Array.from({ length: 10_000 }, () => '-y'), 'too long'],
    ['F30', ['--name', 'x'.repeat(1_000_000)], 'too long'],
  ])('%s %#', async (_, argv, words) => {
    const { code, stderr } = await scene.run(argv);
    expect(stderr).toMatch(new RegExp(words.replaceAll(/[?.]/g, '\\$&'), 'i'));
    expect(code).toBe(2);
    expect(stderr.length).toBeLessThan(1000);
  });
});

describe('that name nothing, or something that can not be used: nothing is changed', () => {
  test.each([
    [
      'F11: a name that no subscription has, with near ones',
      ['--subscription', 'Contoso'],
      2,
      'no-such-subscription',
      'Contoso Dev',
    ],
    [
      'F11: an id of no subscription',
      ['--subscription', '00000000-0000-4000-8000-000000000000'],
      2,
      'no-such-subscription',
      '--tenant',
    ],
    [
      'F13: a disabled subscription',
      ['--subscription', 'Contoso Trial (expired)'],
      4,
      'subscription-not-enabled',
      'enable it again',
    ],
    ['a region without the service', ['--location', 'norwayeast'], 2, 'region-without-service', ''],
    ['F17: an alias that nobody has', ['--assignee', 'bob'], 2, 'no-such-principal', 'Object ID'],
    ['a person whom nobody knows', ['--assignee', 'nobody@contoso.com'], 2, 'no-such-principal', 'Object ID'],
  ])('%s', async (_, argv, code, error, help) => {
    const ended = await scene.run(['--sandbox', '--fresh', '--json', ...argv]);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      outcome: 'failed',
      error: { code: error, help: expect.stringContaining(help) },
      requests: { writes: 0 },
    });
    expect(ended.code).toBe(code);
  });

  test.each([
    ["x' or 1 eq 1", "'x'' or 1 eq 1'"],
    ["o'brien@contoso.com", "'o''brien@contoso.com'"],
  ])('F19: %j is one text for the directory, and found to be nobody', async (assignee, quoted) => {
    const log = join(scene.home.folder, 'log.ndjson');
    const { code } = await scene.run(['--sandbox', '--dry-run', '--log', log, '--assignee', assignee]);
    expect(code).toBe(2);
    const asked = readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((line) => new URL((JSON.parse(line) as { url: string }).url))
      .filter((url) => url.searchParams.has('$filter') && url.pathname.endsWith('/users'))
      .map((url) => url.searchParams.get('$filter') ?? '');
    expect(asked.join('\n')).toContain(quoted);
    // Outside of quoted texts there is nothing of it.
    const rest = asked.map((filter) => filter.replaceAll(/'(?:[^']|'')*'/g, ''));
    expect(rest.join(' ')).not.toMatch(/1 eq 1|brien/);
  });
});

test('F16: a region in its display form is understood, and what was understood is shown', async () => {
  const { code, stdout } = await scene.run(['--sandbox', '--dry-run', '--location', 'West US 2', '-g', 'rg-west']);
  expect(stdout).toContain('West US 2, from --location');
  expect(stdout).toContain('--location westus2');
  expect(code).toBe(0);
});
