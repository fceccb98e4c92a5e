import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { SetupError } from '../../src/errors.ts';
import { newRecord } from '../../src/state/memory.ts';
import { decode, encode } from '../../src/state/record.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';

export const now = new Date('2026-01-02T03:04:05Z');
export let folder: string;
export let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adt-setup-state-'));
  file = join(folder, 'state.json');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

export const record: SetupRecord = {
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
export function resigned(change: object): string {
  return encode({ ...record, ...change });
}

/** What a text is refused with. */
export function refusal(text: string): SetupError {
  try {
    decode(text, 'state.json');
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
  throw new Error('it was taken');
}
