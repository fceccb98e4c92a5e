import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { holdState } from '../../src/local/lock.ts';
import { newRecord } from '../../src/state/memory.ts';
import { writeState } from '../../src/state/save.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';
import { type Order, type Work, workOn } from '../../src/state/work-on.ts';

const now = new Date('2026-01-02T03:04:05Z');
const record: SetupRecord = { ...newRecord('AzureCloud', now), serial: 1 };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adt-setup-work-'));
  file = join(folder, 'state.json');
});

afterEach(() => rmSync(folder, { recursive: true }));

function work(change: Partial<Order> = {}): Promise<Work> {
  const rescue = { folders: [], print: () => undefined };
  const order = { record, file, isNew: false, setAside: undefined, preview: false, rescue, say: () => undefined };
  return workOn({ ...order, ...change }, () => now.getTime());
}

async function isHeld(path: string): Promise<boolean> {
  try {
    await (await holdState(path, now)).release();
    return false;
  } catch {
    return true;
  }
}

test('a set-up is held while it is worked on, and let go at the end', async () => {
  writeState(file, record);
  const { end } = await work();
  expect(await isHeld(file)).toBe(true);
  await end();
  expect(await isHeld(file)).toBe(false);
});

test("one that is kept aside for a new one must be nobody's either", async () => {
  writeState(file, record);
  const other = await holdState(file, now);
  const fresh = join(folder, 'fresh.json');
  await expect(work({ file: fresh, isNew: true, setAside: file })).rejects.toThrow('Another adt-setup');
  expect(await isHeld(fresh)).toBe(false);
  await other.release();
  expect(readdirSync(folder).filter((each) => !each.endsWith('.lock'))).toEqual(['state.json']);
});

test("one that can't be used is let go", async () => {
  writeFileSync(file, '{');
  await expect(work()).rejects.toThrow("can't be used");
  expect(await isHeld(file)).toBe(false);
});

test('what another process saved between the choice and the hold is what is carried on', async () => {
  const later: SetupRecord = { ...record, serial: 2, done: ['login'] };
  writeState(file, record);
  writeState(file, later, record);
  const { memory, end } = await work();
  expect(memory.record()).toEqual(later);
  memory.finish('ready');
  await end();
});

test('a preview holds and saves nothing until it is carried out', async () => {
  const { memory, begin, end } = await work({ isNew: true, preview: true });
  memory.keep('name', { value: 'factory-twins', from: 'prompt' });
  expect(readdirSync(folder)).toEqual([]);
  expect(await isHeld(file)).toBe(false);
  await begin();
  expect(await isHeld(file)).toBe(true);
  expect(readdirSync(folder).filter((each) => !each.endsWith('.lock'))).toEqual(['state.json']);
  await end();
});

test('what crashes left of set-ups that were never saved is taken away', async () => {
  writeState(file, record);
  writeFileSync(join(folder, '2026-01-02-abcdef.json.4711.0badcafe.tmp'), '');
  const { end } = await work();
  await end();
  expect(readdirSync(folder).filter((each) => !each.endsWith('.lock'))).toEqual(['state.json']);
});
