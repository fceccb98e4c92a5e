import type { Session } from '../cli/session.ts';
import type { Stopper } from '../local/stopper.ts';
import { type Rows, rowsOf } from '../state/rows.ts';
import type { Work } from '../state/work-on.ts';
import type { Result } from '../wizard/result.ts';
import { remember } from '../wizard/wizard.ts';
import { type Deployments, deploymentsOf } from './arm/deploy-list.ts';
import { foreseen } from './arm/foreseen.ts';
import { deploymentsWords } from './arm/words.ts';
import { type CarriedOut, carryOutRows, notBegun } from './carry-out.ts';
import type { CheckedList } from './check.ts';
import { decide } from './decide.ts';
import { type Engine, engineFor } from './engine.ts';
import { finished, resultOf, thrown } from './list-ended.ts';
import { openRows, signInAlike, signInToList } from './open-rows.ts';
import { type ListPlan, planList } from './plan-list.ts';
import { isGood, type OpenRow } from './planned-row.ts';
import type { ListResult } from './result.ts';
import { recordsFor } from './saved-list.ts';
import { type ListView, listViewOn } from './view.ts';

/** How the list is to be done. */
export interface ListOrder {
  readonly preview: boolean;
  readonly planId: string | undefined;
  readonly stop: Stopper;
}

/** A list that is worked on. */
interface Sitting extends ListOrder {
  readonly session: Session;
  readonly view: ListView;
  readonly rows: Rows;
  readonly engine: Engine;
  /** What Azure's own preview says; empty where it wasn't asked. */
  readonly says: string;
  readonly deployments: Deployments;
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
  const { session, view, preview, planId, engine } = sitting;
  const { line, prompter, target } = session;
  view.showPlan(plan, preview);
  if (engine === 'arm') for (const says of deploymentsWords(plan)) view.say(says);
  if (sitting.says !== '') view.say(sitting.says);
  if (preview) view.showCount(plan);
  const given = {
    yes: line.options.yes !== undefined,
    planId,
    practice: target.cloud.practice,
    canAsk: prompter !== undefined,
  };
  const { beginForReal } = sitting;
  const decision = await decide(plan, { prompter, given, preview, engine, say: view.say, beginForReal });
  if (decision.is !== 'go')
    return { results: plan.rows.map((row) => notBegun(row, decision.is)), handOvers: [], isCarriedOut: false };
  if (decision.isNew) await approve(sitting, plan);
  const how = { yes: given.yes, view: view.row, done: view.done };
  if (engine === 'arm')
    return await sitting.deployments.carryOut(plan, { ...how, view: view.quiet, done: () => undefined });
  return await carryOutRows(plan.rows, { ...how, signal: session.signal });
}

const sentBefore = (name: string): string =>
  `The deployment ${name} was sent before, and may be under way: this shows what is there by now.`;

/**
 * Sets up the rows of a list: signs in once, looks at all of them, has the plan agreed to once, and carries out one after the other, or
 * by Azure's own engine.
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
  const rest = (): Pick<Result, 'requests' | 'stateFile'> => ({ requests: azure.requests, stateFile: memory.file() });
  const deployments = deploymentsOf({ session, stop: order.stop, azure, rows, list: memory });
  const withDeployments = (result: ListResult): ListResult => ({
    ...result,
    deployments: deployments.all.map(({ report }) => report),
    says: deployments.endingLines(),
  });
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
    const before = order.preview ? undefined : await deployments.followSaved(open);
    if (before !== undefined) return withDeployments(resultOf(before, undefined, session, rest()));
    if (order.preview) for (const name of deployments.saved(open)) view.say(sentBefore(name));
    plan = await rows.atOnce(async () => {
      signInAlike(open, memory);
      return await planList(open, view.looking);
    });
    session.screen.rest();
    const engine = engineFor(session.line.options, list.rows.length);
    const looked = order.preview && engine === 'arm' ? await foreseen(plan, azure) : { plan, says: '' };
    plan = looked.plan;
    session.screen.rest();
    const done = await settled(
      { session, says: looked.says, view, rows, engine, deployments, beginForReal, ...order },
      plan,
    );
    session.screen.rest();
    return withDeployments(finished(memory, resultOf(done, plan, session, rest()), rest));
  } catch (error) {
    session.screen.rest();
    return withDeployments({ ...thrown(error, plan?.rows ?? open, rest()), planId: plan?.id });
  }
}
