import { removeState } from './open.ts';
import { type Rescue, saveOrRescue } from './rescue.ts';
import type { SetupRecord } from './set-up-record.ts';
import { isWorthSaving } from './worth-saving.ts';

/** Where a record is saved at every change. */
export interface Saving {
  save(record: SetupRecord): void;
  /** From now on it is saved there. */
  moveTo(file: string): void;
  file(): string | undefined;
}

/**
 * Saves what a record becomes in `file`, unless that is undefined, as soon as there is anything worth it, before which `prepare` is
 * called. A record that was saved before (its serial is not 0) must still be there as it is when it is replaced.
 */
export function savingOf(start: SetupRecord, file: string | undefined, rescue: Rescue, prepare: () => void): Saving {
  let saved = start.serial === 0 ? undefined : start;
  let current = file;
  let isRescued = false;
  return {
    save(record) {
      if (current === undefined) return;
      if (!isWorthSaving(record) && start.serial === 0) {
        if (saved !== undefined) removeState(current, saved);
        saved = undefined;
        return;
      }
      if (saved === undefined) prepare();
      saveOrRescue({ file: current, record, before: saved }, rescue, (where) => {
        current = where;
        isRescued = true;
      });
      saved = record;
    },
    moveTo: (next) => {
      current = next;
    },
    file: () => (saved === undefined && !isRescued ? undefined : current),
  };
}
