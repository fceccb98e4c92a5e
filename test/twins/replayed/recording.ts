import { isDeepStrictEqual } from 'node:util';
import type { Exchange } from './replay.ts';

/** A request and its answer, as the test proxy of Microsoft's SDKs writes them. */
interface Entry {
  readonly RequestUri: string;
  readonly RequestMethod: string;
  readonly RequestHeaders: Readonly<Record<string, unknown>>;
  readonly RequestBody: unknown;
  readonly StatusCode: number;
  readonly ResponseHeaders: Readonly<Record<string, unknown>>;
  readonly ResponseBody: unknown;
}

/** The exchanges of a recording with an instance's own endpoint; undefined where the file is no such recording. */
export function exchangesOf(recording: unknown): readonly Exchange[] | undefined {
  const entries = (recording as { Entries?: readonly Entry[] } | null)?.Entries;
  if (!Array.isArray(entries)) return undefined;
  const all = (entries as readonly Entry[]).filter((each) =>
    new URL(each.RequestUri).hostname.includes('.digitaltwins.'),
  );
  // What was throttled was sent again.
  return settled(all.filter((each) => each.StatusCode !== 429).map(exchangeOf));
}

/** Azure finds by queries what was written some seconds ago: of a query asked again and again, the last answer counts. */
function settled(exchanges: readonly Exchange[]): readonly Exchange[] {
  const isSame = (a: Exchange, b: Exchange | undefined): boolean =>
    b !== undefined && a.path === b.path && isDeepStrictEqual(a.body, b.body);
  return exchanges.filter((each, at) => !(each.path.startsWith('/query') && isSame(each, exchanges[at + 1])));
}

const sent = ['If-Match', 'If-None-Match', 'Message-Id', 'Telemetry-Source-Time', 'max-items-per-page'];

function exchangeOf(entry: Entry): Exchange {
  const url = new URL(entry.RequestUri);
  const headers = Object.entries(entry.RequestHeaders).filter(
    (pair): pair is [string, string] => sent.includes(pair[0]) && typeof pair[1] === 'string',
  );
  const body = parsed(entry.RequestBody);
  const { ETag: etag, 'x-ms-error-code': errorCode } = entry.ResponseHeaders;
  const answer = parsed(entry.ResponseBody);
  return {
    method: entry.RequestMethod,
    path: url.pathname + url.search,
    status: entry.StatusCode,
    headers: Object.fromEntries(headers),
    ...(body === undefined ? {} : { body }),
    ...(entry.StatusCode === 204 || answer === undefined ? {} : { answer }),
    ...(typeof etag === 'string' ? { etag } : {}),
    ...(typeof errorCode === 'string' ? { errorCode } : {}),
  };
}

/** Lists stand in recordings as texts. */
function parsed(body: unknown): unknown {
  if (body === null || body === '') return undefined;
  return typeof body === 'string' ? JSON.parse(body) : body;
}
