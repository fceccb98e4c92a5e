import { expect, test } from '@jest/globals';
import type { TrafficEntry } from '../../src/sandbox/host/traffic.ts';
import { redacted } from '../../src/sandbox/host/traffic.ts';
import { prepared } from './conformance.ts';

const entry: TrafficEntry = {
  time: '2026-03-02T09:00:00.000Z',
  method: 'GET',
  url: 'https://localhost:8443/subscriptions?api-version=2016-06-01',
  requestHeaders: {},
  requestBody: null,
  status: 200,
  responseHeaders: {},
  responseBody: { value: [] },
  ms: 1,
};

test.each([
  ['a query', 'http://localhost:1/?code=SECRET&state=SECRET', 'http://localhost:1/?code=[hidden]&state=[hidden]'],
  ['a fragment', 'http://localhost:1/#code=SECRET&state=SECRET', 'http://localhost:1/#code=[hidden]&state=[hidden]'],
  ['both', 'http://localhost:1/?a=b#code=SECRET', 'http://localhost:1/?a=b#code=[hidden]'],
])('a code that a sign-in hands over in %s is not logged', (_, location, logged) => {
  const { url, responseHeaders } = redacted({ ...entry, url: location, responseHeaders: { Location: location } });
  expect([url, responseHeaders['Location']]).toEqual([logged, logged]);
});

test('a log is judged by what the specifications know: pages are left out, a refusal is an invalid request', () => {
  expect(prepared(entry)).toEqual(entry);
  expect(prepared({ ...entry, url: 'https://localhost:8443/portal/users' })).toBeUndefined();
  const refused = { ...entry, status: 403, responseBody: { error: { code: 'A', message: 'b', target: 'c' } } };
  expect(prepared(refused)).toMatchObject({
    expectInvalidRequest: true,
    responseBody: { error: { code: 'A', message: 'b' } },
  });
});
