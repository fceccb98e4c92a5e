import { describe, expect, test } from '@jest/globals';
import { building } from '../instance.ts';
import { room, twin } from './twin.ts';

describe('conditions', () => {
  test.each<[string, (etag: string) => string, number]>([
    ['the same', (etag) => etag, 204],
    ['one of several', (etag) => `"other", ${etag}`, 204],
    ['any', () => '*', 204],
    ['another one', () => 'W/"0"', 412],
  ])('If-Match: %s', (_title, header, status) => {
    const adt = building({ room1: ['Room', { temperature: 1 }] });
    const headers = { 'if-match': header(twin(adt, 'room1').$etag) };
    const body = [{ op: 'replace', path: '/temperature', value: 2 }];
    expect(adt.call('PATCH', '/digitaltwins/room1', { body, headers }).status).toBe(status);
    expect(twin(adt, 'room1')['temperature']).toBe(status === 204 ? 2 : 1);
  });

  test('If-None-Match: * lets a new twin through, and nothing else is allowed', () => {
    const adt = building();
    expect(adt.call('PUT', '/digitaltwins/t', { body: room, headers: { 'if-none-match': '*' } }).status).toBe(200);
    expect(adt.call('PUT', '/digitaltwins/u', { body: room, headers: { 'if-none-match': 'W/"0"' } }).status).toBe(400);
  });
});
