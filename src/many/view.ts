import type { Session } from '../cli/session.ts';
import type { Azure } from '../port/azure.ts';
import { told } from '../terminal/copied.ts';
import { hang } from '../terminal/layout.ts';
import { previewCount } from '../terminal/pages.ts';
import { safe } from '../text/safe.ts';
import { isComplete } from '../wizard/agreeing.ts';
import type { View } from '../wizard/view.ts';
import { allThere } from '../wizard/wizard.ts';
import type { Row } from './check.ts';
import { listPlanPage } from './page.ts';
import type { ListPlan } from './plan-list.ts';
import type { GoodRow } from './planned-row.ts';

/** What a list shows while it is worked on. */
export interface ListView {
  say(text: string): void;
  /** A row is looked at. */
  looking(row: Row): void;
  showPlan(plan: ListPlan, isPreview: boolean): void;
  /** That a preview has only read, and the id of its plan. */
  showCount(plan: ListPlan): void;
  /** What one row shows while it is carried out. */
  row(row: GoodRow): View;
  /** The same for a row that is one of many at a time: only what is to be known of it besides how it ends. */
  quiet(row: GoodRow): View;
  /** A row is over. */
  done(row: GoodRow): void;
}

/** The pages of a list on a terminal. `--quiet` leaves out what nobody has to answer. */
export function listViewOn(
  { screen, terminal, prompter, keyboard, list }: Session,
  azure: Pick<Azure, 'requests'>,
): ListView {
  const { style } = terminal;
  const width = (): number => terminal.width() - 1;
  const all = list?.rows.length ?? 0;
  const isShown = !terminal.quiet || prompter !== undefined;
  const show = (lines: readonly string[]): void => {
    if (isShown) screen.show(lines);
  };
  const say = (text: string): void => show(told('', safe(text), width()));
  const nothing = (): void => undefined;
  /** What is there already has no lines of its own. */
  const isSaid = ({ plan }: GoodRow): boolean => !terminal.quiet && !isComplete(plan);
  const heading = ({ row }: GoodRow): void => {
    screen.print([style.bold(safe(`Row ${row.number}: ${row.name}`))]);
  };
  const viewOf = (row: GoodRow): View => ({
    prompter: undefined,
    planned: row.progress.planned,
    showPlan: nothing,
    closePlan: nothing,
    showPreview: nothing,
    showCommands: nothing,
    savePlan: nothing,
    // The table says it of each row.
    say: (text) => (text === allThere ? undefined : say(`${row.row.name}: ${text}`)),
    rest: screen.rest,
    handOver: () => '',
    untilKey: keyboard.untilKey,
  });
  return {
    say,
    looking: ({ number, name }) =>
      screen.tell({ kind: 'looking', step: '', title: `Looking at row ${number} of ${all}: ${safe(name)}` }),
    showPlan: (plan, isPreview) => show(listPlanPage(plan, style, width(), isPreview)),
    showCount: ({ id }) => screen.show(hang('', previewCount(azure.requests, id), width())),
    done: (row) => {
      screen.rest();
      if (isSaid(row)) screen.print(['']);
    },
    row: (row) => {
      if (isSaid(row)) heading(row);
      return viewOf(row);
    },
    quiet: (row) => ({ ...viewOf(row), rest: nothing }),
  };
}
