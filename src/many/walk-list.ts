import type { Session } from '../cli/session.ts';
import { InterruptedError, SetupError } from '../errors.ts';
import type { SavedMemory } from '../state/memory.ts';
import { type Rows, rowsOf } from '../state/rows.ts';
import type { Work } from '../state/work-on.ts';
import { helpersOf } from '../step/hand-over.ts';
import { carryOnCommand } from '../wizard/carry-on.ts';
import { handOverText, writeHandOver } from '../wizard/hand-over.ts';
import type { Result } from '../wizard/result.ts';
import { remember } from '../wizard/wizard.ts';
import { type CarriedOut, carryOutRows, distinctHandOvers, notBegun } from './carry-out.ts';
import type { CheckedList } from './check.ts';
import { decide } from './decide.ts';
import { openRows, signInAlike, signInToList } from './open-rows.ts';
import { type ListPlan, planList } from './plan-list.ts';
import { isGood, type OpenRow } from './planned-row.ts';
import { errorOf, type ListResult, type RowResult, worstOf } from './result.ts';
import { recordsFor } from './saved-list.ts';
import { type ListView, listViewOn } from './view.ts';

/** How the list is to be done. */
export interface ListOrder {
  readonly preview: boolean;
  readonly planId: string | undefined;
}

/** A list that is worked on. */
interface Sitting extends ListOrder {
  readonly session: Session;
  readonly view: ListView;
  readonly rows: Rows;
  beginForReal(): Promise<void>;
}

/** Keeps with each row what was agreed to, before anything is sent. */
async function approve({ rows }: Sitting, plan: ListPlan): Promise<void> {
  await rows.atOnce(() => {
    for (const row of plan.rows.filter(isGood))
      remember(row.context, row.session, { ...row.plan, id: plan.id }, row.plan.resources);
    return Promise.resolve();
  });
}

/** Shows the plan, has it agreed to, and carries it out. */
async function settled(sitting: Sitting, plan: ListPlan): Promise<CarriedOut> {
  const { session, view, preview, planId } = sitting;
  const { line, prompter, target } = session;
  view.showPlan(plan);
  if (preview) view.showCount(plan);
  const given = {
    yes: line.options.yes !== undefined,
    planId,
    practice: target.cloud.practice,
    canAsk: prompter !== undefined,
  };
  const decision = await decide(plan, { prompter, given, preview, say: view.say, beginForReal: sitting.beginForReal });
  if (decision.is !== 'go')
    return { results: plan.rows.map((row) => notBegun(row, decision.is)), handOvers: [], isCarriedOut: false };
  if (decision.isNew) await approve(sitting, plan);
  const { signal } = session;
  return await carryOutRows(plan.rows, { yes: given.yes, signal, view: view.row, done: view.done });
}

/** What all rows tell alike, and how the worst of them ended. */
function resultOf(
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
    ...base,
    instances: results.map((each): RowResult => (each.outcome === 'handover' ? { ...each, handOverFile: file } : each)),
  };
}

/** Ends a list with what was thrown before any row was carried out; a defect goes on to be reported as one. */
function thrown(error: unknown, rows: readonly OpenRow[], base: Pick<Result, 'requests' | 'stateFile'>): ListResult {
  const instances = rows.map((row) => notBegun(row));
  const known = { lines: [], report: {}, instances, isSaidByRows: false, isCarriedOut: false, ...base };
  if (error instanceof InterruptedError) return { outcome: 'interrupted', signal: error.signal, ...known };
  if (error instanceof SetupError) return { outcome: 'failed', error, ...known };
  throw error;
}

/**
 * Walks the rows of a list: signs in once, looks at all of them, has the plan agreed to once, and carries out one after the other.
 * All that is known of them is saved together.
 */
export async function walkList(session: Session, list: CheckedList, work: Work, order: ListOrder): Promise<ListResult> {
  const { memory } = work;
  let mayWrite = !order.preview;
  const azure = await session.azure(() => mayWrite);
  const view = listViewOn(session, azure);
  const rows = rowsOf(memory, Date.now);
  const beginForReal = async (): Promise<void> => {
    await work.begin();
    mayWrite = true;
  };
  const rest = (): Pick<Result, 'requests' | 'stateFile'> => ({ requests: azure.requests, stateFile: memory.file });
  let open: readonly OpenRow[] = [];
  let plan: ListPlan | undefined;
  try {
    // What the list says is safe before anything is asked of Azure.
    open = await rows.atOnce(() => {
      const records = recordsFor(memory.record(), list.rows, new Date());
      rows.keep(records.all);
      return Promise.resolve(openRows(session, azure, list.rows, records, rows));
    });
    await signInToList(session, azure, memory, list.rows);
    plan = await rows.atOnce(async () => {
      signInAlike(open, memory);
      return await planList(open, view.looking);
    });
    session.screen.rest();
    const done = await settled({ session, view, rows, beginForReal, ...order }, plan);
    session.screen.rest();
    return finished(memory, resultOf(done, plan, session, rest()), rest);
  } catch (error) {
    session.screen.rest();
    return { ...thrown(error, plan?.rows ?? open, rest()), planId: plan?.id };
  }
}

/** Keeps that all rows are ready, or no longer; where that can't be saved, how the rows ended is told all the same. */
function finished(
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
