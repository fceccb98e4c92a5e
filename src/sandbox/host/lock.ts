import { join } from 'node:path';
import { usageError } from '../../errors.ts';
import { hold } from '../../local/lock.ts';

/**
 * Takes the data directory for this process: two sandboxes on one would overwrite each other's world. Gives the way to let it go.
 * @throws SetupError (usage) when another one has it.
 */
export async function holdDirectory(dataDirectory: string): Promise<() => Promise<void>> {
  const held = await hold(join(dataDirectory, 'world'), new Date(), (holder) =>
    usageError(
      'sandbox-in-use',
      `Another sandbox is running on ${dataDirectory}${holder === undefined ? '' : ` (process ${holder.pid})`}.`,
      'Stop it first, or give this one a data directory of its own (--data).',
    ),
  );
  return () => held.release();
}
