/** What was painted before the program was loaded: what it is going to write first. */
export interface Ahead {
  /** Whether nothing else has been written yet, and not all of it. */
  isPending(): boolean;
  /** Whether something else was written just now: what was typed is for what isn't on the screen any more. */
  isStale(): boolean;
  /** Calls back when something else is written. */
  onOther(then: () => void): void;
}

/** The parts of `process` that the program uses. */
export type Process = Pick<
  NodeJS.Process,
  'env' | 'stdin' | 'stdout' | 'stderr' | 'platform' | 'on' | 'once' | 'emit' | 'removeListener' | 'kill'
> & {
  readonly ahead?: Ahead;
};
