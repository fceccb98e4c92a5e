import { isDeepStrictEqual } from 'node:util';
import { instance, v } from '../../sandbox/addresses.ts';
import type { Answer } from '../../sandbox/answer.ts';
import { type Bench, bench, clientSecret } from '../../sandbox/bench.ts';

/** One recorded request to the data plane, and what Azure answered. */
export interface Exchange {
  readonly method: string;
  /** With the query, the api-version included. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status: number;
  /** Undefined: no body. Times and entity tags stand for any of their form. */
  readonly answer?: unknown;
  /** The recorded ETag; undefined: none. What later requests send of it is sent with the tag that the sandbox gave. */
  readonly etag?: string;
  /** The recorded `x-ms-error-code`; undefined: none. */
  readonly errorCode?: string;
}

const tag = /W\/"[^"]*"/g;
const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)/g;

/** The same with every time and entity tag replaced by the form that it has. */
function formOf(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replace(tag, 'W/"…"').replace(time, (_all, _digits, zone: string) => `a time${zone}`);
  }
  if (Array.isArray(value)) return value.map(formOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, formOf(each)]));
}

/** Of lists, what the sandbox has must have been recorded: the recorded instance held what other tests had left there. */
function isAnswered(recorded: unknown, got: unknown): boolean {
  if (isList(recorded) && isList(got)) {
    const { value, ...rest } = recorded;
    return (
      isDeepStrictEqual(rest, without(got)) &&
      got.value.every((each) => value.some((other) => isDeepStrictEqual(other, each)))
    );
  }
  return isDeepStrictEqual(recorded, got);
}

interface List {
  readonly value: readonly unknown[];
}

const isList = (body: unknown): body is List =>
  typeof body === 'object' && body !== null && Array.isArray((body as { value?: unknown }).value);
const without = ({ value: _, ...rest }: List): object => rest;

/** An instance on which whoever asks has the data role, with the endpoint that recordings of event routes want. */
async function freshInstance(): Promise<Bench> {
  const made = bench();
  const headers = { authorization: `Bearer ${clientSecret}` };
  const body = { instances: [{ name: 'recorded', resourceGroup: 'rg-recorded' }] };
  await made.ask('POST', '/_sandbox/seed', { as: null, headers, body });
  const properties = {
    endpointType: 'EventHub',
    authenticationType: 'IdentityBased',
    endpointUri: 'sb://a.servicebus.windows.net/',
    entityPath: 'hub',
  };
  const endpoint = `${instance('recorded', 'rg-recorded')}/endpoints/someEventHubEndpoint?${v.twins}`;
  await made.ask('PUT', endpoint, { body: { properties } });
  made.pass(60);
  return made;
}

/** Makes the recorded requests in their order to an instance of the sandbox's, and says where it answers otherwise than Azure did. */
export async function replay(exchanges: readonly Exchange[]): Promise<readonly string[]> {
  const made = await freshInstance();
  const tags = new Map<string, string>();
  const differences: string[] = [];
  for (const exchange of exchanges) {
    const { method, path, body, status } = exchange;
    const headers = Object.fromEntries(
      Object.entries(exchange.headers ?? {}).map(([name, value]) => [name.toLowerCase(), tags.get(value) ?? value]),
    );
    const as = status === 401 ? { as: null } : {};
    const got = await made.ask(method, `/recorded.api.weu${path}`, {
      ...as,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    made.pass(1);
    if (exchange.etag !== undefined) tags.set(exchange.etag, got.headers['etag'] ?? '');
    for (const what of differencesOf(exchange, got)) differences.push(`${method} ${path}: ${what}`);
  }
  return differences;
}

function differencesOf({ status, answer, etag, errorCode }: Exchange, got: Answer): readonly string[] {
  const [recorded, here] = [formOf(answer), formOf(typeof got.body === 'string' ? JSON.parse(got.body) : got.body)];
  const is = (what: string, wanted: unknown, there: unknown): readonly string[] =>
    isAnswered(wanted, there) ? [] : [`${what} was ${shown(wanted)}, here ${shown(there)}`];
  return [
    ...is('status', status, got.status),
    ...is('body', recorded, here),
    ...is('ETag', etag !== undefined, /^W\/"/.test(got.headers['etag'] ?? '')),
    ...is('x-ms-error-code', errorCode, got.headers['x-ms-error-code']),
  ];
}

const shown = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));
