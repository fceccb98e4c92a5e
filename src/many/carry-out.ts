import { InterruptedError } from '../errors.ts';
import type { HandOver } from '../step/hand-over.ts';
import { refusedHandOver } from '../wizard/hand-over.ts';
import type { Result } from '../wizard/result.ts';
import type { View } from '../wizard/view.ts';
import { failure } from '../wizard/walk.ts';
import { wizard } from '../wizard/wizard.ts';
import { type GoodRow, isGood, type OpenRow, type PlannedRow } from './planned-row.ts';
import type { RowResult } from './result.ts';

/** How rows are carried out. */
export interface CarryOut {
  /** `--yes`: also what turns out to be otherwise by then is agreed to. */
  readonly yes: boolean;
  readonly signal: AbortSignal;
  /** Shows a row; told of each before it begins. */
  view(row: GoodRow): View;
  /** A row is over. */
  done(row: GoodRow): void;
}

/** What is found out of a row, beside its outcome. */
type Base = Pick<RowResult, 'row' | 'name' | 'requests' | 'stateFile'>;

function baseOf({ row, memory }: OpenRow): Base {
  return { row: row.number, name: row.name, requests: { reads: 0, writes: 0 }, stateFile: memory.file() };
}

/** A row that was planned, and nothing more: why it can't be set up, or that nothing of it was begun. */
export function notBegun(
  planned: OpenRow & Partial<Pick<PlannedRow, 'plan' | 'refusal'>>,
  outcome: Result['outcome'] = 'planned',
): RowResult {
  const { plan, refusal, progress } = planned;
  if (refusal !== undefined) return { ...failure(refusal, progress), ...baseOf(planned) };
  return { outcome, lines: plan?.lines ?? [], report: plan?.report ?? {}, planId: plan?.id, ...baseOf(planned) };
}

/** What somebody else must do for a row whose right only showed to be missing when Azure refused. */
function refusedTo({ error, lines, report }: Result): readonly HandOver[] {
  const line = lines.find(({ id }) => id === error?.step);
  if (error?.ending !== 'handover' || line === undefined) return [];
  return [error.handOver ?? refusedHandOver(error, line, report)];
}

/** A row whose error ends the others, too: they would meet the same, or nothing more can be saved. */
function endsAll({ outcome, error }: RowResult): boolean {
  return outcome === 'interrupted' || (error !== undefined && !['refused', 'handover'].includes(error.ending));
}

/** A row that has failed, or that waits for somebody whose right only showed to be missing when Azure refused. */
export function failedRow(row: OpenRow, error: unknown, handOvers: HandOver[]): RowResult {
  const failed: RowResult = { ...failure(error, row.progress), ...baseOf(row) };
  const missing = refusedTo(failed);
  handOvers.push(...missing);
  return missing.length === 0 ? failed : { ...failed, outcome: 'handover' };
}

/** Carries out one row as a set-up of its own; what somebody else must do for it is added to `handOvers`. */
export async function carriedOut(
  row: GoodRow,
  { yes, view }: Pick<CarryOut, 'yes' | 'view'>,
  handOvers: HandOver[],
): Promise<RowResult> {
  const shown: View = {
    ...view(row),
    handOver: (all) => {
      handOvers.push(...all);
      return '';
    },
  };
  const { plan, session, context, memory } = row;
  const order = { preview: false, review: false, yes, planned: { plan, session }, beginForReal: () => undefined };
  try {
    const ended = await wizard(context, shown, order);
    if (ended.outcome === 'ready') memory.finish('ready');
    return { ...ended, ...baseOf(row) };
  } catch (error) {
    return failedRow(row, error, handOvers);
  }
}

/** How the rows ended, and what somebody else must do for them. */
export interface CarriedOut {
  readonly results: readonly RowResult[];
  readonly handOvers: readonly HandOver[];
  /** It was agreed to, and begun. */
  readonly isCarriedOut: boolean;
}

/**
 * Carries out the rows of a list that was agreed to, one after the other, each as a set-up of its own. One that Azure refuses, or
 * that waits for somebody, doesn't keep the others; what concerns all ends the run, and the rest is as it was.
 */
export async function carryOutRows(rows: readonly PlannedRow[], how: CarryOut): Promise<CarriedOut> {
  const handOvers: HandOver[] = [];
  const results: RowResult[] = [];
  let isOver = false;
  for (const row of rows) {
    if (how.signal.aborted && !isOver) {
      isOver = true;
      const { reason } = how.signal as { reason: unknown };
      if (!(reason instanceof InterruptedError)) throw reason;
      results.push({ ...notBegun(row, 'interrupted'), signal: reason.signal });
      continue;
    }
    const result: RowResult = isOver || !isGood(row) ? notBegun(row) : await carriedOut(row, how, handOvers);
    results.push(result);
    if (isOver || !isGood(row)) continue;
    how.done(row);
    isOver = endsAll(result);
  }
  return { results, handOvers, isCarriedOut: true };
}

/** The same hand-over once, whichever rows need it. */
export function distinctHandOvers(all: readonly HandOver[]): readonly HandOver[] {
  return [...new Map(all.map((each) => [JSON.stringify([each.what, each.details]), each])).values()];
}
