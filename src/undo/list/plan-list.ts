import type { DataCount } from '../../domain/consent.ts';
import { sameName } from '../../domain/names.ts';
import type { PlanAccount } from '../../domain/plan.ts';
import type { Context } from '../../engine/context.ts';
import { settle } from '../../engine/resume.ts';
import { type Entry, goingIn, planUndo } from '../../engine/undo/plan.ts';
import { SetupError } from '../../errors.ts';
import type { Subscription } from '../../port/azure.ts';
import { subscriptionFor } from '../../saved/enter.ts';
import { partsOf } from '../../state/parts.ts';
import type { MadeThing } from '../../step/removal.ts';
import { fewAtOnce } from '../../text/few-at-once.ts';
import { countData, type FindOurs, withCounted } from '../data.ts';
import { learnDeployed } from '../deployment.ts';
import { type Cleared, clear } from '../obstacles.ts';
import { foundIn, type UndoPlan, withId } from '../plan.ts';
import { goneBefore } from '../take-back.ts';
import { subscriptionOf } from '../where.ts';
import { isShared, type OpenRow, type PlannedRow } from './row.ts';

/** What planning a list works with. */
export interface ListLooking extends Pick<Context, 'steps' | 'azure' | 'clock' | 'signal' | 'tell' | 'timeout'> {
  readonly cloud: string;
  readonly account: PlanAccount;
  /** Those that the account sees. */
  readonly subscriptions: readonly Subscription[];
  findOurs(row: OpenRow, subscription: string): FindOurs;
  /** A row is looked at. */
  looking(row: OpenRow): void;
}

/** What would be taken back of a list, and what stays. */
export interface ListPlan {
  readonly rows: readonly PlannedRow[];
  /** All that can be removed, as one. */
  readonly plan: UndoPlan;
}

/** Endings that are of all rows alike: nothing could be said of the others. */
const ofAll = ['forNow', 'signIn', 'defect'];

type Draft = Pick<PlannedRow, 'subscription' | 'refusal'> & OpenRow & Cleared & { readonly data: DataCount | null };

/** Of a row that has made nothing there is nothing to look at. */
const nothing = {
  subscription: undefined,
  entries: [],
  missing: [],
  notes: [],
  data: null,
  refusal: undefined,
} as const;

/** Nothing of a row is removed, and why. */
function refused(row: OpenRow, error: SetupError, known: Partial<Draft> = {}): Draft {
  const stays = (thing: MadeThing): Entry => ({
    thing,
    title: thing.step,
    removal: { kind: 'stays', says: thing.id.split('/').at(-1) ?? thing.id, why: error.message },
  });
  const entries = [...row.memory.things()].reverse().map(stays);
  return { subscription: undefined, entries, missing: [], notes: [], data: null, ...known, ...row, refusal: error };
}

/** Looks at what a row has for itself. */
async function draftOf(looking: ListLooking, row: OpenRow, gone: readonly string[]): Promise<Draft> {
  const { azure } = looking;
  const record = row.memory.record();
  if (record.made.length === 0 && record.making === null) return { ...row, ...nothing };
  let entries: readonly Entry[] = [];
  let subscription: Draft['subscription'];
  try {
    const seen = subscriptionFor(record, looking.subscriptions);
    subscription = subscriptionOf({ account: looking.account, subscription: seen }, record);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return refused(row, error);
  }
  try {
    const begun = row.memory.begun();
    if (begun !== undefined && begun.direction !== 'remove') await settle({ ...looking, memory: row.memory }, begun);
    const own = row.memory.things().filter((thing) => !isShared(thing));
    entries = await planUndo({ ...looking, gone }, own);
    const cleared = await clear(azure, entries, subscription);
    const going = await countData(azure, cleared.entries, looking.findOurs(row, subscription.id));
    const data = withCounted(going.data, row.memory.record().undo?.data ?? null);
    const sample = `${row.name} holds the sample of first-steps as it was made, which goes with it.`;
    const notes = going.ours === 0 ? cleared.notes : [...cleared.notes, sample];
    return { ...row, ...cleared, notes, subscription, data, refusal: undefined };
  } catch (error) {
    if (!(error instanceof SetupError) || ofAll.includes(error.ending)) throw error;
    return refused(row, error, { subscription, ...(entries.length > 0 && { entries }) });
  }
}

