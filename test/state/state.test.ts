import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SetupError } from '../../src/errors.ts';
import { readState } from '../../src/state/file.ts';
import { memoryOf, newRecord, setAside } from '../../src/state/memory.ts';
import { releasedBy } from '../../src/state/migrations.ts';
import { foldersOf, savedSetups, stateDirectory } from '../../src/state/places.ts';
import { decode, encode } from '../../src/state/record.ts';
import { writeState } from '../../src/state/save.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';
import { newAssignment, newGroup } from '../support/resources.ts';

const now = new Date('2026-01-02T03:04:05Z');
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adt-setup-state-'));
  file = join(folder, 'state.json');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const record: SetupRecord = {
  ...newRecord('AzureCloud', now),
  answers: { name: { value: 'factory-twins', from: 'prompt' } },
  making: {
    step: 'instance',
    id: '/subscriptions/x',
    kind: 'group',
    sent: null,
    direction: 'make',
    since: now.toISOString(),
  },
};

/** A file with a right checksum over a wrong content. */
function resigned(change: object): string {
  return encode({ ...record, ...change });
}

/** Answers of the greatest length. */
function longAnswers(count: number): SetupRecord['answers'] {
  const value = 'x'.repeat(65_536);
  return Object.fromEntries(Array.from('abcdefgh'.slice(0, count), (key) => [key, { value, from: 'flag' }]));
}

