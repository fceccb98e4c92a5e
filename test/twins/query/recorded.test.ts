import { describe, expect, test } from '@jest/globals';
import { building, errorOf, instance } from '../instance.ts';

describe('as recorded', () => {
  test('recorded exchange: adt query (empty)', () => {
    const body = { query: 'SELECT * FROM digitaltwins' };
    expect(instance().call('POST', '/query', { body, version: '2020-10-31' })).toEqual({
      status: 200,
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Strict-Transport-Security': 'max-age=2592000',
        'query-charge': '5.58',
      },
      body: { value: [], continuationToken: null },
    });
  });

  test('recorded exchange: adt query (one twin)', () => {
    const one = building({ t: ['Room', { temperature: 68 }] });
    const reply = one.call('POST', '/query', { body: { query: 'SELECT * FROM digitaltwins' }, version: '2020-10-31' });
    expect(reply.headers?.['query-charge']).toBe('5.66');
    expect(reply.body).toEqual({
      value: [one.call('GET', '/digitaltwins/t', { version: '2020-10-31' }).body],
      continuationToken: null,
    });
    expect(JSON.stringify(reply.body)).not.toContain('$lastUpdateTime');
  });

  test('JavaScript SDK, query digital twin invalid expression', () => {
    expect(errorOf(instance().call('POST', '/query', { body: { query: 'foo' } }))).toEqual({
      status: 400,
      code: 'SqlQueryError',
      message:
        "SQL query parse failed: SQL Parser Error, Line=1, Position=0, Message=missing SELECT at 'foo' See samples in https://aka.ms/adtv2query for the correct syntax.",
    });
  });
});
