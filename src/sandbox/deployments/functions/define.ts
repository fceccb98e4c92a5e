import type { Argument, Lambda } from '../expression/frame.ts';
import { functionError, TemplateError } from '../template-error.ts';
import { isList, isRecord, kindOf, type Value, type ValueObject } from '../value.ts';

/** A function that needs nothing but its arguments. */
export type Builtin = (args: readonly Argument[]) => Value;

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];

function isLambda(value: Argument | undefined): value is Lambda {
  return typeof value === 'object' && value !== null && 'lambda' in value && value.lambda === true;
}

/** The type of an argument in error texts. */
export function typeOfArgument(value: Argument | undefined): string {
  return isLambda(value) ? 'lambda' : kindOf(value ?? null);
}

/** How many arguments a function takes. */
interface Arity {
  readonly least: number;
  readonly most: number;
}

/** One function while it is evaluated: its arguments, checked as they are asked for. */
export interface Arguments {
  readonly name: string;
  readonly all: readonly Argument[];
  readonly count: number;
  text(at: number): string;
  integer(at: number): number;
  list(at: number): readonly Value[];
  object(at: number): ValueObject;
  flag(at: number): boolean;
  lambda(at: number): Lambda;
  any(at: number): Value;
}

function wrongType(name: string, at: number, arity: Arity, expected: string, value: Argument | undefined): Error {
  const which = arity.most === 1 ? '' : `${ordinals[at] ?? `${at + 1}th`} `;
  return functionError(
    `The template language function '${name}' expects its ${which}parameter to be of type '${expected}'. The provided value is of type '${typeOfArgument(value)}'.`,
  );
}

function argumentsOf(name: string, arity: Arity, all: readonly Argument[]): Arguments {
  const need =
    <T extends Argument>(expected: string, fits: (value: Argument) => value is T) =>
    (at: number): T => {
      const value = all[at] ?? null;
      if (!fits(value)) throw wrongType(name, at, arity, expected, value);
      return value;
    };
  const plain = (value: Argument): value is Value => !isLambda(value);
  return {
    name,
    all,
    count: all.length,
    text: need('String', (value) => typeof value === 'string'),
    integer: need('Integer', (value): value is number => typeof value === 'number' && Number.isInteger(value)),
    list: need('Array', (value): value is readonly Value[] => isList(value)),
    object: need('Object', (value): value is ValueObject => isRecord(value) && !isLambda(value)),
    flag: need('Boolean', (value) => typeof value === 'boolean'),
    lambda: (at) => {
      const value = all[at];
      if (isLambda(value)) return value;
      throw functionError(
        `The template language function '${name}' expects its ${ordinals[at] ?? ''} parameter to be of type 'lambda'. The provided value is of type 'Token'.`,
      );
    },
    any: need('String, Integer, Boolean, Object, Array', plain),
  };
}

function wrongCount(name: string, arity: Arity, count: number): Error {
  if (arity.least === arity.most)
    return new TemplateError(
      `Unable to evaluate template language function '${name}': function requires ${arity.least} argument(s) while ${count} were provided. Please see https://aka.ms/arm-resource-functions/#${name} for usage details.`,
    );
  if (arity.most === Infinity)
    return functionError(
      `Unable to evaluate template language function '${name}'. At least ${arity.least === 1 ? 'one' : 'two'} parameter should be provided.`,
    );
  return new TemplateError(
    `Unable to evaluate template language function '${name}': function requires between ${arity.least} and ${arity.most} arguments while ${count} were provided. Please see https://aka.ms/arm-resource-functions/#${name} for usage details.`,
  );
}

/** A function of a name: with so many arguments at least, and at most (the same number when left out). */
export function define(
  name: string,
  [least, most = least]: readonly [least: number, most?: number],
  run: (args: Arguments) => Value,
): readonly [name: string, run: Builtin] {
  const arity = { least, most };
  return [
    name.toLowerCase(),
    (args) => {
      if (args.length < least || args.length > most) throw wrongCount(name, arity, args.length);
      return run(argumentsOf(name, arity, args));
    },
  ];
}
