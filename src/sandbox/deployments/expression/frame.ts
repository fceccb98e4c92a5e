import type { Value } from '../value.ts';
import type { Node } from './syntax.ts';

/** A lambda while it is passed to a function: it gets as many values as it names. */
export interface Lambda {
  readonly lambda: true;
  readonly names: readonly string[];
  readonly call: (...values: readonly Value[]) => Value;
}

/** What functions get. */
export type Argument = Value | Lambda;

/** What an expression's functions may look at, where it stands. */
export interface Frame {
  readonly parameters: (name: string) => Value;
  readonly variables: (name: string) => Value;
  /** Functions of the template itself: undefined when there is none of that name. */
  readonly member: (name: string, args: readonly Value[]) => Value | undefined;
  /** How far the loops are that the expression stands in; `''` is the innermost. */
  readonly copies: ReadonlyMap<string, number>;
  /** Lower-case names of lambdas' variables. */
  readonly locals: ReadonlyMap<string, Value>;
  /** Functions that depend on the deployment: `subscription`, `resourceId`, `reference`, …; by lower-case names. */
  readonly special: ReadonlyMap<string, Special>;
}

/** A function that looks at the frame it is called in. */
export type Special = (args: readonly Value[], frame: Frame) => Value;

/** Evaluates part of an expression; for functions that don't need all of their arguments. */
export type Evaluate = (node: Node, frame: Frame) => Value;

/** The same frame within a lambda. */
export function withLocals(frame: Frame, names: readonly string[], values: readonly Value[]): Frame {
  const locals = new Map(frame.locals);
  for (const [at, name] of names.entries()) locals.set(name.toLowerCase(), values[at] ?? null);
  return { ...frame, locals };
}

/** The same frame within a loop. */
export function withCopy(frame: Frame, name: string, index: number): Frame {
  return { ...frame, copies: new Map([...frame.copies, [name.toLowerCase(), index], ['', index]]) };
}
