import { sameName } from '../domain/names.ts';
import type { PlanAccount } from '../domain/plan.ts';
import type { Context } from '../engine/context.ts';
import { settle } from '../engine/resume.ts';
import { applyUndo, type Fate, type Undoing } from '../engine/undo/apply.ts';
import { type Entry, planUndo } from '../engine/undo/plan.ts';
import type { SavedMemory } from '../state/memory.ts';
import { partsOf } from '../state/parts.ts';
import { consentToUndo, type Given } from './consent.ts';
import { countData, type FindOurs, withCounted } from './data.ts';
import { learnDeployed } from './deployment.ts';
import { clear, lockRefusal } from './obstacles.ts';
import { foundIn, type UndoPlan, withId } from './plan.ts';
import type { UndoOutcome } from './result.ts';

/** What taking a set-up back works with. */
export interface Task
  extends Pick<Context, 'steps' | 'azure' | 'clock' | 'signal' | 'tell' | 'timeout'>,
    Pick<Undoing, 'stopping'> {
  readonly memory: SavedMemory;
  readonly cloud: string;
  readonly account: PlanAccount;
  readonly subscription: { readonly id: string; readonly name: string };
  /** Of the instance, or of what there is of the set-up. */
  readonly name: string;
  readonly given: Given;
  readonly findOurs: FindOurs;
  readonly preview: boolean;
  readonly view: UndoView;
  /** How far it is, told also when it ends early. */
  readonly fates: Map<string, Fate>;
}

/** What is shown and asked; it draws nothing itself. */
interface UndoView {
  planned(plan: UndoPlan): void;
  show(plan: UndoPlan): void;
  /** Whether the person agrees: by the whole name, and to what is lost besides. */
  agrees(plan: UndoPlan): Promise<boolean>;
  /** From now on things are removed. */
  begins(): void;
}

/** How taking back ended, errors apart. */
export interface UndoEnded {
  readonly outcome: Extract<UndoOutcome, 'undone' | 'planned' | 'left' | 'needs-approval' | 'waiting' | 'handover'>;
  readonly plan: UndoPlan;
  readonly waitsFor?: string;
}

/** Looks at everything, and at all that could stop it; changes nothing in Azure. */
async function planOf({ memory, ...task }: Task): Promise<UndoPlan> {
  const { azure, subscription, account } = task;
  const begun = memory.begun();
  if (begun !== undefined && begun.direction !== 'remove') await settle({ ...task, memory }, begun);
  const open = await learnDeployed(task, [memory], { atOnce: (work) => work() });
  for (const error of open.values()) throw error;
  const entries = await planUndo({ ...task, gone: goneBefore(memory) }, memory.things());
  const cleared = await clear(azure, entries, subscription);
  const going = await countData(azure, cleared.entries, task.findOurs);
  const data = withCounted(going.data, memory.record().undo?.data ?? null);
  const notes =
    going.ours === 0
      ? cleared.notes
      : [...cleared.notes, 'The instance holds the sample of first-steps as it was made, which goes with it.'];
  return withId({ ...cleared, notes, account, found: foundIn(partsOf(memory.record())), data }, task.cloud);
}

/** What an earlier run of this removal has taken away. */
export function goneBefore(memory: SavedMemory): readonly string[] {
  const { undo, made } = memory.record();
  return (undo?.removes ?? []).map(({ id }) => id).filter((id) => !made.some((each) => sameName(each.id, id)));
}

/** What is handed over is left where it is. */
export function withoutMissing({ entries, missing }: Pick<UndoPlan, 'entries' | 'missing'>): readonly Entry[] {
  return entries.map((entry) => {
    const lacks = missing.find((each) => each.entry === entry);
    if (lacks === undefined || entry.removal.kind !== 'remove') return entry;
    const why = `you may not: ${lacks.action} is missing`;
    return { ...entry, removal: { kind: 'stays', says: entry.removal.says, why } };
  });
}

/**
 * Takes a set-up back: plan, consent, apply; what an earlier run had begun is carried on. What this set-up did not make stays,
 * whatever it is called.
 * @throws SetupError, InterruptedError.
 */
export async function takeBack(task: Task): Promise<UndoEnded> {
  const { memory, clock, view, given, account, subscription, fates } = task;
  const plan = await planOf(task);
  view.planned(plan);
  if (task.preview) {
    view.show(plan);
    return { outcome: 'planned', plan };
  }
  const before = memory.record().undo;
  const consent = consentToUndo(plan, task.name, before, given);
  view.show(plan);
  if (consent.is === 'missing') return { outcome: 'needs-approval', plan };
  if (consent.is === 'to-ask' && !(await view.agrees(plan))) return { outcome: 'left', plan };
  if (plan.removes.length > 0 && plan.id !== undefined) {
    const removes = [...plan.removes, ...(consent.is === 'agreed' && consent.before ? (before?.removes ?? []) : [])];
    const planId = (consent.is === 'agreed' && consent.before && before?.planId) || plan.id;
    memory.undoing({ planId, account, removes, data: plan.data }, clock.now());
  }
  view.begins();
  const doing: Undoing = {
    ...task,
    gone: goneBefore(memory),
    lockRefusal: (locks) => lockRefusal(locks, subscription.name, removedSoFar(fates)),
  };
  const waitsFor = await applyUndo(doing, withoutMissing(plan), fates);
  if (waitsFor !== undefined) return { outcome: 'waiting', plan, waitsFor };
  if (plan.missing.length > 0) return { outcome: 'handover', plan };
  memory.undone();
  return { outcome: 'undone', plan };
}

/** A true account of what is gone when something stops it midway. */
export function removedSoFar(fates: ReadonlyMap<string, Fate>): string {
  const gone = [...fates].filter(([, { status }]) => status === 'removed').map(([id]) => id.split('/').at(-1) ?? id);
  return gone.length === 0 ? 'Nothing was removed.' : `Removed before: ${gone.join(', ')}.`;
}
