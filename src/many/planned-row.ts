import type { Context } from '../engine/context.ts';
import type { NeedsAnswersError } from '../engine/flow.ts';
import type { Plan } from '../engine/plan.ts';
import type { Session } from '../engine/session.ts';
import type { SetupError } from '../errors.ts';
import type { SavedMemory } from '../state/memory.ts';
import type { Progress } from '../wizard/progress.ts';
import type { Row } from './check.ts';

/** A row with what it remembers, before it is planned. */
export interface OpenRow {
  readonly row: Row;
  readonly memory: SavedMemory;
  readonly progress: Progress;
  readonly context: Context;
}

/** A row that was looked at: its plan; or why it can't be set up. */
export interface PlannedRow extends OpenRow {
  readonly session: Session;
  readonly plan: Plan | undefined;
  readonly refusal: SetupError | NeedsAnswersError | undefined;
}

/** A row that can be set up. */
export interface GoodRow extends PlannedRow {
  readonly plan: Plan;
  readonly refusal: undefined;
}

/** Whether a row can be set up. */
export function isGood(row: PlannedRow): row is GoodRow {
  return row.plan !== undefined && row.refusal === undefined;
}
