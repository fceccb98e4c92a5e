import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { releasedBy } from '../../../src/state/migrations.ts';
import { encode } from '../../../src/state/record.ts';
import { writeState } from '../../../src/state/save.ts';
import { file, folder, record, refusal, resigned } from '../scene.ts';

describe('a state file', () => {
  test.each([
    ['0 bytes', ''],
    ['a truncated one', encode(record).slice(0, 200)],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '42'],
    ["somebody else's JSON", '{"name":"x","version":"1.0.0"}'],
    ['one without its checksum', JSON.stringify(record)],
    ['one changed by hand', encode(record).replace('factory-twins', 'factory-twinz')],
    ["one whose checksum is another's", encode(record).replace(/"checksum": "./, '"checksum": "z')],
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
    expect(refusal(encode(record).replace('"schema": 3', '"schema": 4'))).toMatchObject({
      code: 'newer-state',
      message: expect.stringContaining('format 4; this one reads up to 3'),
    });
  });

  test('of an older version is brought to this one, step by step', () => {
    const versions = releasedBy([
      (body) => ({ ...body, color: 'red' }),
      ({ color: _, ...body }) => ({ ...body, outcome: 'from-red' }),
    ]);
    expect(versions.upgrade({ ...record, schema: 1 })).toEqual({ ...record, schema: 3, outcome: 'from-red' });
    const once = versions.upgrade({ ...record, schema: 1 });
    expect(versions.upgrade(once)).toEqual(once);
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
      'undo',
      'outcome',
      'checksum',
    ]);
  });
});
