import type { Ending, SetupError } from '../../errors.ts';
import { withDetails } from '../../errors.ts';
import { rowsOf, type UndoOutcome, type UndoResult, undoDocument } from '../result.ts';
import type { RowEnded } from './carry-out.ts';

/** How taking back a list ended: as one set-up, and each of its rows. */
export interface UndoListResult extends UndoResult {
  readonly instances: readonly UndoResult[];
}

/**
 * Outcomes from the best to the worst, as their exit codes suggest: gone, only shown, goes on by itself (75), somebody else must act
 * (3), a yes is missing (2), refused (4 and others). An interruption is the end of the whole run, so it stands last.
 */
const order: readonly UndoOutcome[] = [
  'undone',
  'left',
  'planned',
  'waiting',
  'handover',
  'needs-approval',
  'failed',
  'interrupted',
];

/** Among failures, from what passes by itself to what no other run could change. */
const endings: readonly Ending[] = ['forNow', 'handover', 'usage', 'refused', 'signIn', 'defect'];

function badness({ outcome, error }: Pick<UndoResult, 'outcome' | 'error'>): number {
  return order.indexOf(outcome) * endings.length + (error === undefined ? 0 : endings.indexOf(error.ending));
}

/** The row that ended worst, the first of several. */
export function worstRow<Row extends Pick<UndoResult, 'outcome' | 'error'>>(rows: readonly Row[]): Row | undefined {
  return rows.reduce<Row | undefined>(
    (worst, each) => (worst === undefined || badness(each) > badness(worst) ? each : worst),
    undefined,
  );
}

/** The error of a list of which some rows failed: it ends as the worst of them. */
export function errorOfRows(rows: readonly Pick<RowEnded, 'row' | 'outcome' | 'error'>[]): SetupError | undefined {
  const failed = rows.filter(({ error }) => error !== undefined);
  const worst = worstRow(failed);
  if (worst?.error === undefined) return undefined;
  const count =
    failed.length === 1
      ? `1 of ${rows.length} can't be removed`
      : `${failed.length} of ${rows.length} can't be removed. The worst is`;
  const which = failed.length === 1 ? `, ${worst.row.name}` : ` ${worst.row.name}`;
  return withDetails(worst.error, { message: `${count}${which}: ${worst.error.message}` });
}

/** What the document says once for all rows. */
const ofAll = ['schema', 'requests', 'account', 'stateFile'];

/** The document of `undo --json` for a list: that of a set-up, with one in it for each row. */
export function undoListDocument(result: UndoListResult): object {
  const instances = result.instances.map((each) =>
    Object.fromEntries(Object.entries(undoDocument(each)).filter(([key]) => !ofAll.includes(key))),
  );
  return { ...undoDocument(result), name: null, resources: uniqueRows(result), instances };
}

/** Each thing of the list once. */
function uniqueRows({ instances }: UndoListResult): ReturnType<typeof rowsOf> {
  const all = instances.flatMap(rowsOf);
  return all.filter(({ id }, at) => all.findIndex((each) => each.id.toLowerCase() === id.toLowerCase()) === at);
}
