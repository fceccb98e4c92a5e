import type { SetupRecord } from './set-up-record.ts';

/** Whether anybody has answered anything, or anything was agreed to or done: what was only recommended is recommended again. */
export function isWorthSaving({ answers, approved, making, made, outcome }: SetupRecord): boolean {
  const isAnswered = Object.values(answers).some(({ from }) => from !== 'recommended');
  return isAnswered || approved !== null || making !== null || made.length > 0 || outcome !== null;
}
