import { describe, expect, test } from '@jest/globals';
import { errorOf } from '../instance.ts';
import { adt, type Result } from './house.ts';

describe('pages', () => {
  test('a continuation token leads on, and needs no query', () => {
    const headers = { 'max-items-per-page': '2' };
    const query = 'SELECT T.$dtId AS id FROM digitaltwins T';
    const seen: unknown[] = [];
    let body: object = { query };
    for (let turn = 0; turn < 3; turn++) {
      const page = adt.call('POST', '/query', { body, headers }).body as Result;
      seen.push(...page.value.map((each) => each['id']));
      body = { continuationToken: page.continuationToken };
    }
    expect(seen).toEqual(['room1', 'room2', 'suite', 'ground', 'attic']);
    expect(body).toEqual({ continuationToken: null });
  });

  test.each(['nonsense', 'e30', Buffer.from('{"skip":-1}').toString('base64url')])('refuses the token %s', (token) => {
    const reply = adt.call('POST', '/query', { body: { continuationToken: token } });
    expect(errorOf(reply)).toEqual({ status: 400, code: 'BadRequest', message: 'The continuation token is invalid.' });
  });

  test.each([[null], ['SELECT'], [{}], [{ query: 7 }]])('refuses the body %j', (body) => {
    expect(errorOf(adt.call('POST', '/query', { body })).code).toBe('InvalidArgument');
  });
});
