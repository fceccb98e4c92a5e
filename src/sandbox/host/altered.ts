import { isObject } from '../../text/is-object.ts';

/** Changes to make in a value: every place in it, those within others last. */
function places(value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  const below = Array.isArray(value)
    ? value.map((each, at) => [each, at] as const)
    : isObject(value)
      ? Object.entries(value).map(([key, each]) => [each, key] as const)
      : [];
  return [path, ...below.flatMap(([each, key]) => places(each, [...path, key]))];
}

/** The value with another one in a place, or without what was there. */
function replaced(value: unknown, [first, ...rest]: readonly (string | number)[], to: unknown): unknown {
  if (first === undefined) return to;
  const changed = (key: string | number, each: unknown): readonly unknown[] => {
    if (key !== first) return [each];
    const now = replaced(each, rest, to);
    return now === undefined ? [] : [now];
  };
  if (Array.isArray(value)) return value.flatMap((each, at) => changed(at, each));
  const entries = Object.entries(value as object);
  return Object.fromEntries(entries.flatMap(([key, each]) => changed(key, each).map((now) => [key, now])));
}

/**
 * A body in which one value is another; `at` counts its values through, the whole first, and begins again at the end. `to` left
 * out: the value is missing.
 */
export function altered(body: unknown, at: number, to: unknown): unknown {
  const all = places(body);
  return replaced(body, all[at % all.length] ?? [], to);
}
