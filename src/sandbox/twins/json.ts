import { isObject as isAnyObject } from '../../text/is-object.ts';

/** What JSON.parse can give. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** Whether JSON is an object. */
export const isObject = isAnyObject as (value: unknown) => value is JsonObject;

export function isArray(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** The object's own value under a name that a stranger chose: never something inherited, whatever the name. */
export function own<Value>(object: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export function ownText(object: JsonObject, key: string): string | undefined {
  const value = own(object, key);
  return typeof value === 'string' ? value : undefined;
}

/** A copy without these names. */
export function without<Value>(object: Readonly<Record<string, Value>>, ...keys: string[]): Record<string, Value> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** Bytes of the value written as JSON; Infinity when it is nested more than `depth` levels, which is not written at all. */
export function sizeOf(value: Json, depth = 64): number {
  let level: readonly Json[] = [value];
  for (let at = 0; level.length > 0; at++) {
    if (at > depth) return Infinity;
    level = level.flatMap((each): readonly Json[] =>
      isArray(each) ? each : isObject(each) ? Object.values(each) : [],
    );
  }
  return Buffer.byteLength(JSON.stringify(value));
}
