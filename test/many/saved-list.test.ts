import { describe, expect, test } from '@jest/globals';
import type { Row } from '../../src/many/check.ts';
import { recordsFor } from '../../src/many/saved-list.ts';
import { newRecord } from '../../src/state/memory.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';

const now = new Date('2026-01-02T03:04:05Z');

const answersOf = (values: Readonly<Record<string, string>>): SetupRecord['answers'] =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, from: 'file' as const }]));

const made: SetupRecord['made'][number] = {
  step: 'instance',
  id: '/subscriptions/x',
  kind: 'instance',
  sent: null,
  at: now.toISOString(),
  born: null,
};

/** A saved row; `begun`: something of it was made. */
const saved = (values: Readonly<Record<string, string>>, begun = false): SetupRecord => ({
  ...newRecord('AzureCloud', now),
  answers: answersOf(values),
  made: begun ? [made] : [],
});

const row = (values: Readonly<Record<string, string>>): Row => ({
  number: 1,
  name: values['name'] ?? '',
  answers: answersOf(values),
});

const one = { name: 'one-twins', resourceGroup: 'rg-a' };

describe('the saved record of a row', () => {
  test.each([
    ['the same name, in whatever case', one, { ...one, name: 'ONE-twins' }, true],
    ['a group that only one of both tells', { name: 'one-twins' }, one, true],
    ['another answer', one, { ...one, location: 'uksouth' }, true],
    ['another name', one, { ...one, name: 'two-twins' }, false],
    ['another group', one, { ...one, resourceGroup: 'rg-b' }, false],
    ['another subscription', { ...one, subscription: 'a' }, { ...one, subscription: 'b' }, false],
  ])('%s', (_, before, given, isKnown) => {
    const [record, wanted] = [saved(before), row(given)];
    const list = { ...newRecord('AzureCloud', now), rows: [record] };
    const { of, all } = recordsFor(list, [wanted], now);
    expect(of.get(wanted)?.id === record.id).toBe(isKnown);
    // What was never begun is forgotten with its row.
    expect(all).toEqual([of.get(wanted)]);
  });

  test('what was begun stays when the list has it no longer', () => {
    const [gone, never] = [saved({ name: 'gone-twins' }, true), saved({ name: 'never-twins' })];
    const wanted = row(one);
    const { of, all } = recordsFor({ ...newRecord('AzureCloud', now), rows: [gone, never] }, [wanted], now);
    expect(all).toEqual([of.get(wanted), gone]);
  });

  test('two rows of one name never share a record, and invented names come from the one seed of the list', () => {
    const rows = [row({ ...one }), row({ ...one, resourceGroup: 'rg-b' })];
    const list = { ...newRecord('AzureCloud', now), rows: [saved({ name: 'one-twins' })] };
    const { of } = recordsFor(list, rows, now);
    const [first, second] = rows.map((each) => of.get(each));
    expect(first?.id).toBe(list.rows[0]?.id);
    expect(second?.id).not.toBe(first?.id);
    expect(second?.seed).toBe(list.seed);
  });
});
