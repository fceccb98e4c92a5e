import type { Session } from '../cli/session.ts';
import { InterruptedError, SetupError } from '../errors.ts';
import type { SavedMemory } from '../state/memory.ts';
import { helpersOf } from '../step/hand-over.ts';
import { carryOnCommand } from '../wizard/carry-on.ts';
import { handOverText, writeHandOver } from '../wizard/hand-over.ts';
import type { Result } from '../wizard/result.ts';
import { type CarriedOut, distinctHandOvers, notBegun } from './carry-out.ts';
import type { ListPlan } from './plan-list.ts';
import type { OpenRow } from './planned-row.ts';
import { errorOf, type ListResult, type RowResult, worstOf } from './result.ts';

/** What all rows tell alike, and how the worst of them ended. */
export function resultOf(
  { results, handOvers, isCarriedOut }: CarriedOut,
  plan: ListPlan | undefined,
  session: Session,
  base: Pick<Result, 'requests' | 'stateFile'>,
): ListResult {
  const worst = worstOf(results);
  const { account, tenantId } = results.find(({ report }) => report.account !== undefined)?.report ?? {};
  const questions = new Map(
    results.flatMap((each) => each.questions ?? []).map((each) => [each.asked.question.key, each]),
  );
  const all = distinctHandOvers(handOvers);
  const file =
    all.length === 0
      ? undefined
      : writeHandOver(handOverText(all, carryOnCommand(session, base.stateFile)), 'list', [
          process.cwd(),
          session.target.setups,
        ]);
  return {
    outcome: worst?.outcome ?? 'planned',
    lines: [],
    report: { ...(account && { account }), ...(tenantId !== undefined && { tenantId }) },
    planId: plan?.id,
    error: errorOf(results),
    isSaidByRows: true,
    ...(questions.size > 0 && { questions: [...questions.values()] }),
    ...(file !== undefined && { handOverFile: file, helpers: helpersOf(all) }),
    signal: worst?.signal,
    isCarriedOut,
    deployments: [],
    says: [],
    ...base,
    instances: results.map((each): RowResult => (each.outcome === 'handover' ? { ...each, handOverFile: file } : each)),
  };
}

/** Ends a list with what was thrown before any row was carried out; a defect goes on to be reported as one. */
export function thrown(
  error: unknown,
  rows: readonly OpenRow[],
  base: Pick<Result, 'requests' | 'stateFile'>,
): ListResult {
  const instances = rows.map((row) => notBegun(row));
  const known = {
    lines: [],
    report: {},
    instances,
    isSaidByRows: false,
    isCarriedOut: false,
    deployments: [],
    says: [],
    ...base,
  };
  if (error instanceof InterruptedError) return { outcome: 'interrupted', signal: error.signal, ...known };
  if (error instanceof SetupError) return { outcome: 'failed', error, ...known };
  throw error;
}

/** Keeps that all rows are ready, or no longer; where that can't be saved, how the rows ended is told all the same. */
export function finished(
  memory: SavedMemory,
  ended: ListResult,
  rest: () => Pick<Result, 'requests' | 'stateFile'>,
): ListResult {
  const outcome = ended.instances.every((each) => each.outcome === 'ready') ? 'ready' : null;
  try {
    if (memory.record().outcome !== outcome) memory.finish(outcome);
    return ended;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { ...ended, outcome: 'failed', error, isSaidByRows: false, ...rest() };
  }
}
