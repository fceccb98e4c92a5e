import type { Call } from './call.ts';
import { refusal } from './refusal.ts';

/** A page of a list. ARM leaves `nextLink` out on the last page (recorded lists: none has the key). */
export interface Page {
  readonly value: readonly unknown[];
  readonly nextLink?: string;
}

/**
 * The page that the request asks for, of a list whose entries are made one by one. `nextLink` repeats the request's own
 * query and adds an opaque `$skiptoken`, as ARM's links do. `$top` is a hint that makes pages smaller.
 */
export function paged(call: Call, length: number, entry: (index: number) => unknown): Page {
  const { ask, context } = call;
  const skip = ask.query.get('$skiptoken') ?? ask.query.get('%24skiptoken');
  const start = skip === null ? 0 : Number(context.keys.unseal('page', skip)?.['at'] ?? NaN);
  if (!Number.isSafeInteger(start))
    throw refusal(400, 'InvalidSkipToken', `The provided skip token '${skip ?? ''}' is invalid.`);
  const top = Number(ask.query.get('$top') ?? Infinity);
  const size = Math.max(1, Math.min(context.settings.pageSize, Number.isFinite(top) && top > 0 ? top : Infinity));
  const end = Math.min(length, start + size);
  const value = Array.from({ length: Math.max(0, end - start) }, (_, offset) => entry(start + offset));
  if (end >= length) return { value };
  const query = new URLSearchParams(ask.query);
  query.delete('$skiptoken');
  query.set('$skiptoken', context.keys.seal('page', { at: end }));
  return { value, nextLink: `${context.origin}${ask.path}?${query.toString()}` };
}

/** A whole list that is at hand. */
export function pagedList(call: Call, list: readonly unknown[]): Page {
  return paged(call, list.length, (index) => list[index]);
}
