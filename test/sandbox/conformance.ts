import { appendFileSync } from 'node:fs';
import type { TrafficEntry } from '../../src/sandbox/server.ts';

/*
 * Traffic for a judge that holds logs against Microsoft's specifications. It is collected where ADT_TEST_TRAFFIC says.
 * Where the service is proved to differ from its specification, or this server must, the entry is brought to the
 * specification's form or left out; every such place is a rule here, with its reason.
 */

/** Api-versions that the collected specifications describe; older ones are served because recorded clients send them. */
const control = new Set([
  '2016-06-01',
  '2022-12-01',
  '2025-04-01',
  '2022-04-01',
  '2020-10-01',
  '2020-05-01',
  '2023-01-31',
  '2023-03-01',
]);
const data = new Set(['2020-10-31', '2022-05-31', '2023-10-31']);

type Judged = TrafficEntry & { readonly expectInvalidRequest?: boolean };

function withUrl(entry: Judged, change: (url: string) => string): Judged {
  return { ...entry, url: change(entry.url) };
}

/** The entry as the judge should see it; undefined when the specifications can't say anything about it. */
export function prepared(entry: TrafficEntry): Judged | undefined {
  const url = new URL(entry.url);
  const version = url.searchParams.get('api-version') ?? '';
  const host = /^\/[^/]+\.api\.[a-z0-9]+(?=\/)/i.exec(url.pathname)?.[0];
  // Pages, cloud metadata and health are nobody's specification.
  if (/^\/($|portal|devicelogin|metadata|health)/i.test(url.pathname)) return undefined;
  if (host !== undefined) {
    // Recorded: 403 without a body, and 57 or 48 bytes in another shape. The host label is a segment of the path here.
    if (
      entry.responseBody === null ||
      ([401, 404].includes(entry.status) && typeof entry.responseBody === 'string') ||
      !data.has(version)
    )
      return undefined;
    const rest = withUrl(entry, (text) => text.replace(host, ''));
    return entry.status >= 400 ? { ...rest, expectInvalidRequest: true } : rest;
  }
  // An answer to HEAD has no body, whatever the specification says of errors; any resource can be asked for by its id, which is
  // specified for all of them at once.
  if (entry.method === 'HEAD' && (entry.status >= 400 || /digitalTwinsInstances/i.test(url.pathname))) return undefined;
  // Recorded: a failed group deletion answers with capital letters.
  if (entry.status === 409 && JSON.stringify(entry.responseBody).startsWith('{"Error"')) return undefined;
  // In no specification: rights at a subscription (documented example), and addresses written with doubled slashes.
  if (
    /^\/subscriptions\/[^/]+\/providers\/Microsoft\.Authorization\/permissions$/i.test(url.pathname) ||
    // The scope before it is empty: the directory's own (az asks so).
    /^\/providers\/Microsoft\.Authorization\/roleDefinitions/i.test(url.pathname) ||
    url.pathname.slice(1).includes('//')
  )
    return undefined;
  if (
    entry.status < 400 &&
    !control.has(version) &&
    !/\/oauth2\/|\/v1\.0\/|\.well-known|\/discovery\//.test(url.pathname)
  )
    return undefined;
  // Recorded: the collection of statuses is called operationsStatuses, with an s that the specification lacks.
  // The specification has a "parent resource path" before the type, which is empty here; Azure takes it without its slash.
  const named = withUrl(entry, (text) =>
    text
      .replace(/operationsStatuses/i, 'operationStatuses')
      .replace(/(\/providers\/[^/]+)(\/[^/]+\/[^/]+\/providers\/Microsoft\.Authorization\/permissions\?)/i, '$1/$2'),
  );
  // The specification's name pattern is ASCII, Azure's rule is not.
  if (/\/resourceGroups\/[^/]*%/i.test(url.pathname)) return { ...named, expectInvalidRequest: true };
  if (entry.status < 400) return named;
  return { ...named, expectInvalidRequest: true, responseBody: plainError(entry.responseBody) };
}

/** ARM adds `target` and `additionalInfo` to policy errors; the provider's specification has code and message only. */
function plainError(body: unknown): unknown {
  const error = (body as { error?: { code?: unknown; message?: unknown } } | null)?.error;
  if (typeof error !== 'object') return body;
  return { error: { code: error.code, message: error.message } };
}

/** Collects an entry, when somebody asks for it. */
export function collect(entry: TrafficEntry): void {
  const file = process.env['ADT_TEST_TRAFFIC'];
  const judged = file === undefined ? undefined : prepared(entry);
  if (file !== undefined && judged !== undefined) appendFileSync(file, `${JSON.stringify(judged)}\n`);
}
