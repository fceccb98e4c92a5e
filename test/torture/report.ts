/** What one kind of trial gave. */
export interface Count {
  readonly what: string;
  readonly trials: number;
  /** One line for each trial that went wrong; the first ones say enough. */
  readonly violations: readonly string[];
  /** What to run to see the first of them again. */
  readonly again?: string | undefined;
}

/** Collects trials. */
export function counting(what: string): {
  trial(violations: readonly string[]): void;
  count(): Count;
} {
  let trials = 0;
  const all: string[] = [];
  return {
    trial(violations) {
      trials += 1;
      all.push(...violations);
    },
    count: () => ({ what, trials, violations: all }),
  };
}
