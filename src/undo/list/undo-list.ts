import { steps } from '../../../steps/index.ts';
import { invoked } from '../../cli/invocation.ts';
import { timeoutOf } from '../../cli/numbers.ts';
import type { Session } from '../../cli/session.ts';
import { InterruptedError, SetupError } from '../../errors.ts';
import { rowsOf } from '../../state/rows.ts';
import { stageOf } from '../../state/set-up-record.ts';
import { hang } from '../../terminal/layout.ts';
import { safe } from '../../text/safe.ts';
import { commandLine } from '../../text/shell.ts';
import { systemClock } from '../../wizard/clock.ts';
import { checkGiven } from '../consent.ts';
import { leadNowhere } from '../env-file.ts';
import { heldFile } from '../hold.ts';
import { type UndoResult, undoExitCode } from '../result.ts';
import { carryOutUndo, type RowEnded } from './carry-out.ts';
import { decided } from './decide.ts';
import { undoListEnding } from './ending.ts';
import { lettersFor } from './letters.ts';
import { undoListPage } from './page.ts';
import { type ListPlan } from './plan-list.ts';
import { errorOfRows, type UndoListResult, undoListDocument, worstRow } from './result.ts';
import type { PlannedRow } from './row.ts';
import { type ListOrder, openRows, planned, type Sitting } from './sitting.ts';

/** Takes back a list as a whole: one plan, one yes. Gives the exit code. */
export async function undoList(session: Session, order: ListOrder): Promise<number> {
  const { line, screen, terminal, target, environment } = session;
  const { one, given } = order;
  checkGiven(given, '', 'Name one instance with --name, or agree');
  const preview = line.options['dry-run'] !== undefined;
  const command = commandLine(invoked(environment, ['undo', ...target.argv, ...one.argv]));
  const helpers: string[] = [];
  const work = await heldFile(session, one.list, one.rows[0].file, preview);
  let result: UndoListResult;
  try {
    const azure = await session.azure(() => !preview);
    const saved = rowsOf(work.memory, Date.now);
    result = await ended({ ...order, session, azure, work, saved, preview, command, helpers });
  } finally {
    await work.end();
  }
  screen.rest();
  const inEnv = [...new Set(result.instances.flatMap((each) => leadNowhere('.', each)))];
  const around = { command, preview, unasked: terminal.unasked, helpers, inEnv };
  screen.print(undoListEnding(result, terminal.style, terminal.width() - 1, around));
  session.document(() => undoListDocument(result));
  return undoExitCode(result);
}

async function carriedOut(sitting: Sitting, { rows }: ListPlan): Promise<readonly RowEnded[]> {
  const { session, azure, stop } = sitting;
  const { screen, terminal, line, signal } = session;
  const width = terminal.width() - 1;
  stop.working(() => screen.print(hang('', 'Finishing what is under way; Ctrl-C once more leaves at once.', width)));
  const begins = ({ name }: PlannedRow): void => {
    if (!terminal.quiet) screen.print([terminal.style.bold(safe(name))]);
  };
  const timeout = timeoutOf(line.options);
  const { stopping } = stop;
  const how = { steps, azure, clock: systemClock, signal, tell: screen.tell, timeout, stopping, begins };
  return await carryOutUndo(how, rows);
}

/** All rows in the order of the list. */
function resultOf(
  sitting: Sitting,
  plan: UndoResult['plan'],
  all: readonly RowEnded[],
  handOverFile: string | undefined,
): UndoListResult {
  const { azure, work, one } = sitting;
  const base = { requests: azure.requests, stateFile: work.memory.file() ?? one.rows[0].file };
  const instances = [...all].reverse().map(
    ({ row, outcome, fates, error, waitsFor, signal }): UndoResult => ({
      ...base,
      outcome,
      name: row.name,
      plan: row.plan,
      fates,
      error,
      waitsFor,
      signal,
      hostName: row.set.record.facts.hostName,
      ...(outcome === 'handover' && { handOverFile }),
    }),
  );
  const worst = worstRow(instances);
  return {
    ...base,
    outcome: worst?.outcome ?? 'undone',
    name: '',
    plan,
    fates: new Map(all.flatMap(({ fates }) => [...fates])),
    error: errorOfRows(all),
    signal: worst?.signal,
    handOverFile,
    instances,
  };
}

/** Plan, consent, apply; whatever ends it early is told of all rows. */
async function ended(sitting: Sitting): Promise<UndoListResult> {
  const { session, preview, work } = sitting;
  const { screen, terminal, prompter } = session;
  const rows = await openRows(sitting);
  let plan: ListPlan | undefined;
  const all = (outcome: RowEnded['outcome']): readonly RowEnded[] =>
    (plan?.rows ?? []).map((row) => ({
      row,
      fates: new Map(),
      ...(row.refusal === undefined ? { outcome } : { outcome: 'failed', error: row.refusal }),
    }));
  try {
    plan = await planned(sitting, rows);
    screen.rest();
    const isShown = !terminal.quiet || prompter !== undefined;
    if (isShown) screen.show(undoListPage(plan, terminal.style, terminal.width() - 1));
    if (preview) return resultOf(sitting, plan.plan, all('planned'), undefined);
    const decision = await decided(sitting, plan);
    if (decision !== 'go') return resultOf(sitting, plan.plan, all(decision), undefined);
    const done = await carriedOut(sitting, plan);
    const file = await handedOver(sitting, done);
    if ((work.memory.record().rows ?? []).every((row) => stageOf(row) === 'undone')) work.memory.undone();
    return resultOf(sitting, plan.plan, done, file);
  } catch (error) {
    screen.rest();
    const result = resultOf(sitting, plan?.plan, all('planned'), undefined);
    if (error instanceof InterruptedError) return { ...result, outcome: 'interrupted', signal: error.signal };
    if (error instanceof SetupError) return { ...result, outcome: 'failed', error };
    throw error;
  }
}

async function handedOver(sitting: Sitting, done: readonly RowEnded[]): Promise<string | undefined> {
  const rows = done.flatMap(({ row, outcome }) => (outcome === 'handover' ? [row] : []));
  if (rows.length === 0) return undefined;
  const { azure, session, command, helpers } = sitting;
  return await lettersFor(azure, rows, { command, helpers, folders: [process.cwd(), session.target.setups] });
}
