import { SetupError, withDetails } from '../errors.ts';
import { type Consent, consentTo, type Given } from '../wizard/consent.ts';
import type { ListPlan } from './plan-list.ts';
import { type GoodRow, isGood } from './planned-row.ts';

/** Whether what one row would make was agreed to. `begun`: of the list something was approved already. */
function consentToRow({ row, plan, memory }: GoodRow, id: string | undefined, given: Given, begun: boolean): Consent {
  const saved = memory.approval();
  try {
    return consentTo({ ...plan, id }, { ...saved, hasBegun: saved.hasBegun || begun }, given);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    throw withDetails(error, { message: `Row ${row.number} (${row.name}): ${error.message}` });
  }
}

/**
 * Whether what a list would make was agreed to: all its rows by one yes, and each as {@link consentTo} says it of a single set-up.
 * @throws SetupError (refused): `plan-changed`, `not-approved`, with the first row that it is about.
 */
export function consentToList({ rows, id }: ListPlan, given: Given): Consent {
  const good = rows.filter(isGood);
  if (given.planId !== undefined && given.planId === id) return { is: 'agreed', before: false };
  const begun = good.some(({ memory }) => memory.approval().approved !== null);
  const all = good.map((row) => consentToRow(row, id, given, begun));
  const open = all.find(({ is }) => is === 'missing') ?? all.find(({ is }) => is === 'to-ask');
  return open ?? { is: 'agreed', before: all.every((each) => each.is === 'agreed' && each.before) };
}
