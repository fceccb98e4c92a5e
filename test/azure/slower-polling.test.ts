import { createHttpHeaders, createPipelineRequest, type PipelineResponse } from '@azure/core-rest-pipeline';
import { expect, test } from '@jest/globals';
import { slowerPolling } from '../../src/azure/http/slower-polling.ts';

const address = 'https://login.microsoftonline.com/organizations/oauth2/v2.0';

test('each "slow_down" lengthens the wait between two polls by five seconds, and a new code begins anew (RFC 8628, 3.5)', async () => {
  const waits: number[] = [];
  const pause = (seconds: number): Promise<void> => {
    waits.push(seconds);
    return Promise.resolve();
  };
  const ask = async (client: ReturnType<typeof slowerPolling>, path: string): Promise<unknown> => {
    const answer: PipelineResponse = await client.sendRequest(createPipelineRequest({ url: `${address}/${path}` }));
    return (JSON.parse(answer.bodyAsText ?? '') as { error?: unknown }).error;
  };
  let says = '';
  const plain = {
    sendRequest: (request: ReturnType<typeof createPipelineRequest>): Promise<PipelineResponse> =>
      Promise.resolve({ status: 400, headers: createHttpHeaders(), request, bodyAsText: `{"error":"${says}"}` }),
  };
  const client = slowerPolling(plain, { signal: new AbortController().signal, pause });
  const heard: unknown[] = [];
  for (says of ['authorization_pending', 'slow_down', 'authorization_pending', 'slow_down', 'expired_token']) {
    heard.push(await ask(client, 'token'));
  }
  expect(heard).toEqual([...Array.from({ length: 4 }, () => 'authorization_pending'), 'expired_token']);
  expect(waits).toEqual([5, 5, 10]);
  says = 'authorization_pending';
  await ask(client, 'devicecode');
  await ask(client, 'token');
  expect(waits).toHaveLength(3);
});
