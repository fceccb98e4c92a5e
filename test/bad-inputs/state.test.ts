import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encode } from '../../src/state/record.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';
import type { InProcess } from '../support/in-process.ts';
import { newScene, type Scene } from './scene.ts';
import { wrongTexts } from './state-texts.ts';

let scene: Scene;
let file: string;
let made: SetupRecord;
let cases = 0;
let first: InProcess;

const withState = (...argv: readonly string[]): Promise<InProcess> =>
  scene.run(['--sandbox', '--state', file, ...argv]);

beforeAll(async () => {
  scene = newScene();
  file = join(scene.home.folder, 'first.json');
  first = await withState('--json', '--name', 'factory-twins');
  made = JSON.parse(readFileSync(file, 'utf8')) as SetupRecord;
});

afterAll(() => scene.home.remove());

beforeEach(() => {
  cases += 1;
  file = join(scene.home.folder, `case-${cases}.json`);
});

/** The set-up that was made before, with a right checksum over whatever is changed. */
function saved(change: object = {}): string {
  const { checksum: _, ...record } = made as SetupRecord & { checksum: string };
  return encode({ ...record, ...change });
}

test('S01: none: a new set-up, saved there', () => {
  expect(first.code).toBe(0);
  expect(made).toMatchObject({ outcome: 'ready', answers: { name: { value: 'factory-twins' } } });
});

describe('refused, and left as they are', () => {
  test.each(wrongTexts)('%s', async (_, textOf) => {
    const text = textOf(saved);
    writeFileSync(file, text);
    const { code, stderr } = await withState();
    expect(stderr).toContain(file);
    expect(stderr).toContain('Nothing was changed');
    expect(code).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('F23: a symbolic link', async () => {
    writeFileSync(join(scene.home.folder, 'real.json'), saved());
    symlinkSync(join(scene.home.folder, 'real.json'), file);
    expect(await withState()).toMatchObject({ code: 2, stderr: expect.stringContaining('symbolic link') });
  });

  test('S22: contradicted by its own copy', async () => {
    writeFileSync(file, saved());
    writeFileSync(`${file}.bak`, saved({ outcome: null }));
    expect(await withState()).toMatchObject({ code: 2, stderr: expect.stringContaining('two different set-ups') });
    expect(readFileSync(file, 'utf8')).toBe(saved());
  });

  test('S29: a set-up of another cloud', async () => {
    writeFileSync(file, saved({ cloud: 'AzureCloud' }));
    expect(await withState()).toMatchObject({ code: 2, stderr: expect.stringContaining('not of the sandbox') });
  });

  test('S31: a folder where everybody may replace files', async () => {
    const open = join(scene.home.folder, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    file = join(open, 'state.json');
    expect(await withState()).toMatchObject({ code: 2, stderr: expect.stringContaining('Everybody may replace') });
  });

  (process.getuid?.() === 0 ? test : test.skip)('S32: a file of another user', async () => {
    writeFileSync(file, saved());
    chownSync(file, 12_345, 12_345);
    const { code, stderr } = await withState();
    expect(stderr).toContain(`belongs to another user (number 12345). Its owner can hand it over: chown root ${file}`);
    expect(code).toBe(2);
  });

  test('S34: a place that takes no files, before anything is sent', async () => {
    file = '/proc/none/state.json';
    const { code, stderr } = await withState();
    expect(stderr).toMatch(/can't be saved in \/proc\/none .*give a file in another folder with --state/);
    expect(code).toBe(2);
  });
});

describe('whose answers conflict with what was begun', () => {
  const other = '5d90be17-28f3-4c6a-b1e4-7a2f60d8c395';

  test('A08: an answer that names another instance', async () => {
    writeFileSync(file, saved());
    const { code, stderr } = await withState('--name', 'another-name');
    expect(stderr).toContain('factory-twins');
    expect(code).toBe(4);
  });

  test('P23: the same, when the first creation is still under way', async () => {
    const [step] = made.made.slice(-1);
    writeFileSync(
      file,
      saved({ made: [], making: step && { ...step, at: undefined, direction: 'make', since: step.at } }),
    );
    expect((await withState('--name', 'another-name')).code).toBe(4);
  });

  test('S26: another subscription in the file, checksum and all, where nobody sees the plan', async () => {
    writeFileSync(
      file,
      saved({ answers: { ...made.answers, subscription: { value: other, from: 'prompt' } }, outcome: null }),
    );
    const { code, stderr } = await withState();
    expect(stderr).toMatch(/began in the subscription b3a1c9d4-\S+, and its answers now name 5d90be17-/);
    expect(code).toBe(4);
  });

  test('S26: the same is said before a preview', async () => {
    const subscription = { value: other, from: 'prompt' };
    const name = { value: 'factory-twins-elsewhere', from: 'prompt' };
    writeFileSync(file, saved({ answers: { ...made.answers, subscription, name }, outcome: null }));
    const preview = await withState('--dry-run');
    expect(preview.stdout).toContain('Note: This set-up began in the subscription');
    expect(preview.code).toBe(0);
  });

  test('S26: another subscription by flag, in that file and without one', async () => {
    writeFileSync(file, saved());
    expect(await withState('--subscription', other)).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('name another one'),
    });
  });

  test('S26: a directory that the account is not in', async () => {
    const tenant = { value: '00000000-0000-4000-8000-00000000000f', from: 'prompt' };
    writeFileSync(file, saved({ answers: { ...made.answers, tenant }, outcome: null }));
    const { code, stdout } = await withState('--json');
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'failed', requests: { writes: 0 } });
    expect(code).toBe(5);
  });
});

describe('put right', () => {
  test('S04: damaged, with a good copy beside it', async () => {
    const text = saved().replace('factory', 'fbctory');
    writeFileSync(file, text);
    writeFileSync(`${file}.bak`, saved());
    expect(await withState('--json')).toMatchObject({ code: 0, stderr: expect.stringContaining('was damaged') });
    const [kept = ''] = readdirSync(scene.home.folder).filter((name) => name.includes(`case-${cases}.json.damaged-`));
    expect(readFileSync(join(scene.home.folder, kept), 'utf8')).toBe(text);
  });

  test('S19: a step that is done before what it needs: Azure is looked at anyway', async () => {
    writeFileSync(file, saved({ done: ['verify'], outcome: null }));
    const { code, stdout } = await withState('--json');
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'ready', requests: { writes: 0 } });
    expect(code).toBe(0);
  });

  test('S20: older than its copy', async () => {
    writeFileSync(file, saved({ serial: 3 }));
    writeFileSync(`${file}.bak`, saved());
    expect(await withState('--json')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('older than its own copy'),
    });
  });

  test('S31: readable by others', async () => {
    writeFileSync(file, saved(), { mode: 0o644 });
    expect(await withState('--json')).toMatchObject({ code: 0, stderr: expect.stringContaining('Others could read') });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('S38: what a crash left', async () => {
    writeFileSync(file, saved());
    writeFileSync(`${file}.99999.abcdef01.tmp`, 'half');
    expect((await withState('--json')).code).toBe(0);
    expect(existsSync(`${file}.99999.abcdef01.tmp`)).toBe(false);
  });
});
