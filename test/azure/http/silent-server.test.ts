import { Readable } from 'node:stream';
import { createHttpHeaders, createPipelineRequest, type HttpClient } from '@azure/core-rest-pipeline';
import { describe, expect, test } from '@jest/globals';
import { clouds } from '../../../src/azure/clouds.ts';
import { originsOf } from '../../../src/azure/http/origins.ts';
import { type Rules, transport } from '../../../src/azure/http/transport.ts';
import { turnsOf } from '../../../src/azure/http/turns.ts';
import { InterruptedError } from '../../../src/errors.ts';
import { details } from './world.ts';

describe('a server that never answers', () => {
  const silent: HttpClient = {
    sendRequest: (request) =>
      new Promise((_, reject) => {
        request.abortSignal?.addEventListener('abort', () => reject(new Error('aborted')));
      }),
  };
  const rules = (signal: AbortSignal, timeoutSeconds: number): Rules => ({
    cloud: clouds.AzureCloud,
    origins: originsOf(clouds.AzureCloud),
    allowWrites: () => true,
    timeoutSeconds,
    signal,
    requests: { reads: 0, writes: 0 },
    proxy: undefined,
    turns: turnsOf(),
    tell: () => undefined,
  });
  const put = () =>
    createPipelineRequest({ method: 'PUT', url: 'https://management.azure.com/subscriptions/1/resourcegroups/g' });

  test('is left at the time limit', async () => {
    const client = transport('azure', rules(new AbortController().signal, 0.02), silent, undefined);
    expect(await details(client.sendRequest(put()))).toMatchObject({ code: 'ETIMEDOUT', again: 'soon' });
  });

  test('or never stops is not read to its end', async () => {
    let read = 0;
    const endless: HttpClient = {
      sendRequest: (request) => {
        const body = Readable.from(
          (function* () {
            for (; read < 200; read += 1) yield Buffer.alloc(1024 * 1024);
          })(),
        );
        // As the SDK's client does: a stream for the statuses that one is wanted for, else all of the text.
        const isStream = request.streamResponseStatusCodes?.has(Number.POSITIVE_INFINITY) === true;
        const parts = isStream ? { readableStreamBody: body } : { bodyAsText: '{}' };
        return Promise.resolve({ status: 200, headers: createHttpHeaders(), request, ...parts });
      },
    };
    const client = transport('azure', rules(new AbortController().signal, 60), endless, undefined);
    expect(await details(client.sendRequest(put()))).toMatchObject({ code: 'answer-too-large', ending: 'forNow' });
    expect(read).toBeLessThan(40);
  });

  test('is left at once when the program ends', async () => {
    const stop = new AbortController();
    const work = transport('azure', rules(stop.signal, 60), silent, undefined).sendRequest(put());
    const reason = new InterruptedError('SIGTERM');
    stop.abort(reason);
    await expect(work).rejects.toBe(reason);
  });
});
