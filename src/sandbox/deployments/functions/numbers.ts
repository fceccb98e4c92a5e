import { functionError, TemplateError } from '../template-error.ts';
import { isList, type Value } from '../value.ts';
import { compareTexts } from './compare.ts';
import { type Arguments, type Builtin, define } from './define.ts';

const symbols: Readonly<Record<string, (one: bigint, other: bigint) => bigint>> = {
  add: (one, other) => one + other,
  sub: (one, other) => one - other,
  mul: (one, other) => one * other,
  div: (one, other) => one / other,
  mod: (one, other) => one % other,
};

/** Integers of 64 bits, as .NET's; beyond 53 bits JSON itself would lose digits, so that is where this ends. */
function arithmetic(name: string): readonly [string, Builtin] {
  return define(name, [2], ({ integer }) => {
    const [one, other] = [integer(0), integer(1)];
    if ((name === 'div' || name === 'mod') && other === 0)
      throw functionError(`The template language function '${name}' tried to divide by zero.`);
    const result = Number(symbols[name]?.(BigInt(one), BigInt(other)));
    if (!Number.isSafeInteger(result))
      throw functionError(
        `The template language function '${name}' overflowed with the operants '${one}' and '${other}'.`,
      );
    return result;
  });
}

function extreme(name: 'max' | 'min'): readonly [string, Builtin] {
  return define(name, [0, Infinity], ({ all, integer, count }) => {
    const first = all[0];
    const list = isList(first) && count === 1 ? first : undefined;
    const length = list?.length ?? count;
    if (length === 0)
      throw functionError(
        `Unable to evaluate template language function '${name}'. At least one parameter should be provided.`,
      );
    const values = Array.from({ length }, (_, at) => {
      const value = list === undefined ? integer(at) : list[at];
      if (typeof value === 'number') return value;
      throw functionError(
        `The template language function '${name}' expects all of its parameters to be of type 'Integer'.`,
      );
    });
    return values.reduce((best, each) => Math[name](best, each));
  });
}

/** Numbers are compared with numbers and texts with texts. */
function comparison(name: string, holds: (order: number) => boolean): readonly [string, Builtin] {
  return define(name, [2], ({ all, integer, text }) => {
    if (typeof all[0] === 'string') return holds(compareTexts(text(0), text(1)));
    return holds(integer(0) - integer(1));
  });
}

function int({ all, name }: Arguments): Value {
  const value = all[0] ?? null;
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value)) return Number(value);
  throw new TemplateError(
    `The template language function '${name}' cannot convert provided value '${typeof value === 'string' ? value : typeof value}' to integer value. Please see https://aka.ms/arm-function-int for usage details.`,
  );
}

function bool({ all, name }: Arguments): Value {
  const value = all[0] ?? null;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string' && /^(true|false)$/i.test(value.trim())) return value.trim().toLowerCase() === 'true';
  throw new TemplateError(
    `The template language function '${name}' was invoked with a parameter that is not valid. The value cannot be converted to the target type.`,
  );
}

function range({ integer }: Arguments): Value {
  const [start, count] = [integer(0), integer(1)];
  if (count < 0 || count > 10_000 || start + count > 2_147_483_647)
    throw new TemplateError(
      "The template language function 'range' parameters are out of range: 'count' must be a positive integer no larger than 1000 and the sum of 'start index' and 'count' must be no larger than 2147483647. Please see https://aka.ms/arm-function-range for usage details.",
    );
  return Array.from({ length: count }, (_, at) => start + at);
}

/** Functions of numbers and of order, and those that make numbers and truth values of texts. */
export const numberFunctions: readonly (readonly [string, Builtin])[] = [
  ...Object.keys(symbols).map(arithmetic),
  extreme('max'),
  extreme('min'),
  comparison('less', (order) => order < 0),
  comparison('lessOrEquals', (order) => order <= 0),
  comparison('greater', (order) => order > 0),
  comparison('greaterOrEquals', (order) => order >= 0),
  define('int', [1], int),
  define('float', [1], ({ all }) => Number(all[0])),
  define('bool', [1], bool),
  define('range', [2], range),
];
