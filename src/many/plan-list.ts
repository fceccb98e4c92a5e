import { planId } from '../domain/plan.ts';
import type { Resource } from '../domain/resource.ts';
import { NeedsAnswersError } from '../engine/flow.ts';
import { makePlan } from '../engine/make-plan.ts';
import { newSession } from '../engine/session.ts';
import { SetupError, withDetails } from '../errors.ts';
import { stageOf } from '../state/set-up-record.ts';
import type { Row } from './check.ts';
import { assignmentFaults, otherThanFirst } from './limits.ts';
import { type GoodRow, isGood, type OpenRow, type PlannedRow } from './planned-row.ts';
import { type PlanningPort, planningPort } from './planning-port.ts';

/** What was found out about a whole list: nothing has been changed for it. */
export interface ListPlan {
  readonly rows: readonly PlannedRow[];
  /** What would be made by all rows that can be set up: each thing once, in order. */
  readonly resources: readonly Resource[];
  /** The same list has the same id, on any machine; undefined while nobody is known who would do it. */
  readonly id: string | undefined;
}

/** Endings that are of all rows alike: nothing could be said of the others. */
const ofAll = ['signIn', 'forNow', 'defect'];

/** Looks at one row; `port`: what it reads alike with others. */
export async function planRow(open: OpenRow, port: PlanningPort): Promise<PlannedRow> {
  const session = newSession();
  if (stageOf(open.memory.record()) === 'undoing')
    return { ...open, session, plan: undefined, refusal: beingUndone(open.row) };
  const context = { ...open.context, azure: port.of(open.row.name) };
  try {
    const plan = await makePlan(context, session);
    open.progress.planned(plan);
    const { subscriptionId } = plan.report;
    if (subscriptionId !== undefined) port.planned(subscriptionId, [...plan.resources, ...plan.later]);
    return { ...open, session, plan, refusal: undefined };
  } catch (error) {
    const isOfRow = error instanceof SetupError && !ofAll.includes(error.ending);
    if (!isOfRow && !(error instanceof NeedsAnswersError)) throw error;
    return { ...open, session, plan: undefined, refusal: isOfRow ? withRoom(error, open, port) : error };
  }
}

function beingUndone({ name }: Row): SetupError {
  return new SetupError({
    ending: 'refused',
    code: 'being-undone',
    message: `${name} is being taken back, and that isn't finished.`,
    suggestion: `Finish that first: adt-setup undo --name ${name}`,
  });
}

/** That a region is full may be so because of the list itself. */
function withRoom(error: SetupError, { memory }: OpenRow, port: PlanningPort): SetupError {
  const [subscription, location] = ['subscription', 'location'].map((key) => memory.answer(key)?.value ?? '');
  const rows = port.inRegion(subscription ?? '', location ?? '');
  if (error.code !== 'region-full' || rows === 0) return error;
  const how =
    rows === 1 ? 'an earlier row of this list takes one of them' : `earlier rows of this list take ${rows} of them`;
  return withDetails(error, { message: `${error.message.replace(/\.$/, '')}: ${how}.` });
}

/** Each thing once: what several rows share is made by the first of them. */
function eachOnce(rows: readonly GoodRow[]): readonly Resource[] {
  const all = new Map<string, Resource>();
  for (const each of rows.flatMap(({ plan }) => plan.resources)) {
    const id = each.id.toLowerCase();
    if (!all.has(id)) all.set(id, each);
  }
  return [...all.values()];
}

/** The rows with what was found out about them together. */
function withFaults(rows: readonly PlannedRow[], faults: ReadonlyMap<Row, SetupError>): readonly PlannedRow[] {
  return rows.map((each) => ({ ...each, refusal: each.refusal ?? faults.get(each.row) }));
}

/**
 * Looks at each row of a list, and at all of them together; asks nobody, and changes nothing. `looking` is told of each row.
 * @throws SetupError for what concerns all rows alike: nobody could sign in, or Azure can't be reached now; InterruptedError.
 */
export async function planList(rows: readonly OpenRow[], looking: (row: Row) => void): Promise<ListPlan> {
  const [first] = rows;
  if (first === undefined) return { rows: [], resources: [], id: undefined };
  const port = planningPort(first.context.azure);
  const planned: PlannedRow[] = [];
  for (const row of rows) {
    looking(row.row);
    planned.push(await planRow(row, port));
  }
  const alone = withFaults(planned, otherThanFirst(planned.filter(isGood)));
  const all = withFaults(alone, await assignmentFaults(alone.filter(isGood), port.of('')));
  const good = all.filter(isGood);
  const resources = eachOnce(good);
  const value = good[0]?.plan.value;
  return { rows: all, resources, id: value && planId({ ...value, resources }) };
}
