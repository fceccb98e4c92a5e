import type { Entry } from '../../engine/undo/plan.ts';
import type { SetupError } from '../../errors.ts';
import type { Listed } from '../../saved/list.ts';
import type { SavedMemory } from '../../state/memory.ts';
import type { MadeThing } from '../../step/removal.ts';
import type { UndoPlan } from '../plan.ts';

/** A row of a list, held for this process. */
export interface OpenRow {
  readonly set: Listed;
  readonly name: string;
  readonly memory: SavedMemory;
}

/** A row that was looked at. */
export interface PlannedRow extends OpenRow {
  /** Where it is; undefined where the account doesn't see that. */
  readonly subscription: { readonly id: string; readonly name: string } | undefined;
  /** Its own things first, then those that others may use, too. */
  readonly plan: UndoPlan;
  /** Why nothing of it is removed; the others go all the same. */
  readonly refusal: SetupError | undefined;
}

/** Things that other rows may use, too: they go last, when what was in them is gone. */
export function isShared({ kind }: Pick<MadeThing, 'kind'>): boolean {
  return kind === 'group' || kind === 'registration';
}

/** The entries of a plan that are, or aren't, shared. */
export function entriesOf({ entries }: Pick<UndoPlan, 'entries'>, shared: boolean): readonly Entry[] {
  return entries.filter(({ thing }) => isShared(thing) === shared);
}
