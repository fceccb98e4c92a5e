import { usageError } from '../errors.ts';
import type { CommandLine } from './command.ts';

/**
 * The id of the plan that `--plan` agrees to, as plans show it; undefined when it isn't given.
 * @throws SetupError (usage) when it can't be the id of a plan, or nothing is to be carried out.
 */
export function planOption({ plan, 'dry-run': preview }: CommandLine['options']): string | undefined {
  if (plan === undefined) return undefined;
  if (preview !== undefined)
    throw usageError(
      'contradicting-options',
      '--plan carries a plan out, and --dry-run carries nothing out.',
      'Leave one of them out.',
    );
  const id = plan.trim().toLowerCase();
  if (/^[0-9a-f]{16}$/.test(id)) return id;
  throw usageError(
    'invalid-plan',
    `"${plan.slice(0, 80)}" is no id of a plan.`,
    'An id has 16 digits from 0 to f, such as 7f3a19c2e4b05d61: --dry-run shows the id of the plan, and "planId" in JSON is it.',
  );
}