function refusal(text: string): SetupError {
  try {
    decode(text, 'state.json');
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
  throw new Error('it was taken');
}

describe('a state file', () => {
  test('comes back as it was saved', () => {
    writeState(file, record);
    expect(readState(file)).toEqual(record);
  });

  test('comes back also with brackets and quotes in an answer', () => {
    const answers = { name: { value: '[[[[[[[[[["{{{{\\"', from: 'prompt' } } as const;
    expect(decode(encode({ ...record, answers }), file).answers).toEqual(answers);
  });

  test.each<[string, string, string]>([
    ['too large', encode({ ...record, answers: longAnswers(5) }), 'it is too large'],
    ['nested too deeply', resigned({ outcome: [[[[[[[[[]]]]]]]]] }), 'it is nested too deeply'],
  ])('that is %s is refused for it, although it says what it should', (_, text, why) => {
    expect(refusal(text).message).toContain(why);
    expect(decode(encode({ ...record, answers: longAnswers(3) }), file).id).toBe(record.id);
  });

  test('that is not there is no error', () => {
    expect(readState(file)).toBeUndefined();
  });

  test.each([0, 0o777])('is readable by its owner only, whatever the umask: %i (E14)', (umask) => {
    const before = process.umask(umask);
    writeState(file, record);
    process.umask(before);
    expect(statSync(file).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
  });

  test('leaves the one before as a copy, and nothing else', () => {
    writeState(file, record);
    expect(readdirSync(folder)).toEqual(['state.json']);
    writeState(file, { ...record, serial: 1 }, record);
    expect(readdirSync(folder)).toEqual(['state.json', 'state.json.bak']);
    expect(readState(join(folder, 'state.json.bak'))?.serial).toBe(0);
  });

  test.each([
    ['a newer moment of the same set-up', { serial: 7 }],
    ['another set-up', { seed: 'ffffffffffffffff' }],
    ['the same moment with another content (S22)', { outcome: 'ready' }],
  ])('that holds %s by now is not overwritten', (_, change) => {
    writeState(file, record);
    const theirs = { ...record, ...change };
    writeState(file, theirs, record);
    expect(() => writeState(file, { ...record, serial: 1 }, record)).toThrow(/Somebody else has changed/);
    expect(decode(readFileSync(file), file)).toEqual(theirs);
  });

  test('is not begun where one is already', () => {
    writeState(file, { ...record, serial: 3 });
    expect(() => writeState(file, record)).toThrow(/Somebody else has changed/);
  });

  test('that can not be written says so, and what to do', () => {
    writeFileSync(join(folder, 'plain'), '');
    expect(() => writeState(join(folder, 'plain', 'state.json'), record)).toThrow(/can't be saved/);
  });

  test('that is a symbolic link is refused', () => {
    writeState(join(folder, 'real.json'), record);
    symlinkSync(join(folder, 'real.json'), file);
    expect(() => readState(file)).toThrow(/symbolic link/);
  });

  test.each([
    ['0 bytes', ''],
    ['a truncated one', encode(record).slice(0, 200)],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '42'],
    ["somebody else's JSON", '{"name":"x","version":"1.0.0"}'],
    ['one without its checksum', JSON.stringify(record)],
    ['one changed by hand', encode(record).replace('factory-twins', 'factory-twinz')],
    ['one whose checksum is another’s', encode(record).replace(/"checksum": "./, '"checksum": "z')],
    ['a key given twice', encode(record).replace('"serial": 0,', '"serial": 0,\n  "serial": 0,')],
    ['other spaces', encode(record).replaceAll('\n', '\r\n')],
    ['a constructor', resigned({ answers: { constructor: { value: 'x', from: 'flag' } } })],
    ['an answer with one thing more', resigned({ answers: { name: { value: 'x', from: 'flag', note: '' } } })],
    ['a serial that is no whole number, checksum and all', resigned({ serial: 2 ** 53 })],
    ['a step that is none, checksum and all', resigned({ done: ['rm -rf'] })],
    ['a field more, checksum and all', resigned({ hostName: 'evil.example' })],
    ['two documents', encode(record) + encode(record)],
    ['an unknown field', JSON.stringify({ ...JSON.parse(encode(record)), extra: 1 })],
    ['an unknown step', JSON.stringify({ ...JSON.parse(encode(record)), done: ['rm -rf'] })],
    ['a serial that is no whole number', JSON.stringify({ ...JSON.parse(encode(record)), serial: 2 ** 60 })],
    ['__proto__', encode(record).replace('"answers": {', '"answers": {"__proto__": {"polluted": true},')],
    ['trailing garbage', `${encode(record)}{}`],
    ['a deep one', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['a very deep one', '['.repeat(1_000_000)],
    ['a text', '"x"'],
    ['true', 'true'],
    ['a huge one', `{"program":"adt-setup","x":"${'x'.repeat(300_000)}"}`],
  ])('damaged as %s is refused and left as it is', (_, text) => {
    expect(refusal(text)).toMatchObject({ code: 'damaged-state', ending: 'usage' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('of a newer version is refused, and says so', () => {
    expect(refusal(encode(record).replace('"schema": 2', '"schema": 3'))).toMatchObject({
      code: 'newer-state',
      message: expect.stringContaining('format 3; this one reads up to 2'),
    });
  });

  test('of an older version is brought to this one, step by step', () => {
    const versions = releasedBy([
      (body) => ({ ...body, color: 'red' }),
      ({ color: _, ...body }) => ({ ...body, outcome: 'from-red' }),
    ]);
    expect(versions.upgrade({ ...record })).toEqual({ ...record, schema: 3, outcome: 'from-red' });
    expect(versions.upgrade(versions.upgrade({ ...record }))).toEqual(versions.upgrade({ ...record }));
  });

  test.each([
    ['a token', 'eyJhbGciOiJSUzI1NiIsI.eyJhdWQiOiJodHRwcz.c2ln'],
    ['a key', 'AccountKey=abcdefghijklmnop=='],
    ['a client secret', `abc8Q~${'x'.repeat(34)}`],
  ])('never holds %s', (_, value) => {
    expect(() => writeState(file, { ...record, answers: { tags: { value, from: 'flag' } } })).toThrow(
      /looks like a token or a key/,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test('holds nothing but what it has a field for', () => {
    expect(Object.keys(JSON.parse(encode(record)) as object)).toEqual([
      'schema',
      'program',
      'id',
      'seed',
      'cloud',
      'tenant',
      'account',
      'startedAt',
      'updatedAt',
      'serial',
      'answers',
      'approved',
      'facts',
      'done',
      'making',
      'made',
      'outcome',
      'checksum',
    ]);
  });
});

const role = newAssignment({ scope: '/subscriptions/x', roleId: 'r', principalId: 'p' });

describe('a memory', () => {
  test('has each thing that was made once, whatever the case of its id', () => {
    const memory = memoryOf(record, undefined, () => now.getTime());
    const made = { step: 'role', id: role.id, kind: 'assignment', sent: role } as const;
    memory.made(made, now.getTime());
    memory.made({ ...made, id: role.id.toUpperCase() }, now.getTime());
    expect(memory.record().made).toHaveLength(1);
  });

  test('is on disk after every change, and in order: making before, made after', () => {
    const memory = memoryOf(record, file, () => now.getTime());
    memory.keep('location', { value: 'eastus', from: 'flag' });
    expect(readState(file)?.answers['location']).toEqual({ value: 'eastus', from: 'flag' });
    memory.making('role', role, now.getTime());
    expect(readState(file)?.making).toMatchObject({ step: 'role', id: role.id, sent: role, direction: 'make' });
    memory.made({ step: 'role', id: role.id, kind: 'assignment', sent: role }, now.getTime());
    expect(readState(file)).toMatchObject({ making: null, made: [{ step: 'role', id: role.id, sent: role }] });
  });

  test('keeps the time when something was first begun', () => {
    const memory = memoryOf(record, file, () => now.getTime());
    expect(memory.making('instance', { ...newGroup('x', 'y'), id: '/subscriptions/X' }, now.getTime() + 5000)).toBe(
      now.getTime(),
    );
  });

  test('of a preview is not saved until it is carried out', () => {
    const memory = memoryOf(record, undefined, () => now.getTime());
    memory.keep('location', { value: 'eastus', from: 'prompt' });
    expect(readdirSync(folder)).toEqual([]);
    memory.saveIn(file);
    expect(readState(file)?.answers['location']?.value).toBe('eastus');
  });

  test('a step that fails to save sends nothing more: the error comes out', () => {
    const memory = memoryOf(record, file, () => now.getTime());
    writeState(file, record);
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    expect(() => memory.making('role', role, 0)).toThrow(SetupError);
    rmSync(folder);
  });
});

describe('saved set-ups', () => {
  test('are found newest first; damaged ones are told apart, those of another cloud left out', () => {
    writeState(join(folder, 'a.json'), { ...record, updatedAt: '2026-01-01T00:00:00Z' });
    writeState(join(folder, 'b.json'), { ...record, updatedAt: '2026-01-03T00:00:00Z' });
    writeState(join(folder, 'c.json'), { ...record, cloud: 'AzureChinaCloud' });
    writeFileSync(join(folder, 'd.json'), '{');
    const { good, bad } = savedSetups(folder, 'AzureCloud');
    expect(good.map((saved) => saved.file)).toEqual([join(folder, 'b.json'), join(folder, 'a.json')]);
    expect(bad).toHaveLength(1);
  });

  test('one that is set aside is kept under another name', async () => {
    writeState(file, record);
    const backup = await setAside(file, now);
    expect(readdirSync(folder)).toEqual([backup.slice(folder.length + 1)]);
    expect(decode(readFileSync(backup, 'utf8'), backup)).toEqual(record);
  });

  test.each([
    ['linux', { HOME: '/h' }, '/h/.local/state/adt-setup'],
    ['linux', { HOME: '/h', XDG_STATE_HOME: '/s' }, '/s/adt-setup'],
    ['darwin', { HOME: '/h' }, '/h/Library/Application Support/adt-setup'],
  ] as const)('are in the user’s own folder on %s', (platform, environment, expected) => {
    expect(stateDirectory(environment, platform)).toBe(expected);
  });

  test('of Azure and of a scenario of the sandbox never share a folder', () => {
    const all = [undefined, 'owner', 'taken'].flatMap((scenario) => {
      const { setups, world } = foldersOf('/s', scenario);
      return [setups, world];
    });
    expect(new Set<string>(all).size).toBe(all.length);
  });

  test('without a readable folder there are none', () => {
    chmodSync(folder, 0o700);
    expect(savedSetups(join(folder, 'none'), 'AzureCloud')).toEqual({ good: [], bad: [] });
  });
});
