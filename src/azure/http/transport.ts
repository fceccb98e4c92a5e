import type { HttpClient, PipelinePolicy, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { SetupError } from '../../errors.ts';
import { holdSecretsOfBody, redactBody, redactHeaders, redactUrl, type TrafficEntry } from '../../local/redact.ts';
import type { AzureEvent } from '../../port/azure.ts';
import type { Cloud } from '../../port/cloud.ts';
import { hold } from '../../text/held-secrets.ts';
import { textOf, withText } from './body.ts';
import { codeOf, isCertificate, networkTrouble, neverSent } from './network.ts';
import { isWrite, type Origins, type Purpose, previewRefusesWrite } from './origins.ts';
import type { Proxy } from './proxy.ts';
import { longestWait, mayPass, mostTries, pause, retryAfterSeconds, waitBefore } from './retry.ts';
import type { Turns } from './turns.ts';

/** What all clients of one session share. */
export interface Rules {
  readonly cloud: Cloud;
  readonly origins: Origins;
  readonly allowWrites: () => boolean;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
  readonly requests: { reads: number; writes: number };
  readonly proxy: Proxy | undefined;
  /** Those of all requests, whatever they are for. */
  readonly turns: Turns;
  tell(event: AzureEvent): void;
  log?: ((entry: TrafficEntry) => void) | undefined;
  /** Tests pass one that doesn't wait. */
  pause?: typeof pause | undefined;
}

/** Seconds that one request may take. */
const requestSeconds = 60;

/** A request that got no answer. */
class LostAnswer extends Error {
  readonly code: string;
  constructor(code: string, cause: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

/**
 * The one way to the network, below the SDK clients and their policies. It refuses foreign origins, and writes in a
 * preview; counts; logs; ends requests that take too long; and repeats what can be repeated without doing anything
 * twice: reads after 429, 5xx and lost connections, writes only after 429, which says that they had no effect.
 */
export function transport(
  purpose: Purpose,
  rules: Rules,
  network: HttpClient,
  proxyPolicy: PipelinePolicy | undefined,
): HttpClient {
  const { cloud, origins, signal, turns } = rules;
  // Each object stands for a pool of connections. Writes get fresh connections: an idle one that the server is just
  // closing would leave it unknown whether the request arrived.
  const trust = { rejectUnauthorized: true, ...(cloud.ca === undefined ? {} : { ca: cloud.ca }) };
  const pools = { read: { ...trust }, write: { ...trust } };

  async function exchange(request: PipelineRequest, write: boolean): Promise<PipelineResponse> {
    const limit = new AbortController();
    const outer = request.abortSignal;
    const stop = (): void => limit.abort();
    signal.addEventListener('abort', stop, { once: true });
    outer?.addEventListener('abort', stop);
    const clock = { late: false };
    const timer = setTimeout(() => {
      clock.late = true;
      limit.abort();
    }, Math.min(requestSeconds, rules.timeoutSeconds) * 1000);
    request.abortSignal = limit.signal;
    request.timeout = 0;
    request.tlsSettings = write ? pools.write : pools.read;
    request.disableKeepAlive = write;
    delete request.agent;
    // All answers come as streams, so that none is read without end.
    request.streamResponseStatusCodes = new Set([Number.POSITIVE_INFINITY]);
    try {
      const response =
        proxyPolicy === undefined
          ? await network.sendRequest(request)
          : await proxyPolicy.sendRequest(request, (next) => network.sendRequest(next));
      return await withText(response);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (outer?.aborted === true) throw error;
      if (error instanceof SetupError) throw error;
      throw new LostAnswer(clock.late ? 'ETIMEDOUT' : codeOf(error), error);
    } finally {
      delete request.streamResponseStatusCodes;
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      outer?.removeEventListener('abort', stop);
      if (outer === undefined) delete request.abortSignal;
      else request.abortSignal = outer;
    }
  }

  async function logged(request: PipelineRequest, write: boolean): Promise<PipelineResponse> {
    if (signal.aborted) throw signal.reason;
    if (purpose === 'azure') rules.requests[write ? 'writes' : 'reads'] += 1;
    const start = Date.now();
    const write_ = (status: number | null, headers: Iterable<[string, string]>, body: () => unknown): void =>
      rules.log?.({
        time: new Date(start).toISOString(),
        method: request.method,
        url: redactUrl(request.url),
        requestHeaders: redactHeaders(request.headers),
        requestBody: redactBody(textOf(request.body), request.headers.get('content-type')),
        status,
        responseHeaders: redactHeaders(headers),
        responseBody: body(),
        ms: Date.now() - start,
      });
    try {
      holdSecrets(request);
      const response = await exchange(request, write);
      if (purpose === 'signIn') holdSecretsOfBody(response.bodyAsText, response.headers.get('content-type'));
      write_(response.status, response.headers, () =>
        redactBody(response.bodyAsText ?? undefined, response.headers.get('content-type')),
      );
      return response;
    } catch (error) {
      write_(null, [], () => ({ networkError: error instanceof LostAnswer ? error.code : 'stopped' }));
      throw error;
    }
  }

  /** What is sent may come back in any answer, and is shown in none. */
  function holdSecrets(request: PipelineRequest): void {
    hold(request.headers.get('authorization')?.replace(/^\w+ /, ''));
    if (purpose === 'signIn') holdSecretsOfBody(textOf(request.body), request.headers.get('content-type'));
  }

  return {
    sendRequest: async (request) => {
      if (signal.aborted) throw signal.reason;
      origins.check(request.url, purpose);
      const write = purpose === 'azure' && isWrite(request.method, request.url);
      if (write && !rules.allowWrites()) throw previewRefusesWrite(request.method, request.url);
      return repeat(request, write);
    },
  };

  async function repeat(request: PipelineRequest, write: boolean): Promise<PipelineResponse> {
    const { host } = new URL(request.url);
    const deadline = Date.now() + rules.timeoutSeconds * 1000;
    for (let tries = 1; ; tries += 1) {
      const outcome = await turns
        .take(() => logged(request, write))
        .catch((error: unknown) => {
          if (error instanceof LostAnswer) return error;
          throw error;
        });
      const asked = outcome instanceof LostAnswer ? undefined : askedWait(outcome);
      const seconds = waitBefore(tries, asked);
      const spent = tries >= mostTries || Date.now() + seconds * 1000 > deadline;
      if (outcome instanceof LostAnswer) {
        // A host without a name may be an instance that is just being made: what asks it waits, and asks again.
        const hopeless =
          isCertificate(outcome.code) || (neverSent(outcome.code) && (tries >= 2 || cloud.isTwinsHost(host)));
        const giveUp = write || hopeless;
        if (spent || giveUp) throw noAnswer(outcome, host, write);
        rules.tell({ kind: 'delayed', seconds, why: `the connection to ${host} failed (${outcome.code})` });
      } else {
        const again = write ? outcome.status === 429 : mayPass(outcome.status);
        if (!again || spent || seconds > longestWait) return outcome;
        const why = outcome.status === 429 ? 'asks for fewer requests' : 'has a short problem';
        rules.tell({ kind: 'delayed', seconds, why: `${cloud.title} ${why} (${outcome.status})` });
      }
      const rest = (rules.pause ?? pause)(seconds, signal);
      if (!(outcome instanceof LostAnswer) && outcome.status === 429) turns.rest(rest);
      await rest;
    }
  }

  /** A host that goes around the proxy never blames it. */
  function variableFor(host: string): string | undefined {
    const { hostname } = new URL(`https://${host}`);
    return rules.proxy?.serves(hostname) === true ? rules.proxy.variable : undefined;
  }

  function noAnswer(lost: LostAnswer, host: string, changes: boolean): SetupError {
    return new SetupError(
      networkTrouble({ code: lost.code, host, changes, proxyVariable: variableFor(host), practice: cloud.practice }),
      lost.cause,
    );
  }
}

function askedWait(response: PipelineResponse): number | undefined {
  return mayPass(response.status) ? retryAfterSeconds(response.headers.get('retry-after'), Date.now()) : undefined;
}
