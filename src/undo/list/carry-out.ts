import { isAtOrBelowScope, sameName } from '../../domain/names.ts';
import type { Context } from '../../engine/context.ts';
import { applyUndo, type Fate, type Undoing } from '../../engine/undo/apply.ts';
import type { Entry } from '../../engine/undo/plan.ts';
import { InterruptedError, SetupError } from '../../errors.ts';
import { listed } from '../../text/listing.ts';
import { lockRefusal } from '../obstacles.ts';
import type { UndoOutcome } from '../result.ts';
import { goneBefore, removedSoFar, withoutMissing } from '../take-back.ts';
import { entriesOf, type PlannedRow } from './row.ts';

/** How rows are taken back. */
export interface CarryOut
  extends Pick<Context, 'steps' | 'azure' | 'clock' | 'signal' | 'tell' | 'timeout'>,
    Pick<Undoing, 'stopping'> {
  /** A row begins. */
  begins(row: PlannedRow): void;
}

/** How one row ended. */
export interface RowEnded {
  readonly row: PlannedRow;
  readonly outcome: UndoOutcome;
  readonly fates: Map<string, Fate>;
  readonly error?: SetupError | undefined;
  readonly waitsFor?: string | undefined;
  readonly signal?: InterruptedError['signal'] | undefined;
}

/** Refusals that are of one thing, though the next run may do: the others are no business of them. */
const ofOneThing = ['lock-lingers', 'deletion-rolled-back'];

/** Whether an error ends the others, too: they would meet the same, or nothing more can be saved. */
function endsAll(error: SetupError): boolean {
  return !['refused', 'handover'].includes(error.ending) && !ofOneThing.includes(error.code);
}

/** A row while it is taken back. */
interface Going {
  readonly row: PlannedRow;
  readonly fates: Map<string, Fate>;
  end: Omit<RowEnded, 'row' | 'fates'> | undefined;
}

/** Takes away some entries of a row; whether the others may go on. */
async function apply(
  how: CarryOut,
  going: Going,
  entries: readonly Entry[],
  gone: readonly string[],
): Promise<boolean> {
  const { row, fates } = going;
  const doing: Undoing = {
    ...how,
    memory: row.memory,
    gone,
    lockRefusal: (locks) => lockRefusal(locks, row.subscription?.name ?? '', removedSoFar(fates)),
  };
  try {
    const waitsFor = await applyUndo(doing, withoutMissing({ entries, missing: row.plan.missing }), fates);
    if (waitsFor !== undefined) going.end = { outcome: 'waiting', waitsFor };
    return true;
  } catch (error) {
    if (error instanceof InterruptedError) going.end = { outcome: 'interrupted', signal: error.signal };
    else if (error instanceof SetupError) going.end = { outcome: 'failed', error };
    else throw error;
    return error instanceof SetupError && !endsAll(error);
  }
}

/** What stays only because something of another row is still in it: it goes when that does. */
function heldBy(each: Going, all: readonly Going[]): string | undefined {
  const { row, fates } = each;
  const kept = entriesOf(row.plan, true).filter(({ thing }) => fates.get(thing.id)?.status === 'kept');
  for (const { thing, title } of kept) {
    const isIn = ({ row: { memory } }: Going): boolean =>
      memory.things().some(({ id }) => !sameName(id, thing.id) && isAtOrBelowScope(id, thing.id));
    const others = all.filter((other) => other !== each && isIn(other)).map((other) => other.row.name);
    if (others.length > 0) return `${title}: it goes when ${listed(others)} ${others.length === 1 ? 'is' : 'are'} gone`;
  }
  return undefined;
}

function endOf(each: Going, all: readonly Going[], isOver: boolean): Omit<RowEnded, 'row' | 'fates'> {
  const { row, end } = each;
  if (end !== undefined) return end;
  // What another row's end has left open is begun by the next run.
  if (isOver) return { outcome: row.memory.things().length === 0 ? 'undone' : 'planned' };
  if (row.plan.missing.length > 0) return { outcome: 'handover' };
  const waitsFor = heldBy(each, all);
  return waitsFor === undefined ? { outcome: 'undone' } : { outcome: 'waiting', waitsFor };
}

/**
 * Takes back the rows of a list, the newest first: each its own things, and then, once, what they share. A row that Azure refuses
 * doesn't keep the others; what concerns all ends the run, and the rest is as it was.
 */
export async function carryOutUndo(how: CarryOut, rows: readonly PlannedRow[]): Promise<readonly RowEnded[]> {
  const all = rows.map(
    (row): Going => ({
      row,
      fates: new Map(),
      end: row.refusal === undefined ? undefined : { outcome: 'failed', error: row.refusal },
    }),
  );
  let isOver = false;
  for (const shared of [false, true]) {
    for (const each of all) {
      const entries = entriesOf(each.row.plan, shared);
      if (isOver || each.end !== undefined || entries.length === 0) continue;
      if (!shared) how.begins(each.row);
      const gone = rows.flatMap(({ memory }) => goneBefore(memory));
      isOver = !(await apply(how, each, entries, gone));
    }
  }
  return all.map((each): RowEnded => {
    const { row, fates } = each;
    const ended = endOf(each, all, isOver);
    if (ended.outcome === 'undone') row.memory.undone();
    return { row, fates, ...ended };
  });
}
