import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type SetupError, usageError } from '../errors.ts';
import { lockByFile } from './lock-file.ts';
import { askHolder, type Hold, type Holder, listenOn } from './lock-socket.ts';

/** The same set-up has the same name whichever way its file is written. */
function lockName(file: string): string {
  const folder = realpathSync.native(dirname(file));
  const name = process.platform === 'linux' ? basename(file) : basename(file).toLowerCase();
  return createHash('sha256').update(join(folder, name)).digest('hex').slice(0, 24);
}

function inUse(file: string, holder: Holder | undefined): SetupError {
  const who = holder === undefined ? '' : ` (process ${holder.pid}, since ${holder.since})`;
  return usageError(
    'setup-in-use',
    `Another adt-setup${who} is working on this set-up, ${file}.`,
    'Let it finish, or end it, and run this again. For a set-up of its own give another file with --state.',
  );
}

/** Linux and Windows have names that go with the process; elsewhere it is a socket file that somebody answers on or not. */
async function take(name: string, holder: Holder): Promise<Hold | Holder | undefined> {
  if (process.platform !== 'linux' && process.platform !== 'win32') {
    const folder = join(tmpdir(), `adt-setup-${process.getuid?.() ?? 0}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return await lockByFile(join(folder, name), holder);
  }
  const address =
    process.platform === 'win32'
      ? String.raw`\\.\pipe\adt-setup-${name}`
      : `\0adt-setup-${process.getuid?.() ?? 0}-${name}`;
  return (await listenOn(address, holder)) ?? (await askHolder(address));
}

/**
 * Takes a state file, whose folder exists, for this process.
 * @throws SetupError (usage) when another process has it, saying which.
 */
export async function holdState(file: string, now: Date): Promise<Hold> {
  const taken = await take(lockName(file), { pid: process.pid, since: now.toISOString() });
  if (taken === undefined || !('release' in taken)) throw inUse(file, taken);
  return taken;
}
