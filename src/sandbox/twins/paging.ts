import type { Ask } from '../exchange.ts';
import type { Json, JsonObject } from './json.ts';
import { isObject } from './json.ts';
import type { TwinsAsk } from './operation.ts';
import { RefusedError } from './refusal.ts';

/** How many items the caller wants at most (header max-items-per-page), never more than the service gives. */
export function pageSize(ask: Ask, most: number): number {
  const wanted = Number(ask.headers['max-items-per-page'] ?? ask.headers['x-ms-max-item-count'] ?? most);
  return Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, most) : most;
}

/** How far a result has been read, opaque to the caller. */
export function token(position: JsonObject): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

export function readToken(text: string): JsonObject {
  try {
    const position: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (isObject(position) && Number.isInteger(position['skip']) && Number(position['skip']) >= 0) return position;
  } catch {
    // Falls through to the refusal.
  }
  throw new RefusedError(400, 'BadRequest', 'The continuation token is invalid.');
}

/** One page of a list. Recorded: `nextLink` is there as null on the last page, where Resource Manager leaves it out. */
export function page(ask: TwinsAsk, all: readonly Json[], most: number): JsonObject {
  const given = ask.query.get('continuationToken');
  const skip = given === null ? 0 : Number(readToken(given)['skip']);
  const end = skip + pageSize(ask, most);
  return { value: all.slice(skip, end), nextLink: end < all.length ? nextLink(ask, end) : null };
}

function nextLink(ask: TwinsAsk, skip: number): string {
  const query = new URLSearchParams(ask.query);
  query.set('continuationToken', token({ skip }));
  return `${ask.address}${ask.path}?${query.toString()}`;
}
