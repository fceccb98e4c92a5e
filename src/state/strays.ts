import { basename, dirname, join } from 'node:path';
import { SetupError } from '../errors.ts';
import { type Disk, realDisk } from '../local/disk.ts';
import { holdState } from '../local/lock.ts';
import { removeLeftovers } from './open.ts';

/** What a crash leaves of a set-up whose name the program made up, and that was never saved whole. */
const stray = /^(\d{4}-\d\d-\d\d-[0-9a-f]{6}\.json)\.\d+\.[0-9a-f]+\.tmp$/;

/**
 * Takes away what crashes have left beside a state file of set-ups that were never begun: nobody will open those any more. What
 * another process is just writing stays.
 */
export async function removeStrays(file: string, now: Date, disk: Disk = realDisk): Promise<void> {
  const folder = dirname(file);
  const names = new Set(disk.list(folder).flatMap((name) => stray.exec(name)?.[1] ?? []));
  for (const name of names) {
    const other = join(folder, name);
    if (name === basename(file) || disk.look(other) !== undefined) continue;
    try {
      const hold = await holdState(other, now);
      removeLeftovers(other, disk);
      await hold.release();
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
    }
  }
}
