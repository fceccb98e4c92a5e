import { functionError, TemplateError } from '../template-error.ts';
import { heldName, isList, isRecord, isSame, kindOf, shownText, type Value, type ValueObject } from '../value.ts';
import { compareNames } from './compare.ts';
import { type Arguments, type Builtin, define, typeOfArgument } from './define.ts';
import { contains } from './texts.ts';

const sizes: Readonly<Record<string, string>> = {
  length: "The template language function 'length' expects its parameter to be an array, object, or a string.",
  empty: "The template function 'empty' expects its parameter to be an object, an array, or a string.",
  first: "The template language function 'first' expects its parameter be an array or a string.",
  last: "The template language function 'last' expects its parameter be an array or a string.",
  take: "The template language function 'take' expects its first parameter 'collection' to be an array or a string.",
  skip: "The template language function 'skip' expects its first parameter 'collection' to be an array or a string.",
};

function unfit({ name, all }: Arguments): TemplateError {
  return new TemplateError(
    `${sizes[name] ?? ''} The provided value is of type '${typeOfArgument(all[0])}'. Please see https://aka.ms/arm-function-${name} for usage details.`,
  );
}

function length(args: Arguments): number {
  const value = args.all[0] as Value;
  if (typeof value === 'string' || isList(value)) return value.length;
  if (isRecord(value)) return Object.keys(value).length;
  throw unfit(args);
}

/** A text's characters or a list's elements, and the way back. */
function sequence(args: Arguments): { items: readonly Value[]; back: (items: readonly Value[]) => Value; none: Value } {
  const value = args.all[0] as Value;
  if (typeof value === 'string')
    return { items: value.split(''), back: (items) => items.map(shownText).join(''), none: '' };
  if (isList(value)) return { items: value, back: (items) => items, none: null };
  throw unfit(args);
}

/** Two values of one property: nothing replaces nothing, and containers go with their like (tried with Microsoft's engine). */
function together(old: Value | undefined, value: Value): Value {
  if (old === undefined || old === null) return value;
  if (value === null) return old;
  if (isRecord(old) && isRecord(value)) return merged(old, value, true);
  if (isList(old) !== isList(value) || isRecord(old) || isRecord(value)) throw mismatch(old, value);
  return value;
}

function mismatch(old: Value, value: Value): TemplateError {
  return new TemplateError(
    `The template language function 'union' failed to evaluate due to a type mismatch between '${kindOf(old)}' and '${kindOf(value)}'. Please see https://aka.ms/arm-function-union for usage details.`,
  );
}

/** Objects are merged deeply, everything else is replaced; the later spelling of a name wins, its place is the first one's. */
function merged(one: ValueObject, other: ValueObject, deep: boolean): ValueObject {
  const entries = new Map(Object.entries(one));
  for (const [name, value] of Object.entries(other)) {
    const before = [...entries.keys()].find((each) => each.toLowerCase() === name.toLowerCase());
    const old = before === undefined ? undefined : entries.get(before);
    const next = deep ? together(old, value) : value;
    if (before !== undefined && before !== name) entries.delete(before);
    entries.set(name, next);
  }
  return Object.fromEntries(entries);
}

/** All arguments are lists, or all are objects. */
function alike(args: Arguments): { lists: (readonly Value[])[] } | { objects: ValueObject[] } {
  const values = args.all as readonly Value[];
  for (const [at, value] of values.entries())
    if (!isList(value) && !isRecord(value))
      throw functionError(
        `The template language function '${args.name}' expects its ${['first', 'second', 'third'][at] ?? 'next'} parameter to be of type 'Array, Object'. The provided value is of type '${kindOf(value)}'.`,
      );
  if (values.every(isList)) return { lists: values as (readonly Value[])[] };
  if (values.every(isRecord)) return { objects: values as ValueObject[] };
  throw new TemplateError(
    `Template language function '${args.name}' expects parameters of the same type, but found multiple types.`,
  );
}

function distinct(values: readonly Value[]): Value[] {
  const found: Value[] = [];
  for (const value of values) if (!found.some((each) => isSame(each, value))) found.push(value);
  return found;
}

function union(args: Arguments): Value {
  const of = alike(args);
  return 'lists' in of ? distinct(of.lists.flat()) : of.objects.reduce((one, other) => merged(one, other, true));
}

function intersection(args: Arguments): Value {
  const of = alike(args);
  if ('lists' in of) {
    const [first = [], ...rest] = of.lists;
    return distinct(first).filter((value) => rest.every((list) => list.some((each) => isSame(each, value))));
  }
  const [first = {}, ...rest] = of.objects;
  const shared = Object.entries(first).filter(([name, value]) =>
    rest.every((each) => {
      const match = heldName(each, name);
      return match !== undefined && isSame(each[match] ?? null, value);
    }),
  );
  return Object.fromEntries(shared);
}

function createObject({ all, text, any, count }: Arguments): Value {
  if (count % 2 !== 0)
    throw functionError(
      `The template language function 'createObject' expects an even number of parameters. The number of provided parameters was '${all.length}'.`,
    );
  return Object.fromEntries(Array.from({ length: count / 2 }, (_, at) => [text(at * 2), any(at * 2 + 1)]));
}

/** An object's names in the order of their characters, letter case aside. */
function namesOf(value: ValueObject): string[] {
  return Object.keys(value).sort(compareNames);
}

function flatten({ list }: Arguments): Value {
  return list(0).flatMap((each, at) => {
    if (isList(each)) return [...each];
    throw functionError(
      `The template language function 'flatten' expects its first parameter to be an array only containing elements of type(s) 'Array'. The provided value contains elements with disallowed type(s) '${kindOf(each)}' in index(es) ${at}.`,
    );
  });
}

function indexOf({ all, list, text, any }: Arguments): Value {
  if (isList(all[0])) return list(0).findIndex((each) => isSame(each, any(1)));
  return text(0).toLowerCase().indexOf(text(1).toLowerCase());
}

function part(args: Arguments, from: number, to: number): Value {
  const { items, back } = sequence(args);
  return back(items.slice(from, to));
}

/** Functions of lists and objects. */
export const collectionFunctions: readonly (readonly [string, Builtin])[] = [
  define('array', [1], ({ all, any }) => (isList(all[0]) ? any(0) : [any(0)])),
  define('contains', [2], contains),
  define('createArray', [0, Infinity], ({ count, any }) => Array.from({ length: count }, (_, at) => any(at))),
  define('createObject', [0, Infinity], createObject),
  define('distinct', [1], ({ list }) => distinct(list(0))),
  define('empty', [1], (args) => args.all[0] === null || length(args) === 0),
  define('equals', [2], ({ any }) => isSame(any(0), any(1))),
  define('first', [1], (args) => sequence(args).items[0] ?? sequence(args).none),
  define('flatten', [1], flatten),
  define('indexOf', [2], indexOf),
  define('intersection', [2, Infinity], intersection),
  define('items', [1], ({ object }) =>
    namesOf(object(0)).map((name) => ({ key: name, value: object(0)[name] ?? null })),
  ),
  define('last', [1], (args) => sequence(args).items.at(-1) ?? sequence(args).none),
  define('length', [1], length),
  define('objectKeys', [1], ({ object }) => namesOf(object(0))),
  define('shallowMerge', [1], ({ list }) =>
    list(0)
      .filter(isRecord)
      .reduce((one, other) => merged(one, other, false), {}),
  ),
  define('skip', [2], (args) => part(args, Math.max(0, args.integer(1)), Infinity)),
  define('take', [2], (args) => part(args, 0, Math.max(0, args.integer(1)))),
  define('union', [2, Infinity], union),
];
