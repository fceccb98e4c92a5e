import { expect, test } from '@jest/globals';
import { readState } from '../../src/state/file.ts';
import { savedLists, savedSetups, setupsIn } from '../../src/state/folders.ts';
import { memoryOf, newRecord, type SavedMemory } from '../../src/state/memory.ts';
import { decode, encode } from '../../src/state/record.ts';
import { type Rows, rowsOf } from '../../src/state/rows.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';
import { file, folder, now, record, refusal } from './scene.ts';

const row = (name: string): SetupRecord => ({
  ...newRecord('AzureCloud', now),
  answers: { name: { value: name, from: 'file' } },
});

function newList(...names: readonly string[]): { list: SavedMemory; rows: Rows; ids: readonly string[] } {
  const list = memoryOf(newRecord('AzureCloud', now), file, () => now.getTime());
  const rows = rowsOf(list, () => now.getTime());
  const records = names.map(row);
  rows.keep(records);
  return { list, rows, ids: records.map(({ id }) => id) };
}

const answersIn = (saved: SetupRecord | undefined): readonly string[] =>
  (saved?.rows ?? []).map(({ answers }) =>
    Object.values(answers)
      .map(({ value }) => value)
      .join(' '),
  );

test('the rows of a list are saved in its one file, at each change of any', () => {
  const { rows, ids } = newList('one-twins', 'two-twins');
  const memory = rows.memory(ids[1] ?? '');
  memory.keep('location', { value: 'uksouth', from: 'file' });
  expect(answersIn(readState(file))).toEqual(['one-twins', 'two-twins uksouth']);
  expect(memory.file()).toBe(file);
  memory.finish('ready');
  expect(readState(file)?.rows?.map(({ outcome }) => outcome)).toEqual([null, 'ready']);
  expect(readState(file)?.outcome).toBeNull();
});

test('changes at once are saved once, in the end; also where the work fails', async () => {
  const { list, rows, ids } = newList('one-twins');
  const before = readState(file)?.serial ?? 0;
  const work = rows.atOnce(() => {
    for (const value of ['uksouth', 'westeurope']) rows.memory(ids[0] ?? '').keep('location', { value, from: 'file' });
    expect(readState(file)?.serial).toBe(before);
    return Promise.reject(new Error('interrupted'));
  });
  await expect(work).rejects.toThrow('interrupted');
  expect(readState(file)?.serial).toBe(before + 1);
  expect(answersIn(readState(file))).toEqual(['one-twins westeurope']);
  expect(list.record().rows).toHaveLength(1);
});

test('works side by side: what one has changed is safe when it is over, and what the other goes on to change with it', async () => {
  const { rows, ids } = newList('one-twins', 'two-twins');
  const keep = (at: number, value: string): void =>
    rows.memory(ids[at] ?? '').keep('location', { value, from: 'file' });
  let finish = (): void => undefined;
  const long = rows.atOnce(async () => {
    keep(0, 'uksouth');
    await new Promise<void>((resolve) => (finish = resolve));
    keep(0, 'eastus');
    const { serial } = readState(file) ?? {};
    keep(0, 'westus2');
    expect(readState(file)?.serial).toBe(serial);
  });
  await rows.atOnce(() => {
    keep(1, 'westeurope');
    return Promise.resolve();
  });
  expect(answersIn(readState(file))).toEqual(['one-twins uksouth', 'two-twins westeurope']);
  finish();
  await long;
  expect(answersIn(readState(file))).toEqual(['one-twins westus2', 'two-twins westeurope']);
});

test('a list without anything worth it is not saved', () => {
  const list = memoryOf(newRecord('AzureCloud', now), file, () => now.getTime());
  rowsOf(list, () => now.getTime()).keep([newRecord('AzureCloud', now)]);
  expect(readState(file)).toBeUndefined();
});

test('lists are no single set-ups, and their rows are found as set-ups of the file', () => {
  newList('one-twins', 'two-twins');
  expect(savedSetups(folder, 'AzureCloud').good).toEqual([]);
  expect(savedLists(folder, 'AzureCloud').map((each) => each.file)).toEqual([file]);
  expect(savedLists(folder, 'sandbox')).toEqual([]);
  const found = setupsIn(folder);
  expect(found.map((each) => [each.file, each.record.answers['name']?.value, each.list !== undefined])).toEqual([
    [file, 'one-twins', true],
    [file, 'two-twins', true],
  ]);
});

test.each([
  ['no row at all', { rows: [] }],
  ['a row that is none', { rows: [{ answers: {} }] }],
  ['a row of a newer version', { rows: [{ ...record, schema: 99 }] }],
  ['a list within a list', { rows: [{ ...record, rows: [record] }] }],
])('a file with %s is damaged', (_, change) => {
  expect(refusal(encode({ ...record, ...change } as SetupRecord)).code).toBe('damaged-state');
});

test('a list that is larger than any single set-up is read; a single one of that size is not', () => {
  const rows = Array.from({ length: 500 }, (_, at) => row(`site-${at}-twins`));
  const text = encode({ ...record, rows });
  expect(text.length).toBeGreaterThan(256 * 1024);
  expect(decode(text, 'list.json').rows).toHaveLength(500);
});

test('a secret in a row is never written', () => {
  const secret = { name: { value: `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(40)}`, from: 'file' } } as const;
  expect(() => encode({ ...record, rows: [{ ...record, answers: secret }] })).toThrow('looks like a token');
});
