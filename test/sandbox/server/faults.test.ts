import { describe, expect, test } from '@jest/globals';
import { altered } from '../../../src/sandbox/host/altered.ts';
import type { StartedSandbox } from '../../../src/sandbox/server.ts';
import { authorized, newDirectory, resources, started } from './scene.ts';

describe('faults on demand', () => {
  const path = (sandbox: StartedSandbox, name: string): string =>
    `/subscriptions/${sandbox.subscriptionId}/resourceGroups/${name}?${resources}`;
  const body = { location: 'westeurope' };

  test('strike the n-th matching request, as often as they say', async () => {
    const sandbox = await started({ dataDirectory: newDirectory() });
    const ask = await authorized(sandbox);
    sandbox.addFault({
      method: 'GET',
      address: 'resourcegroups',
      nth: 2,
      times: 2,
      what: { is: 'status', status: 429, retryAfter: '7' },
    });
    const list = () => ask('GET', `/subscriptions/${sandbox.subscriptionId}/resourceGroups?${resources}`);
    const answers = [await list(), await list(), await list(), await list()];
    expect(answers.map((each) => each.status)).toEqual([200, 429, 429, 200]);
    expect(answers[1]).toMatchObject({ headers: { 'retry-after': '7' } });
    expect(JSON.parse(answers[1]?.text ?? '')).toMatchObject({ error: { code: 'SubscriptionRequestsThrottled' } });
  });

  test.each([
    [{ is: 'reset', after: false }, 404],
    [{ is: 'reset', after: true }, 200],
    [{ is: 'silence' }, 200],
  ] as const)('%j: no answer, and the effect is as it says', async (what, status) => {
    const sandbox = await started({ dataDirectory: newDirectory() });
    const ask = await authorized(sandbox);
    sandbox.addFault({ method: 'PUT', what });
    await expect(ask('PUT', path(sandbox, 'new'), body, 400)).rejects.toThrow();
    expect((await ask('GET', path(sandbox, 'new'))).status).toBe(status);
  });

  test.each([
    [{ is: 'status', status: 500 }, 500, 404],
    [{ is: 'status', status: 504, takesEffect: true }, 504, 200],
    [{ is: 'foreign' }, 200, 404],
    [{ is: 'truncated' }, 201, 200],
    [{ is: 'altered', at: 0, to: null }, 201, 200],
    [{ is: 'delay', seconds: 0.05 }, 201, 200],
  ] as const)('%j: the answer, and then the effect', async (what, status, afterwards) => {
    const sandbox = await started({ dataDirectory: newDirectory() });
    const ask = await authorized(sandbox);
    sandbox.addFault({ method: 'PUT', what });
    const answer = await ask('PUT', path(sandbox, 'new'), body);
    expect(answer.status).toBe(status);
    if (what.is === 'foreign') expect(answer.text).toContain('<html>');
    if (what.is === 'truncated') expect(() => JSON.parse(answer.text) as unknown).toThrow();
    expect((await ask('GET', path(sandbox, 'new'))).status).toBe(afterwards);
    sandbox.clearFaults();
  });

  test.each([
    [0, 7, 7],
    [1, 'x', { id: 'x', tags: { a: '1' }, list: ['b'] }],
    [3, undefined, { id: 'i', tags: {}, list: ['b'] }],
    [5, undefined, { id: 'i', tags: { a: '1' }, list: [] }],
    [7, 'y', { id: 'y', tags: { a: '1' }, list: ['b'] }],
  ])('altered, place %d: one value is another, or missing', (at, to, expected) => {
    expect(altered({ id: 'i', tags: { a: '1' }, list: ['b'] }, at, to)).toEqual(expected);
  });
});
