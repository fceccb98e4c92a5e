import { Readable } from 'node:stream';
import { createHttpHeaders, createPipelineRequest, type HttpClient, RestError } from '@azure/core-rest-pipeline';
import { describe, expect, test } from '@jest/globals';
import { clouds } from '../../src/azure/clouds.ts';
import { originsOf, type Purpose } from '../../src/azure/http/origins.ts';
import { proxyFrom } from '../../src/azure/http/proxy.ts';
import { retryAfterSeconds } from '../../src/azure/http/retry.ts';
import type { TrafficEntry } from '../../src/azure/http/traffic.ts';
import { type Rules, transport } from '../../src/azure/http/transport.ts';
import { InterruptedError, SetupError } from '../../src/errors.ts';
import type { AzureEvent } from '../../src/port/azure.ts';

type Answer = { status: number; headers?: Record<string, string>; body?: string } | Error;

/** A network that gives these answers one after another, and a transport on it that never really waits. */
function world(
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

const lost = new RestError('socket hang up', { code: 'ECONNRESET' });

async function details(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof SetupError) return error;
  throw new Error(`no SetupError: ${String(error)}`);
}

describe('where requests may go', () => {
  test.each([
    'https://management.azure.com.evil.example/subscriptions',
    'https://evil.example/?next=management.azure.com',
    'https://management.azure.com:444/x',
    'https://user@management.azure.com/x',
    'http://management.azure.com/x',
    'https://login.microsoftonline.com/organizations/oauth2/v2.0/token',
    'https://plant.api.weu.digitaltwins.azure.net/models',
    'not an address',
  ])('not to %s', async (url) => {
    const { send, sent } = world([]);
    expect(await details(send('GET', url))).toMatchObject({ code: 'foreign-origin' });
    expect(sent).toEqual([]);
  });

  test('to an instance once its host name has been checked', async () => {
    const { send, origins } = world([{ status: 200 }]);
    const address = origins.addTwinsHost('Plant.api.weu.digitaltwins.azure.net');
    expect((await send('GET', `${address}/models`)).status).toBe(200);
    expect(() => origins.addTwinsHost('plant.api.weu.digitaltwins.azure.net.evil.example')).toThrow(SetupError);
  });

  test('sign-in traffic goes to the sign-in service only', async () => {
    const { send } = world([], { purpose: 'signIn' });
    expect(await details(send('GET', '/subscriptions'))).toMatchObject({ code: 'foreign-origin' });
  });
});

describe('a preview', () => {
  const sub = '/subscriptions/1';
  test.each([
    ['PUT', `${sub}/resourcegroups/g`],
    ['PATCH', `${sub}/resourcegroups/g`],
    ['DELETE', `${sub}/resourcegroups/g`],
    ['POST', `${sub}/providers/Microsoft.DigitalTwins/register`],
    ['POST', `${sub}/providers/Microsoft.DigitalTwins/locations/w/checkNameAvailability/x`],
    ['POST', 'https://graph.microsoft.com/v1.0/users'],
  ])('refuses %s %s and sends nothing', async (method, url) => {
    const { send, sent, requests } = world([], { allowWrites: false });
    expect(await details(send(method, url))).toMatchObject({ code: 'preview-refused-a-write' });
    expect({ sent, requests }).toEqual({ sent: [], requests: { reads: 0, writes: 0 } });
  });

  test.each([
    ['GET', `${sub}/resourcegroups/g`],
    ['HEAD', `${sub}/resourcegroups/g`],
    ['POST', `${sub}/providers/Microsoft.DigitalTwins/locations/w/checkNameAvailability?api-version=1`],
    ['POST', `//subscriptions/1/providers/microsoft.policyinsights/checkPolicyRestrictions`],
    ['POST', 'https://graph.microsoft.com/v1.0/directoryObjects/getByIds'],
  ])('sends %s %s, a read', async (method, url) => {
    const { send, requests } = world([{ status: 200 }], { allowWrites: false });
    await send(method, url);
    expect(requests).toEqual({ reads: 1, writes: 0 });
  });

  test('signing in is neither read nor write', async () => {
    const { send, requests } = world([{ status: 200 }], { allowWrites: false, purpose: 'signIn' });
    await send('POST', 'https://login.microsoftonline.com/organizations/oauth2/v2.0/token');
    expect(requests).toEqual({ reads: 0, writes: 0 });
  });
});

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

