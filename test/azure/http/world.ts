import { createHttpHeaders, createPipelineRequest, type HttpClient, RestError } from '@azure/core-rest-pipeline';
import { clouds } from '../../../src/azure/clouds.ts';
import { originsOf, type Purpose } from '../../../src/azure/http/origins.ts';
import { type Rules, transport } from '../../../src/azure/http/transport.ts';
import { turnsOf } from '../../../src/azure/http/turns.ts';
import { SetupError } from '../../../src/errors.ts';
import type { TrafficEntry } from '../../../src/local/redact.ts';
import type { AzureEvent } from '../../../src/port/azure.ts';

export type Answer = { status: number; headers?: Record<string, string>; body?: string } | Error;

/** A network that gives these answers one after another, and a transport on it that never really waits. */
export function world(
  answers: readonly Answer[],
  options: { allowWrites?: boolean; purpose?: Purpose; timeoutSeconds?: number } = {},
) {
  const left = [...answers];
  const sent: string[] = [];
  const connections: { readonly fresh: boolean | undefined; readonly pool: object | undefined }[] = [];
  const waits: number[] = [];
  const events: AzureEvent[] = [];
  const log: TrafficEntry[] = [];
  const stop = new AbortController();
  const network: HttpClient = {
    sendRequest: (request) => {
      sent.push(`${request.method} ${request.url}`);
      connections.push({ fresh: request.disableKeepAlive, pool: request.tlsSettings });
      const answer = left.shift();
      if (answer === undefined) return Promise.reject(new Error('one request too many'));
      if (answer instanceof Error) return Promise.reject(answer);
      const { status, headers = {}, body = '{}' } = answer;
      return Promise.resolve({ status, headers: createHttpHeaders(headers), bodyAsText: body, request });
    },
  };
  const rules: Rules = {
    cloud: clouds.AzureCloud,
    origins: originsOf(clouds.AzureCloud),
    allowWrites: () => options.allowWrites ?? true,
    timeoutSeconds: options.timeoutSeconds ?? 600,
    signal: stop.signal,
    requests: { reads: 0, writes: 0 },
    proxy: undefined,
    turns: turnsOf(),
    tell: (event) => events.push(event),
    log: (entry) => log.push(entry),
    pause: (seconds, signal) => {
      waits.push(seconds);
      return signal.aborted ? Promise.reject(signal.reason as Error) : Promise.resolve();
    },
  };
  const client = transport(options.purpose ?? 'azure', rules, network, undefined);
  const send = (method: string, url: string, body?: string, headers: Record<string, string> = {}) =>
    client.sendRequest(
      createPipelineRequest({
        method: method as 'GET',
        url: url.startsWith('/') ? `https://management.azure.com${url}` : url,
        headers: createHttpHeaders({ authorization: 'Bearer secret', ...headers }),
        ...(body === undefined ? {} : { body }),
      }),
    );
  return { send, sent, connections, waits, events, log, stop, requests: rules.requests, origins: rules.origins };
}

/** What a request fails with whose answer never arrives. */
export const lost = new RestError('socket hang up', { code: 'ECONNRESET' });

/** What a request fails with, in words for a person. */
export async function details(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof SetupError) return error;
  throw new Error(`no SetupError: ${String(error)}`);
}
