import type { SetupRecord } from './set-up-record.ts';

/**
 * Whether anybody has answered anything, or anything was agreed to or done: what was only recommended is recommended again, and a
 * way to sign in by which nobody has signed in is nothing to come back to.
 */
export function isWorthSaving({ answers, account, approved, making, made, outcome, rows = [] }: SetupRecord): boolean {
  const isAnswered = Object.entries(answers).some(
    ([key, { from }]) => from !== 'recommended' && (key !== 'auth' || account !== null),
  );
  if (rows.some(isWorthSaving)) return true;
  return isAnswered || approved !== null || making !== null || made.length > 0 || outcome !== null;
}
