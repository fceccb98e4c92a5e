import type { Session } from '../cli/session.ts';
import { usageError } from '../errors.ts';
import { shownPath } from '../local/home.ts';
import type { Stopper } from '../local/stopper.ts';
import { endingLines } from '../terminal/ending.ts';
import { hang } from '../terminal/layout.ts';
import { carryOnCommand } from '../wizard/carry-on.ts';
import type { Result } from '../wizard/result.ts';
import { worked } from '../wizard/run.ts';
import { type CheckedList, checkList } from './check.ts';
import { isLong } from './engine.ts';
import type { Fault, GivenList } from './given.ts';
import { faultsPage, summaryPage } from './page.ts';
import { jsonOfList, type ListResult, listExitCode, type RowResult } from './result.ts';
import { chooseList } from './saved-list.ts';
import { tightMemory } from './tight-memory.ts';
import { walkList } from './walk-list.ts';

const nothing = { lines: [], report: {}, requests: { reads: 0, writes: 0 }, stateFile: undefined };

/** How a list ends that has faults by itself: nothing is sent. Each row has its first fault; the error tells of all. */
function faulty({ file, faults }: CheckedList, given: GivenList): ListResult {
  const first = new Map<number | undefined, Fault>();
  for (const fault of faults) if (!first.has(fault.row)) first.set(fault.row, fault);
  const instances = given.rows.map(({ number, answers }): RowResult => {
    const { error, name } = first.get(number) ?? {};
    const base = { ...nothing, row: number, name: name ?? answers['name']?.value };
    return error === undefined ? { outcome: 'planned', ...base } : { outcome: 'failed', error, ...base };
  });
  const error = usageError(
    'list-faulty',
    `${file} has ${faults.length === 1 ? '1 fault' : `${faults.length} faults`}: ${faults.map(faultWords).join(' ')}`,
    'Nothing was changed, and nothing was sent to Azure. Correct the list, and run this again.',
  );
  return {
    outcome: 'failed',
    error,
    instances,
    isSaidByRows: true,
    isCarriedOut: false,
    deployments: [],
    says: [],
    ...nothing,
  };
}

function faultWords({ row, name, error }: Fault): string {
  const where = row === undefined ? 'all rows' : `row ${row}${name === undefined ? '' : ` (${name})`}`;
  return `${where}: ${error.message}`;
}

/** What the rows' own lines have said already needs no saying for all of them. */
function withoutSaid(result: ListResult): ListResult {
  return result.isSaidByRows ? { ...result, error: undefined } : result;
}

/** How to set up the rows that can be, without the others. */
function othersLines({ instances, isSaidByRows }: ListResult, command: string, width: number): readonly string[] {
  const good = instances.filter(({ error, questions }) => error === undefined && questions === undefined).length;
  if (!isSaidByRows || good === instances.length || good === 0) return [];
  const says = `${instances.length - good} of ${instances.length} rows can't be set up, and nothing was begun. To set up the other ${good} without them:`;
  return [...hang('', says, width), `  ${command} --yes`];
}

/** Sets up a list: all of it is looked at, agreed to and saved as one. Gives the exit code. */
export async function setUpMany(
  session: Session,
  given: GivenList,
  { planId, stop }: { readonly planId: string | undefined; readonly stop: Stopper },
): Promise<number> {
  const { line, screen, terminal, answers, environment } = session;
  const { style } = terminal;
  const width = terminal.width() - 1;
  const list = checkList(given, answers, line.command.questions);
  if (list.faults.length > 0) {
    const result = faulty(list, given);
    screen.print([
      ...faultsPage({ ...list, rows: given.rows.length }, style, width),
      '',
      'Nothing was changed, and nothing was sent to Azure.',
    ]);
    session.document(() => jsonOfList(result));
    return listExitCode(result);
  }
  if (isLong(list.rows.length)) tightMemory();
  const preview = line.options['dry-run'] !== undefined;
  const ended: ListResult | Result = await worked(session, {
    choose: (say) => {
      const chosen = chooseList(session, list.rows, new Date());
      if (!chosen.isNew) say(`Carrying on the list that is saved in ${shownPath(chosen.file, environment)}`);
      return Promise.resolve(chosen);
    },
    walk: (_, work) => walkList(session, list, work, { preview, planId, stop }),
  });
  const result: ListResult =
    'instances' in ended
      ? ended
      : { ...ended, instances: [], isSaidByRows: false, isCarriedOut: false, deployments: [], says: [] };
  const command = carryOnCommand(session, result.stateFile);
  const around = { command, unasked: terminal.unasked, shown: (path: string) => shownPath(path, environment) };
  screen.print([
    ...result.says.flatMap((each) => (each.startsWith('  ') ? [each] : hang('', each, width))),
    ...(result.isCarriedOut ? summaryPage(result, style, width) : preview ? [] : othersLines(result, command, width)),
    ...endingLines(withoutSaid(result), style, width, around),
  ]);
  session.document(() => jsonOfList(result));
  return listExitCode(result);
}
