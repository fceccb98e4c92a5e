import { RestError } from '@azure/core-rest-pipeline';
import { describe, expect, test } from '@jest/globals';
import { retryAfterSeconds } from '../../../src/azure/http/retry.ts';
import { InterruptedError } from '../../../src/errors.ts';
import { type Answer, details, lost, world } from './world.ts';

describe('repeating', () => {
  test.each<[string, Answer]>([
    ['429', { status: 429 }],
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['a lost connection', lost],
  ])('a read after %s, telling so', async (_, answer) => {
    const { send, waits, events, requests } = world([answer, { status: 200 }]);
    expect((await send('GET', '/subscriptions')).status).toBe(200);
    expect(waits).toEqual([0.5]);
    expect(events).toEqual([{ kind: 'delayed', seconds: 0.5, why: expect.any(String) as unknown }]);
    expect(requests.reads).toBe(2);
  });

  test('a read at most five times', async () => {
    const { send, sent, waits } = world(Array<Answer>(5).fill({ status: 503 }));
    expect((await send('GET', '/subscriptions')).status).toBe(503);
    expect(sent).toHaveLength(5);
    expect(waits).toEqual([0.5, 1, 2, 4]);
  });

  test('not longer than the longest wait for an operation', async () => {
    const { send, waits } = world([{ status: 429, headers: { 'retry-after': '30' } }], { timeoutSeconds: 20 });
    expect((await send('GET', '/subscriptions')).status).toBe(429);
    expect(waits).toEqual([]);
  });

  test('never a write whose answer was lost', async () => {
    const { send, sent } = world([lost]);
    expect(await details(send('PUT', '/subscriptions/1/resourcegroups/g'))).toMatchObject({
      ending: 'forNow',
      code: 'ECONNRESET',
      again: 'soon',
    });
    expect(sent).toHaveLength(1);
  });

  test('never a write after 5xx: it may have happened', async () => {
    const { send, sent } = world([{ status: 504 }]);
    expect((await send('PUT', '/subscriptions/1/resourcegroups/g')).status).toBe(504);
    expect(sent).toHaveLength(1);
  });

  test('a write after 429, which had no effect', async () => {
    const { send, waits, requests } = world([{ status: 429, headers: { 'retry-after': '7' } }, { status: 201 }]);
    expect((await send('PUT', '/subscriptions/1/resourcegroups/g')).status).toBe(201);
    expect({ waits, requests }).toEqual({ waits: [7], requests: { reads: 0, writes: 2 } });
  });

  test.each([
    ['9999999', []],
    ['61', []],
    ['60', [60]],
    ['-5', [0.5]],
    ['soon', [0.5]],
    ['0', [0]],
  ])('Retry-After: %s', async (value, expected) => {
    const { send, waits } = world([{ status: 429, headers: { 'retry-after': value } }, { status: 200 }]);
    await send('GET', '/subscriptions');
    expect(waits).toEqual(expected);
  });

  test('not when the certificate is the trouble, and only once when the name is', async () => {
    const untrusted = world([new RestError('x', { code: 'SELF_SIGNED_CERT_IN_CHAIN' })]);
    expect(await details(untrusted.send('GET', '/subscriptions'))).toMatchObject({ code: 'SELF_SIGNED_CERT_IN_CHAIN' });
    const nowhere = new RestError('x', { code: 'ENOTFOUND' });
    const offline = world([nowhere, nowhere]);
    expect(await details(offline.send('GET', '/subscriptions'))).toMatchObject({ code: 'ENOTFOUND', again: 'soon' });
    // The name of an instance that is just being made: whoever waits for it asks again.
    const early = world([nowhere]);
    const address = early.origins.addTwinsHost('plant.api.weu.digitaltwins.azure.net');
    expect(await details(early.send('GET', `${address}/models`))).toMatchObject({ code: 'ENOTFOUND' });
  });

  test('not after an interruption, whose reason is what is thrown', async () => {
    const { send, stop, sent } = world([]);
    const reason = new InterruptedError('SIGINT');
    stop.abort(reason);
    await expect(send('GET', '/subscriptions')).rejects.toBe(reason);
    expect(sent).toEqual([]);
  });
});

test('a write gets a connection of its own, which no earlier request has left open', async () => {
  const { send, connections } = world([{ status: 200 }, { status: 201 }]);
  await send('GET', '/subscriptions');
  await send('PUT', '/subscriptions/1/resourcegroups/g');
  expect(connections.map(({ fresh }) => fresh)).toEqual([false, true]);
  expect(connections[0]?.pool).not.toBe(connections[1]?.pool);
});

test.each([
  ['Wed, 21 Oct 2026 07:28:30 GMT', 30],
  ['Wed, 21 Oct 2026 07:27:00 GMT', undefined],
  ['1e3', undefined],
  ['', undefined],
])('Retry-After %s', (header, seconds) => {
  expect(retryAfterSeconds(header, Date.parse('Wed, 21 Oct 2026 07:28:00 GMT'))).toBe(seconds);
});
