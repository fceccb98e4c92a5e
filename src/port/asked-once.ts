import type { Azure } from './azure.ts';

interface Kept {
  readonly name: keyof Azure;
  readonly at: number;
  readonly value: Promise<unknown>;
  /** Somebody waits for it, or has it; until then it was only asked for ahead. */
  isWanted: boolean;
  hasFailed: boolean;
}

/** Reads of the port that are asked once for the same, and then given again. */
export interface Repeated<Name extends keyof Azure> {
  readonly reads: Pick<Azure, Name>;
  /** The same, for who asks ahead: one that fails is told once to who wants it then, and asked again after that. */
  readonly ahead: Pick<Azure, Name>;
  /** Only answers to these reads, where some are named. */
  forget(...which: readonly Name[]): void;
}

/** What is kept how long. */
export interface Keeping {
  /** Whether an answer that was asked for then, in milliseconds, is still good. */
  isFresh(at: number): boolean;
  /** Whether this answer is to be given again; where that isn't said, any is. */
  keeps?(name: keyof Azure, answer: unknown): boolean;
  now?(): number;
}

/**
 * The named reads, each asked once as long as its answer is good: also by those who ask while the answer is still on its way. One
 * that failed is asked again.
 */
export function askedOnce<Name extends keyof Azure>(
  azure: Azure,
  names: readonly Name[],
  { isFresh, keeps = () => true, now = Date.now }: Keeping,
): Repeated<Name> {
  const facts = new Map<string, Kept>();
  const asking =
    (name: Name, isWanted: boolean) =>
    (...args: readonly unknown[]): Promise<unknown> => {
      const key = JSON.stringify([name, ...args]);
      const known = facts.get(key);
      const drop = (fact: Kept): void => {
        if (facts.get(key) === fact) facts.delete(key);
      };
      if (known !== undefined && isFresh(known.at)) {
        known.isWanted ||= isWanted;
        if (known.hasFailed && known.isWanted) drop(known);
        return known.value;
      }
      const value = (azure[name] as (...all: readonly unknown[]) => Promise<unknown>)(...args);
      const fact: Kept = { name, at: now(), value, isWanted, hasFailed: false };
      facts.set(key, fact);
      value.then(
        (answer) => {
          if (!keeps(name, answer)) drop(fact);
        },
        () => {
          fact.hasFailed = true;
          if (fact.isWanted) drop(fact);
        },
      );
      return value;
    };
  const all = (isWanted: boolean): Pick<Azure, Name> =>
    Object.fromEntries(names.map((name) => [name, asking(name, isWanted)])) as unknown as Pick<Azure, Name>;
  const forget = (...which: readonly Name[]): void => {
    for (const [key, { name }] of facts) if (which.length === 0 || which.includes(name as Name)) facts.delete(key);
  };
  return { reads: all(true), ahead: all(false), forget };
}
