import type { IncomingMessage } from 'node:http';
import { readJson } from '../deployments/lenient-json.ts';
import type { Ask, Reply } from '../exchange.ts';

/** A request that can't be understood at all. */
export class WireError extends Error {
  override readonly name = 'WireError';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** ARM and the data plane take bodies up to 4 MB. */
const mostBytes = 4 * 1024 * 1024;

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read all the same, or the client would never come to read the answer.
    if (size <= mostBytes) chunks.push(chunk);
  }
  if (size > mostBytes) {
    throw new WireError(413, 'RequestContentTooLarge', 'The request content size exceeds the maximum size of 4 MB.');
  }
  return Buffer.concat(chunks);
}

/** The body by its content type: a form's fields or JSON. */
function parsedBody(bytes: Buffer, contentType: string, isLenient: boolean): unknown {
  if (bytes.length === 0) return undefined;
  const text = bytes.toString();
  if (/^application\/x-www-form-urlencoded/i.test(contentType)) return Object.fromEntries(new URLSearchParams(text));
  try {
    // What az sends to deployments is no JSON, and their errors say where in the text something stands.
    return isLenient ? readJson(text) : (JSON.parse(text) as unknown);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'not JSON';
    throw new WireError(
      400,
      'InvalidRequestContent',
      `The request content was invalid and could not be deserialized: '${why}'.`,
    );
  }
}

/** Header names are lower case already; several values of one name are joined. */
export function headersOf(message: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

/** A request without its body: enough to route it. */
export function addressOf(request: IncomingMessage): Omit<Ask, 'body'> {
  const [rawPath = '/', ...rest] = (request.url ?? '/').split('?');
  const path = rawPath.replace(/\/{2,}/g, '/');
  return {
    method: request.method ?? 'GET',
    path: path.startsWith('/') ? path : `/${path}`,
    query: new URLSearchParams(rest.join('?')),
    headers: headersOf(request),
  };
}

export async function bodyOfRequest(request: IncomingMessage): Promise<unknown> {
  const isDeployment = /\/providers\/Microsoft\.Resources\/deployments\//i.test(request.url ?? '');
  return parsedBody(await bytesOf(request), request.headers['content-type'] ?? '', isDeployment);
}

/** An answer as bytes and headers: JSON unless it is a text with a type of its own. No body is Content-Length 0. */
export function serialized(reply: Reply, method: string): { headers: Record<string, string>; body: Buffer } {
  const headers: Record<string, string> = { ...reply.headers };
  if (reply.body === undefined) {
    delete headers['Content-Type'];
    if (reply.status !== 204) headers['Content-Length'] = '0';
    return { headers, body: Buffer.alloc(0) };
  }
  const body = Buffer.from(
    typeof reply.body === 'string' && headers['Content-Type'] !== undefined ? reply.body : JSON.stringify(reply.body),
  );
  headers['Content-Type'] ??= 'application/json; charset=utf-8';
  headers['Content-Length'] = String(body.length);
  return { headers, body: method === 'HEAD' ? Buffer.alloc(0) : body };
}
