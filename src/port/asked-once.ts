import type { Azure } from './azure.ts';

interface Kept {
  readonly name: keyof Azure;
  readonly at: number;
  readonly value: Promise<unknown>;
}

/** Reads of the port that are asked once for the same, and then given again. */
export interface Repeated<Name extends keyof Azure> {
  readonly reads: Pick<Azure, Name>;
  /** Only answers to these reads, where some are named. */
  forget(...which: readonly Name[]): void;
}

/** What came of a read. */
type Settled = { readonly value: unknown } | { readonly error: unknown };

/** What is kept how long. */
export interface Keeping {
  /** Whether an answer that was asked for then, in milliseconds, is still good. */
  isFresh(at: number): boolean;
  /** Whether what came of it is to be given again; where that isn't said, whatever didn't fail. */
  keeps?(name: keyof Azure, answer: Settled): boolean;
  now?(): number;
}

const onlyAnswers = (_: keyof Azure, answer: Settled): boolean => 'value' in answer;

/**
 * The named reads, each asked once as long as its answer is good: also by those who ask while the answer is still on its way. One
 * that failed is asked again, unless `keeps` says otherwise.
 */
export function askedOnce<Name extends keyof Azure>(
  azure: Azure,
  names: readonly Name[],
  { isFresh, keeps = onlyAnswers, now = Date.now }: Keeping,
): Repeated<Name> {
  const facts = new Map<string, Kept>();
  const once =
    (name: Name) =>
    (...args: readonly unknown[]): Promise<unknown> => {
      const key = JSON.stringify([name, ...args]);
      const known = facts.get(key);
      if (known !== undefined && isFresh(known.at)) return known.value;
      const value = (azure[name] as (...all: readonly unknown[]) => Promise<unknown>)(...args);
      const fact = { name, at: now(), value };
      facts.set(key, fact);
      const settle = (answer: Settled): void => {
        if (!keeps(name, answer) && facts.get(key) === fact) facts.delete(key);
      };
      value.then(
        (given) => settle({ value: given }),
        (error: unknown) => settle({ error }),
      );
      return value;
    };
  const reads = Object.fromEntries(names.map((name) => [name, once(name)])) as unknown as Pick<Azure, Name>;
  const forget = (...which: readonly Name[]): void => {
    for (const [key, { name }] of facts) if (which.length === 0 || which.includes(name as Name)) facts.delete(key);
  };
  return { reads, forget };
}
