import type { ApprovedUndo } from '../domain/consent.ts';
import { sameName } from '../domain/names.ts';
import { isSameAccount } from '../domain/plan.ts';
import { SetupError, usageError } from '../errors.ts';
import { commandLine } from '../text/shell.ts';
import { dataWords, losesMore } from './data.ts';
import { losesData, type UndoPlan } from './plan.ts';

/** What was said before the plan was there. */
export interface Given {
  readonly yes: boolean;
  readonly planId: string | undefined;
  /** `--name`, as it was typed with this run. */
  readonly name: string | undefined;
  readonly withData: boolean;
  readonly canAsk: boolean;
}

export type Consent =
  | { readonly is: 'agreed'; readonly before: boolean }
  | { readonly is: 'to-ask' }
  | { readonly is: 'missing' };

/**
 * Checks, before anything is sent, that what agrees unasked names what it agrees to.
 * `otherwise`: what else agrees where nothing is meant by a name.
 * @throws SetupError (usage) for `--yes` alone.
 */
export function checkGiven({ yes, planId, name }: Given, meant: string, otherwise = 'Agree'): void {
  if (!yes || planId !== undefined || name !== undefined) return;
  throw usageError(
    'name-needed',
    '--yes alone removes nothing: what is removed is named.',
    `${meant === '' ? otherwise : `Add ${commandLine(['--name', meant])}, or agree`} to exactly one plan: --plan ID (--dry-run shows the id).`,
  );
}

/** Whether an earlier run of the same account agreed to all of it. */
export function isCovered(plan: UndoPlan, before: ApprovedUndo | null): boolean {
  if (before === null || plan.account === undefined || !isSameAccount(before.account, plan.account)) return false;
  const isKnown = plan.removes.every(({ id }) => before.removes.some((each) => sameName(each.id, id)));
  return isKnown && !losesMore(plan.data, before.data);
}

/** What an earlier run agreed to, of what is planned now. */
interface Before {
  /** All of it. */
  readonly isCovered: boolean;
  readonly planId: string | undefined;
}

/**
 * Whether a removal was agreed to: by `--plan`, by `--yes` together with the instance's name, or in an earlier run by the same
 * account. What the instance holds needs a word of its own where nobody can be asked.
 * @throws SetupError (refused) `plan-changed` or `holds-data`; (usage) for `--yes` without a name.
 */
export function consentToUndo(plan: UndoPlan, name: string, before: ApprovedUndo | null, given: Given): Consent {
  return consentTo(plan, `${name} holds`, { isCovered: isCovered(plan, before), planId: before?.planId }, given);
}

/** The same for a plan of whatever; `holds`: "factory-twins holds". */
export function consentTo(plan: UndoPlan, holds: string, before: Before, given: Given): Consent {
  if (plan.removes.length === 0) return { is: 'agreed', before: true };
  // The id of an earlier plan stands for what was agreed to then, and for no more.
  const isThat = given.planId === plan.id || (before.isCovered && given.planId === before.planId);
  if (given.planId !== undefined && !isThat) {
    throw new SetupError({
      ending: 'refused',
      code: 'plan-changed',
      message: `The plan is no longer ${given.planId}: now it is ${plan.id ?? 'without an id'}, and removes ${plan.removes.map(({ id }) => id.split('/').at(-1)).join(', ')}.`,
      suggestion: 'Nothing was removed. Look at it with --dry-run, and give the id of the one that you agree to.',
    });
  }
  if (before.isCovered) return { is: 'agreed', before: true };
  const isAgreed = given.planId !== undefined || given.yes;
  if (!isAgreed) return given.canAsk ? { is: 'to-ask' } : { is: 'missing' };
  if (losesData(plan.data) && !given.withData) throw holdsData(plan, holds);
  return { is: 'agreed', before: false };
}

function holdsData({ data }: UndoPlan, holds: string): SetupError {
  const them = holds.endsWith(' hold') ? 'them' : 'it';
  return new SetupError({
    ending: 'refused',
    code: 'holds-data',
    message: `${holds} ${dataWords(data)}, which would be lost with ${them}. Nothing was removed.`,
    suggestion: 'Add --with-data to agree to that, too.',
  });
}