/** Looks at what a row has made that others may use, too, when these are gone. */
async function withShared(looking: ListLooking, draft: Draft, gone: readonly string[]): Promise<Draft> {
  const things = draft.memory.things().filter(isShared);
  const { subscription, refusal } = draft;
  if (things.length === 0 || subscription === undefined || refusal !== undefined) return draft;
  let shared: readonly Entry[] = [];
  try {
    shared = await planUndo({ ...looking, gone }, things);
    const cleared = await clear(looking.azure, shared, subscription);
    return {
      ...draft,
      entries: [...draft.entries, ...cleared.entries],
      missing: [...draft.missing, ...cleared.missing],
      notes: [...draft.notes, ...cleared.notes],
    };
  } catch (error) {
    if (!(error instanceof SetupError) || ofAll.includes(error.ending)) throw error;
    return refused(draft, error, { ...draft, entries: [...draft.entries, ...shared] });
  }
}

/** What goes of a row. */
function goesOf({ refusal, entries, missing }: Draft): readonly string[] {
  const lacking = new Set(missing.map(({ entry }) => entry.thing.id));
  return refusal === undefined ? goingIn(entries).filter((id) => !lacking.has(id)) : [];
}

/** All that is lost together; what could not be counted in one can't be counted in all. */
function sumOf(all: readonly (DataCount | null)[]): DataCount | null {
  const known = all.filter((each) => each !== null);
  const [first] = known;
  if (first === undefined) return null;
  const keys = Object.keys(first) as (keyof DataCount)[];
  const sum = (key: keyof DataCount): number | null =>
    known.reduce<number | null>((total, each) => {
      const count = each[key];
      return total === null || count === null ? null : total + count;
    }, 0);
  return Object.fromEntries(keys.map((key) => [key, sum(key)])) as unknown as DataCount;
}

/** The rows as one plan: what each has for itself, then what they share. */
function together(rows: readonly PlannedRow[], account: PlanAccount, cloud: string): UndoPlan {
  const good = rows.filter(({ refusal }) => refusal === undefined);
  const all = good.flatMap(({ plan }) => plan.entries);
  const found = rows.flatMap(({ plan }) => plan.found);
  return withId(
    {
      account,
      entries: [...all.filter(({ thing }) => !isShared(thing)), ...all.filter(({ thing }) => isShared(thing))],
      found: found.filter(({ id }, at) => found.findIndex((each) => sameName(each.id, id)) === at),
      data: sumOf(good.map(({ plan }) => plan.data)),
      missing: good.flatMap(({ plan }) => plan.missing),
      notes: [...new Set(good.flatMap(({ plan }) => plan.notes))],
    },
    cloud,
  );
}

/**
 * Looks at all rows of a list and at all that could stop them, the newest first: what each has for itself, and when that is known what
 * they share. Changes nothing in Azure.
 * @throws SetupError for what concerns all rows alike; InterruptedError.
 */
export async function planUndoList(looking: ListLooking, rows: readonly OpenRow[]): Promise<ListPlan> {
  const deployed = await learnDeployed(
    looking,
    rows.map(({ memory }) => memory),
    { atOnce: (work) => work() },
  );
  const gone = rows.flatMap(({ memory }) => goneBefore(memory));
  const made = rows.flatMap(({ memory }) => memory.things().map(({ id }) => id));
  const own = await fewAtOnce([...rows].reverse(), async (row) => {
    looking.looking(row);
    const open = deployed.get(row.memory);
    return open === undefined ? await draftOf(looking, row, gone) : refused(row, open);
  });
  const goes = [...gone, ...own.flatMap(goesOf)];
  const drafts: Draft[] = [];
  for (const draft of own) drafts.push(await withShared(looking, draft, goes));
  const planned = drafts.map((draft): PlannedRow => {
    const { set, name, memory, subscription, refusal, entries, missing, notes, data } = draft;
    // What one row found, and another has made, is the list's own.
    const found = foundIn(partsOf(memory.record())).filter(({ id }) => !made.some((each) => sameName(each, id)));
    const plan = withId({ account: looking.account, entries, missing, notes, data, found }, looking.cloud);
    return { set, name, memory, subscription, refusal, plan };
  });
  const plan = together(planned, looking.account, looking.cloud);
  // A row is agreed to with all others, and has no id of its own.
  return { rows: planned.map((row) => ({ ...row, plan: { ...row.plan, id: plan.id } })), plan };
}
