import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { SetupError } from '../../src/errors.ts';
import { newRecord } from '../../src/state/memory.ts';
import { decode, encode } from '../../src/state/record.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';

/* State files whose checksum is right and whose content is not: somebody made them, or something else than the disk went wrong. */

const at = '2026-01-02T03:04:05.000Z';
const record: SetupRecord = {
  ...newRecord('AzureCloud', new Date(at)),
  answers: { name: { value: 'factory-twins', from: 'prompt' } },
};

/** The text of a file with a right checksum, whatever is in it. */
function sealed(change: object): string {
  const body = { ...record, ...change };
  const checksum = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  return `${JSON.stringify({ ...body, checksum }, undefined, 2)}\n`;
}

function refusal(bytes: string | Uint8Array): SetupError | undefined {
  try {
    decode(bytes, 'state.json');
    return undefined;
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
}

test('what is sealed here is as it is written', () => {
  expect(sealed({})).toBe(encode(record));
  expect(refusal(sealed({}))).toBeUndefined();
});

const many = Array.from({ length: 65 }, (_, n) => `k${'x'.repeat(n % 13)}${'y'.repeat(Math.floor(n / 13))}`);
const answer = { value: 'x', from: 'flag' };
const entry = { step: 'instance', id: '/subscriptions/x' };

describe('refused', () => {
  test.each<[string, object]>([
    ['more answers than there can be', { answers: Object.fromEntries(many.map((key) => [key, answer])) }],
    ['an answer that is far too long', { answers: { name: { ...answer, value: 'x'.repeat(65_537) } } }],
    ['an answer that is no text', { answers: { name: { ...answer, value: 7 } } }],
    ['an answer from nowhere', { answers: { name: { ...answer, from: 'nowhere' } } }],
    ['an answer to what can be no question', { answers: { 'Not a key': answer } }],
    ['something made by no step', { made: [{ ...entry, step: 'rm -rf', at }] }],
    ['something made that has no id', { made: [{ ...entry, id: 7, at }] }],
    ['something made at no time', { made: [{ ...entry, at: 'soon' }] }],
    ['more made than there can be', { made: Array.from({ length: 257 }, () => ({ ...entry, at })) }],
    ['something under way by no step', { making: { ...entry, step: 'rm -rf', since: at } }],
    ['something under way since no time', { making: { ...entry, since: 'soon' } }],
    ['steps that are done more than once too often', { done: Array.from({ length: 65 }, () => 'login') }],
    ['a serial below zero', { serial: -1 }],
    ['a serial with a fraction', { serial: 1.5 }],
    ['a beginning at no time', { startedAt: 'soon' }],
    ['a cloud that is no text', { cloud: null }],
    ['an outcome that is no text', { outcome: 7 }],
    ['a format below the first', { schema: 0 }],
  ])('%s', (_, change) => {
    expect(refusal(sealed(change))).toMatchObject({ code: 'damaged-state' });
  });

  test.each([
    ['a token', 'eyJhbGciOiJSUzI1NiIsI.eyJhdWQiOiJodHRwcz.c2ln'],
    ['a refresh token', `0.A${'x'.repeat(60)}`],
    ['a key of storage', 'AccountKey=abcdefghijklmnop=='],
    ['a client secret', `abc8Q~${'x'.repeat(34)}`],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----'],
  ])('%s in an answer, by whoever reads and by whoever writes', (_, value) => {
    const answers = { tags: { value, from: 'flag' } } as const;
    expect(refusal(sealed({ answers }))?.message).toContain('looks like a token or a key');
    expect(() => encode({ ...record, answers })).toThrow('looks like a token or a key');
  });

  test("another program's file, as such", () => {
    expect(refusal(sealed({ program: 'other' }))?.message).toContain('it is not a file of adt-setup');
  });

  test('bytes that no text has, and a mark of the byte order: every byte counts', () => {
    const answers = { name: { value: '\uFFFD', from: 'prompt' } } as const;
    const bytes = Buffer.from(encode({ ...record, answers }), 'utf8');
    expect(refusal(bytes)).toBeUndefined();
    const where = bytes.indexOf('\uFFFD');
    const wrong = Buffer.concat([bytes.subarray(0, where), Buffer.of(0xff), bytes.subarray(where + 3)]);
    expect(refusal(wrong)).toMatchObject({ code: 'damaged-state' });
    expect(refusal(Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), bytes]))).toMatchObject({ code: 'damaged-state' });
  });
});
