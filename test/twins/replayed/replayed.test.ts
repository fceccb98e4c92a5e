import { describe, expect, test } from '@jest/globals';
import { models } from './models.ts';
import { newer } from './newer.ts';
import { exchangesOf } from './recording.ts';
import { relationships } from './relationships.ts';
import { replay } from './replay.ts';
import { components, twins } from './twins.ts';

describe("the requests of Microsoft's own tests", () => {
  const all = Object.entries({ ...models, ...twins, ...components, ...relationships, ...newer });

  test.each(all)('are answered as Azure answered them: %s', async (_name, exchanges) => {
    expect(await replay(exchanges)).toEqual([]);
  });
});

describe('recordings of their test proxy', () => {
  const uri = (path: string): string =>
    `https://fakeHost.api.wus2.digitaltwins.azure.net${path}?api-version=2023-10-31`;
  const entry = (method: string, path: string, status: number, more: object = {}): object => ({
    RequestUri: uri(path),
    RequestMethod: method,
    RequestHeaders: { Authorization: 'Sanitized' },
    RequestBody: null,
    StatusCode: status,
    ResponseHeaders: {},
    ResponseBody: null,
    ...more,
  });
  const model = { '@id': 'dtmi:a:b;1', '@type': 'Interface', '@context': 'dtmi:dtdl:context;2' };
  const told = {
    id: 'dtmi:a:b;1',
    description: {},
    displayName: {},
    decommissioned: false,
    uploadTime: '2023-05-18T23:08:00.69+00:00',
  };
  const twin = (tag: string): object => ({
    $dtId: 't',
    $etag: tag,
    $metadata: { $model: 'dtmi:a:b;1', $lastUpdateTime: '2023-05-18T23:08:19.7086397Z' },
  });
  const [first, second] = ['W/"11111111-1111-1111-1111-111111111111"', 'W/"22222222-2222-2222-2222-222222222222"'];
  const put = {
    RequestBody: { $metadata: { $model: 'dtmi:a:b;1' } },
    ResponseHeaders: { ETag: first },
    ResponseBody: twin(first),
  };
  const query = (rows: readonly object[]): object =>
    entry('POST', '/query', 200, {
      RequestBody: { query: 'SELECT * FROM digitaltwins' },
      ResponseBody: { value: rows, continuationToken: null },
    });
  const entries = [
    entry('POST', '/models', 201, { RequestBody: JSON.stringify([model]), ResponseBody: JSON.stringify([told]) }),
    entry('PUT', '/digitaltwins/t', 429, { ResponseHeaders: { 'Retry-After': '5' } }),
    entry('PUT', '/digitaltwins/t', 200, put),
    query([]),
    query([twin(first), { $dtId: 'left by another test' }]),
    entry('DELETE', '/digitaltwins/t', 204, { RequestHeaders: { 'If-Match': first } }),
  ];

  test('are read and replayed: entity tags, throttling, queries that lag behind, what other tests have left', async () => {
    const exchanges = exchangesOf({ Entries: entries }) ?? [];
    expect(exchanges).toHaveLength(4);
    expect(await replay(exchanges)).toEqual([]);
  });

  test.each<[string, object, RegExp]>([
    ['status', entry('PUT', '/digitaltwins/t', 201, put), /status was 201, here 200/],
    [
      'body',
      entry('PUT', '/digitaltwins/t', 200, { ...put, ResponseBody: { ...twin(first), a: 1 } }),
      /body was .*"a":1/,
    ],
    [
      'ETag',
      entry('GET', '/models', 200, {
        ResponseHeaders: { ETag: second },
        ResponseBody: { value: [told], nextLink: null },
      }),
      /ETag was true, here false/,
    ],
    [
      'x-ms-error-code',
      entry('GET', '/nowhere/x', 404, { ResponseHeaders: { 'x-ms-error-code': 'NotFound' } }),
      /x-ms-error-code was "NotFound", here none/,
    ],
  ])('another %s is found', async (_what, other, found) => {
    const differences = await replay(exchangesOf({ Entries: [entries[0], other] }) ?? []);
    expect(differences).toContainEqual(expect.stringMatching(found));
  });

  test('other files are none', () => {
    expect([exchangesOf({}), exchangesOf(null), exchangesOf([])]).toEqual([undefined, undefined, undefined]);
  });
});
