import { functionError } from '../template-error.ts';
import { kindOf, type Value } from '../value.ts';
import { type Arguments, type Builtin, define } from './define.ts';

/** A lambda's answer of the type that the function needs. */
function returned<T extends Value>(
  name: string,
  value: Value,
  at: number,
  [expected, fits]: readonly [string, (value: Value) => value is T],
): T {
  if (fits(value)) return value;
  throw functionError(
    `The lambda expression provided to language function '${name}' is expected to return a value of type '${expected}', but evaluation on the input element at position ${at} returned a value of type '${kindOf(value)}'.`,
  );
}

const flag = ['Boolean', (value: Value): value is boolean => typeof value === 'boolean'] as const;
const text = ['String', (value: Value): value is string => typeof value === 'string'] as const;

function toObject({ list, lambda, count }: Arguments): Value {
  const entries = new Map<string, [name: string, value: Value]>();
  for (const [at, each] of list(0).entries()) {
    const name = returned('toObject', lambda(1).call(each), at, text);
    if (entries.has(name.toLowerCase()))
      throw functionError(
        `The lambda expression parameter at index '1' of function 'toObject' returned a duplicate key '${name}'. Object keys must be strings that are case-insensitively unique.`,
      );
    entries.set(name.toLowerCase(), [name, count > 2 ? lambda(2).call(each) : each]);
  }
  return Object.fromEntries(entries.values());
}

function groupBy({ list, lambda }: Arguments): Value {
  const groups = new Map<string, [name: string, members: Value[]]>();
  for (const [at, each] of list(0).entries()) {
    const name = returned('groupBy', lambda(1).call(each, at), at, text);
    const group = groups.get(name.toLowerCase()) ?? [name, []];
    group[1].push(each);
    groups.set(name.toLowerCase(), group);
  }
  return Object.fromEntries(groups.values());
}

/** A stable order: the lambda says whether the first of two comes before the second. */
function sorted({ list, lambda }: Arguments): Value {
  return [...list(0)].sort((one, other) => {
    if (returned('sort', lambda(1).call(one, other), 0, flag)) return -1;
    return returned('sort', lambda(1).call(other, one), 0, flag) ? 1 : 0;
  });
}

/** Functions that take a lambda. */
export const lambdaFunctions: readonly (readonly [string, Builtin])[] = [
  define('filter', [2], ({ list, lambda }) =>
    list(0).filter((each, at) => returned('filter', lambda(1).call(each, at), at, flag)),
  ),
  define('groupBy', [2], groupBy),
  define('map', [2], ({ list, lambda }) => list(0).map((each, at) => lambda(1).call(each, at))),
  define('mapValues', [2], ({ object, lambda }) =>
    Object.fromEntries(Object.entries(object(0)).map(([name, each]) => [name, lambda(1).call(each)])),
  ),
  define('reduce', [3], ({ list, any, lambda }) =>
    list(0).reduce<Value>((sum, each, at) => lambda(2).call(sum, each, at), any(1)),
  ),
  define('sort', [2], sorted),
  define('toObject', [2, 3], toObject),
];
