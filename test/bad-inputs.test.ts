import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encode, type SetupRecord } from '../src/state/record.ts';
import { type InProcess, runInProcess } from './support/in-process.ts';
import { type Home, newHome } from './support/places.ts';

/** Inputs that people, scripts, crashes and attackers give, and how each ends. By id, so that each can be talked about. */

let home: Home;
let file: string;
let made: SetupRecord;
let cases = 0;

const run = (argv: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<InProcess> =>
  runInProcess(argv, { ...home.environment, ...environment });
const withState = (...argv: readonly string[]): Promise<InProcess> => run(['--sandbox', '--state', file, ...argv]);

beforeAll(async () => {
  home = newHome();
  file = join(home.folder, 'first.json');
  await withState('--json', '--name', 'factory-twins');
  made = JSON.parse(readFileSync(file, 'utf8')) as SetupRecord;
});

afterAll(() => home.remove());

beforeEach(() => {
  cases += 1;
  file = join(home.folder, `case-${cases}.json`);
});

/** The set-up that was made before, with a right checksum over whatever is changed. */
function saved(change: object = {}): string {
  const { checksum: _, ...record } = made as SetupRecord & { checksum: string };
  return encode({ ...record, ...change });
}

describe('flags: refused before anything is sent or written', () => {
  test.each([
    ['F01', ['--foo'], '--foo'],
    ['F02', ['--dryrun'], 'Did you mean --dry-run?'],
    ['F04', ['--location', 'eastus', '--location', 'uksouth'], '"eastus" and "uksouth"'],
    ['F05', ['--name', ''], '--name is empty'],
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
    ['F21', ['--role', 'Contributor'], 'Contributor'],
    ['F26', ['--timeout', '0'], '1 to 86400'],
    ['F26', ['--timeout', '-1'], '1 to 86400'],
    ['F26', ['--timeout', '1e12'], '1 to 86400'],
    ['F27', ['--cloud', 'https://evil.example'], 'an address is never taken'],
    ['F29', ['--client-secret', 'xyz'], 'can be read by others'],
    ['F30', Array.from({ length: 10_000 }, () => '-y'), 'too long'],
    ['F30', ['--name', 'x'.repeat(1_000_000)], 'too long'],
    ['A01', ['--answers', '/nowhere/answers.json'], "can't be read"],
    ['A01', ['--answers', '/'], 'answers'],
  ])('%s %#', async (_, argv, words) => {
    const { code, stderr } = await run(argv);
    expect(stderr).toMatch(new RegExp(words.replaceAll(/[?.]/g, '\\$&'), 'i'));
    expect(code).toBe(2);
    expect(stderr.length).toBeLessThan(1000);
  });
});

describe('state files: refused, and left as they are', () => {
  test.each([
    ['S02', () => ''],
    ['S05', () => saved().replace(/"checksum": "....../, '"checksum": "000000')],
    ['S07', () => `${saved()}{}`],
    ['S08', () => 'null'],
    ['S08', () => '[]'],
    ['S08', () => '"x"'],
    ['S08', () => '42'],
    ['S10', () => '{"__proto__":{"polluted":1}}'],
    ['S10', () => saved({ answers: { constructor: { value: 'x', from: 'flag' } } })],
    ['S11', () => '['.repeat(10_000)],
    ['S11', () => '['.repeat(1_000_000)],
    ['S13', () => saved().replace('"schema": 1', '"schema": 2')],
    ['S16', () => saved({ hostName: 'x' })],
    ['S17', () => saved({ done: ['rm-rf'] })],
    ['S23', () => saved().replace(/"serial": \d+/, '"serial": 9007199254740993')],
    ['S25', () => saved({ authorityHost: 'https://evil.example' })],
    ['S28', () => saved({ hostName: 'evil.example' })],
    ['S43', () => saved().replace('factory-twins', 'eyJhbGciOiJSUzI1.eyJhdWQiOiJodHRw')],
    ['F24', () => '{"name":"x","version":"1.0.0"}'],
  ])('%s', async (_, text) => {
    writeFileSync(file, text());
    const { code, stderr } = await withState();
    expect(stderr).toContain(file);
    expect(stderr).toContain('Nothing was changed');
    expect(code).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe(text());
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('F23 a symbolic link', async () => {
    writeFileSync(join(home.folder, 'real.json'), saved());
    symlinkSync(join(home.folder, 'real.json'), file);
    expect(await withState()).toMatchObject({ code: 2, stderr: expect.stringContaining('symbolic link') });
  });

  test('S29 a set-up of another cloud', async () => {
    writeFileSync(file, saved({ cloud: 'AzureCloud' }));
    expect(await withState()).toMatchObject({ code: 2, stderr: expect.stringContaining('not of the sandbox') });
  });

  test('S31 a folder where everybody may replace files', async () => {
    const open = join(home.folder, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    file = join(open, 'state.json');
    expect(await withState()).toMatchObject({ code: 2, stderr: expect.stringContaining('Everybody may replace') });
  });

  test('X13 a name that is too long', async () => {
    file = join(home.folder, `${'x'.repeat(300)}.json`);
    expect(await withState()).toMatchObject({ code: 2, stderr: expect.stringContaining('ENAMETOOLONG') });
  });

  test('A08 answers that conflict with what was begun', async () => {
    writeFileSync(file, saved());
    const { code, stderr } = await withState('--name', 'another-name');
    expect(stderr).toContain('factory-twins');
    expect(code).toBe(4);
  });

  test('P23 the same, when the first creation is still under way', async () => {
    const [step] = made.made.slice(-1);
    writeFileSync(file, saved({ made: [], making: step && { step: step.step, id: step.id, since: step.at } }));
    expect((await withState('--name', 'another-name')).code).toBe(4);
  });
});

describe('state files: put right', () => {
  test('S19 a step that is done before what it needs: Azure is looked at anyway', async () => {
    writeFileSync(file, saved({ done: ['verify'], outcome: null }));
    const { code, stdout } = await withState('--json');
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'ready', requests: { writes: 0 } });
    expect(code).toBe(0);
  });

  test('S20 older than its copy', async () => {
    writeFileSync(file, saved({ serial: 3 }));
    writeFileSync(`${file}.bak`, saved());
    expect(await withState('--json')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('older than its own copy'),
    });
  });

  test('S31 readable by others', async () => {
    writeFileSync(file, saved(), { mode: 0o644 });
    expect(await withState('--json')).toMatchObject({ code: 0, stderr: expect.stringContaining('Others could read') });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('S38 what a crash left', async () => {
    writeFileSync(file, saved());
    writeFileSync(`${file}.99999.abcdef01.tmp`, 'half');
    expect((await withState('--json')).code).toBe(0);
    expect(statSync(`${file}.99999.abcdef01.tmp`, { throwIfNoEntry: false })).toBeUndefined();
  });
});

describe('the environment', () => {
  test('E01 NODE_TLS_REJECT_UNAUTHORIZED=0 before a real sign-in', async () => {
    const environment = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const { code, stdout } = await run(
      ['--yes', '--auth', 'device-code', '-g', 'rg-x', '-n', 'some-twins'],
      environment,
    );
    expect(stdout).toContain('NODE_TLS_REJECT_UNAUTHORIZED');
    expect(code).toBe(2);
  });

  test('E07 NODE_OPTIONS that load code', async () => {
    const { stderr } = await run(['--sandbox', '--json', '--dry-run'], { NODE_OPTIONS: '--require /tmp/x.js' });
    expect(stderr).toContain('NODE_OPTIONS');
  });

  test('NODE_DEBUG=https before a real sign-in', async () => {
    expect(await run(['--yes', '-g', 'rg-x', '-n', 'some-twins'], { NODE_DEBUG: 'https' })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('your tokens included'),
    });
  });

  test('E11 no home to save in', async () => {
    const { code, stderr } = await run(['--sandbox', '--state', '/proc/none/state.json']);
    expect(stderr).toContain('--state');
    expect(code).toBe(2);
  });

  test('E16 a time zone that is none', async () => {
    await run(['--sandbox', '--json', '--state', file], { TZ: 'Mars/Olympus' });
    expect((JSON.parse(readFileSync(file, 'utf8')) as SetupRecord).updatedAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  test('E19 CI=true and answers missing', async () => {
    const { code, stdout } = await run(['--yes', '--json', '--auth', 'environment'], { CI: 'true' });
    expect([2, 5]).toContain(code);
    expect(JSON.parse(stdout)).toHaveProperty('outcome');
  });
});
