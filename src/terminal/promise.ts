import type { CommandLine } from '../cli/command.ts';
import type { Cloud } from '../port/cloud.ts';

/** What is true of this run: who agrees to what is done. */
export function promiseOf(
  { practice }: Cloud,
  { yes, plan, 'dry-run': preview }: CommandLine['options'],
  asks: boolean,
): string {
  if (practice) return 'in the sandbox on this computer: no account, no cost';
  if (preview !== undefined) return 'a preview: nothing is changed';
  if (plan !== undefined) return `does the plan ${plan}, or nothing`;
  if (yes !== undefined) return 'does what it plans, as --yes says';
  return asks ? 'nothing is created until you say so' : 'shows the plan, and changes nothing: nobody can be asked';
}
