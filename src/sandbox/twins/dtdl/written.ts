import { isArray, isObject, type Json, type JsonObject, own } from '../json.ts';
import { type Context, contextWithin } from './context.ts';
import type { Written } from './place.ts';
import { typesOf } from './types.ts';
import { classOf, inferredClass, propertyOf } from './vocabulary.ts';

/** The elements written in an interface, by identifier: only there can they be referred to. */
export function writtenIn(document: JsonObject, context: Context): ReadonlyMap<string, Written> {
  const found = new Map<string, Written>();
  for (const [key, each] of Object.entries(document)) collect(each, key, context, found);
  return found;
}

function collect(value: Json, key: string, around: Context, found: Map<string, Written>): void {
  if (isArray(value)) {
    for (const each of value) collect(each, key, around, found);
    return;
  }
  if (!isObject(value)) return;
  const context = contextAround(value, around);
  if (context === undefined || typesOf(value).some((each) => classOf(each, context.version) === 'Interface')) return;
  const id = own(value, '@id');
  if (typeof id === 'string' && Object.keys(value).length > 1) {
    const inferred = inferredClass(propertyOf(key, around.version), context.version);
    found.set(id, { object: value, context, inferred });
  }
  for (const [inner, each] of Object.entries(value)) collect(each, inner, context, found);
}

/** A context that can't be read is refused where the element is. */
function contextAround(object: JsonObject, around: Context): Context | undefined {
  try {
    return contextWithin(own(object, '@context'), around);
  } catch {
    return undefined;
  }
}
