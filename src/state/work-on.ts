import { dirname } from 'node:path';
import { realDisk } from '../local/disk.ts';
import { holdState } from '../local/lock.ts';
import { prepareFolder } from '../local/safe-place.ts';
import { memoryOf, type SavedMemory } from './memory.ts';
import { openState } from './open.ts';
import type { Rescue } from './rescue.ts';
import { setAside } from './set-aside.ts';
import type { SetupRecord } from './set-up-record.ts';
import { removeStrays } from './strays.ts';

/** The set-up to work on: where it is or will be saved, and the one to keep aside for it. */
export interface Order {
  readonly record: SetupRecord;
  readonly file: string;
  readonly isNew: boolean;
  readonly setAside: string | undefined;
  /** Nothing is saved until it is begun for real. */
  readonly preview: boolean;
  readonly rescue: Rescue;
  say(text: string): void;
}

/** A set-up that nobody else works on meanwhile. */
export interface Work {
  readonly memory: SavedMemory;
  /** A preview is carried out: from now on it is held and saved. */
  begin(): Promise<void>;
  /** Lets it go. */
  end(): Promise<void>;
}

/**
 * Begins or carries on a set-up: holds its file, puts right what a crash or damage left, and remembers in it from then on.
 * @throws SetupError (usage) when another process works on it, or it can't be saved.
 */
export async function workOn(order: Order, now: () => number): Promise<Work> {
  const held: (() => Promise<void>)[] = [];
  const end = async (): Promise<void> => {
    for (const release of held.splice(0)) await release();
  };
  const take = async (): Promise<SetupRecord | undefined> => {
    prepareFolder(order.file, realDisk);
    const when = new Date(now());
    const files = new Set([order.file, order.setAside ?? order.file]);
    for (const file of files) held.push((await holdState(file, when)).release);
    const { record, notices } = openState(order.file, when);
    notices.forEach(order.say);
    await removeStrays(order.file, when);
    return record;
  };
  try {
    // Between the choice and the hold another process may have gone on with it.
    const latest = order.preview ? undefined : await take();
    const start = order.isNew ? order.record : (latest ?? order.record);
    const prepare = (): void => {
      if (order.setAside === undefined) return;
      order.say(`The unfinished set-up is kept in ${setAside(order.setAside, new Date(now()))}`);
    };
    const memory = memoryOf(start, order.preview ? undefined : order.file, now, order.rescue, prepare);
    const begin = async (): Promise<void> => {
      await take();
      memory.saveIn(order.file);
    };
    return { memory, begin, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Where progress is saved that can't be saved where it belongs: not among the set-ups, where it would be one more. */
export function rescueFolders(setups: string, home: string | undefined): readonly string[] {
  return [dirname(setups), ...(home === undefined ? [] : [home])];
}