test.each([
  ['Wed, 21 Oct 2026 07:28:30 GMT', 30],
  ['Wed, 21 Oct 2026 07:27:00 GMT', undefined],
  ['1e3', undefined],
  ['', undefined],
])('Retry-After %s', (header, seconds) => {
  expect(retryAfterSeconds(header, Date.parse('Wed, 21 Oct 2026 07:28:00 GMT'))).toBe(seconds);
});

describe('the traffic log', () => {
  test('holds both sides, and no secret of either', async () => {
    const { send, log } = world([
      {
        status: 200,
        headers: {
          'content-type': 'application/json',
          'azure-asyncoperation': 'https://management.azure.com/x?api-version=1&t=canary&c=canary&s=canary&h=canary',
        },
        body: '{"name":"n","nested":[{"refresh_token":"canary"}],"text":"eyJhbGciOi.eyJzdWIi.canary"}',
      },
    ]);
    await send(
      'PUT',
      '/subscriptions/1/resourcegroups/g?api-version=2&sig=canary',
      '{"location":"w","client_secret":"canary"}',
      {
        'content-type': 'application/json',
        cookie: 'canary',
      },
    );
    expect(JSON.stringify(log)).not.toMatch(/canary|Bearer/);
    expect(log).toMatchObject([
      {
        method: 'PUT',
        status: 200,
        requestBody: { location: 'w' },
        responseBody: { name: 'n' },
        url: expect.stringContaining('api-version=2') as unknown,
      },
    ]);
    expect(Object.keys(log[0] ?? {})).toEqual([
      'time',
      'method',
      'url',
      'requestHeaders',
      'requestBody',
      'status',
      'responseHeaders',
      'responseBody',
      'ms',
    ]);
  });

  test('no code of a sign-in, in forms and in answers', async () => {
    const body = '{"device_code":"canary","user_code":"canary","message":"type canary","expires_in":900}';
    const { send, log } = world([{ status: 200, body }], { purpose: 'signIn' });
    await send(
      'POST',
      'https://login.microsoftonline.com/organizations/oauth2/v2.0/token',
      'grant_type=device_code&device_code=canary&client_secret=canary',
      { 'content-type': 'application/x-www-form-urlencoded' },
    );
    expect(JSON.stringify(log)).not.toContain('canary');
    expect(log).toMatchObject([{ requestBody: { grant_type: 'device_code' }, responseBody: { expires_in: 900 } }]);
  });

  test('errors keep their code, and lost answers are lines too', async () => {
    const { send, log } = world([{ status: 409, body: '{"error":{"code":"Conflict","message":"m"}}' }, lost]);
    await send('PUT', '/subscriptions/1/resourcegroups/g');
    await details(send('PUT', '/subscriptions/1/resourcegroups/g'));
    expect(log).toMatchObject([
      { responseBody: { error: { code: 'Conflict' } } },
      { status: null, responseBody: { networkError: 'ECONNRESET' } },
    ]);
  });
});

describe('the company proxy', () => {
  test('is read from the environment, with its exceptions', () => {
    const environment = {
      https_proxy: 'http://ana:p%40ss@proxy.example:8080',
      NO_PROXY: 'localhost, .corp.example,*.x.example',
    };
    expect(proxyFrom(environment)).toEqual({
      variable: 'https_proxy',
      settings: { host: 'http://proxy.example', port: 8080, username: 'ana', password: 'p@ss' },
      exceptions: ['.localhost', '.corp.example', '.x.example'],
    });
  });

  test.each([{}, { HTTPS_PROXY: '' }, { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }])('none in %j', (environment) => {
    expect(proxyFrom(environment)).toBeUndefined();
  });

  test.each(['proxy:8080', 'socks5://proxy', '::'])('%s is no proxy, and the variable is named', (value) => {
    expect(() => proxyFrom({ HTTPS_PROXY: value })).toThrow(/HTTPS_PROXY/);
  });
});
