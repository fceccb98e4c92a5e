import { remembering, type SavedMemory } from './memory.ts';
import type { SetupRecord } from './set-up-record.ts';

/** The set-ups of a list, each with a memory of its own, saved together in the one file of the list. */
export interface Rows {
  /** What the row of that id remembers. */
  memory(id: string): SavedMemory;
  /** The list has these rows now. */
  keep(rows: readonly SetupRecord[]): void;
  /** Does something whose changes need not be safe before it is over: they are saved once, in the end. */
  atOnce<Value>(work: () => Promise<Value>): Promise<Value>;
}

/** The rows that a list remembers: whatever changes in one is saved with all. */
export function rowsOf(list: SavedMemory, now: () => number): Rows {
  const rows = new Map((list.record().rows ?? []).map((row) => [row.id, row]));
  /** Works that are under way, side by side, and save in the end. */
  let holding = 0;
  let isChanged = false;
  const write = (): void => {
    isChanged = false;
    list.keepRows([...rows.values()]);
  };
  const save = (): void => {
    isChanged = true;
    if (holding === 0) write();
  };
  return {
    memory(id) {
      const row = rows.get(id);
      if (row === undefined) throw new TypeError(`The list has no row ${id}.`);
      return remembering(row, now, {
        save(record) {
          rows.set(id, record);
          save();
        },
        moveTo: list.saveIn,
        file: list.file,
      });
    },
    keep(all) {
      rows.clear();
      for (const row of all) rows.set(row.id, row);
      save();
    },
    async atOnce(work) {
      holding += 1;
      try {
        return await work();
      } finally {
        holding -= 1;
        // Others may still hold what they change: what this one has changed is safe when it is over.
        if (isChanged) write();
      }
    },
  };
}
