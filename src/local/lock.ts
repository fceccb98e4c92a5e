import { createHash } from 'node:crypto';
import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type SetupError, usageError } from '../errors.ts';
import { codeOf } from './disk.ts';
import { lockByFile } from './lock-file.ts';
import { askHolder, type Hold, type Holder, listenOn } from './lock-socket.ts';
import { isOwn } from './safe-place.ts';

/** The longest name of a socket file (macOS: 104 bytes with the one that ends it; Linux: 108). */
const longestAddress = 100;

/** What can't be because the file system has no sockets, or doesn't let us make one. */
const noSockets = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL', 'EACCES', 'EROFS'];

/** The same thing has the same name whichever way it is written. */
function realName(path: string): string {
  const folder = realpathSync.native(dirname(path));
  const name = process.platform === 'linux' ? basename(path) : basename(path).toLowerCase();
  return join(folder, name);
}

function hashOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 12);
}

/**
 * A name that goes with the process. On Linux and Windows another user could take it first, so it is only used where there can
 * be no socket file in a folder of our own.
 */
async function takeName(name: string, holder: Holder): Promise<Hold | Holder | undefined> {
  const address =
    process.platform === 'win32'
      ? String.raw`\\.\pipe\adt-setup-${hashOf(name)}`
      : `\0adt-setup-${process.getuid?.() ?? 0}-${hashOf(name)}`;
  return (await listenOn(address, holder)) ?? (await askHolder(address));
}

/**
 * A socket file beside, that its holder answers on or not: whoever can't write in the folder can't take it, and processes in
 * containers that share the folder see it as well, on one computer.
 */
async function take(path: string, holder: Holder): Promise<Hold | Holder | undefined> {
  const name = realName(path);
  const address = join(dirname(name), `.${hashOf(name)}.lock`);
  if (process.platform === 'win32' || Buffer.byteLength(address) > longestAddress) return await takeName(name, holder);
  const seen = lstatSync(address, { throwIfNoEntry: false });
  if (seen !== undefined && !isOwn({ owner: seen.uid })) throw heldByOther(path, seen.uid);
  try {
    return await lockByFile(address, holder);
  } catch (error) {
    if (process.platform !== 'linux' || !noSockets.includes(codeOf(error))) throw error;
    return await takeName(name, holder);
  }
}

function heldByOther(path: string, owner: number): SetupError {
  return usageError(
    'foreign-lock',
    `Another user (number ${owner}) has put a lock beside ${path}.`,
    'Work in a folder where only you may write.',
  );
}

/**
 * Takes what is at a path, whose folder exists, for this process alone.
 * @throws what `inUse` makes of who has it, when another process does; SetupError (usage) when another user is in the way.
 */
export async function hold(path: string, now: Date, inUse: (holder: Holder | undefined) => Error): Promise<Hold> {
  const taken = await take(path, { pid: process.pid, since: now.toISOString() });
  if (taken === undefined || !('release' in taken)) throw inUse(taken);
  return taken;
}

/**
 * Takes a state file, whose folder exists, for this process.
 * @throws SetupError (usage) when another process has it, saying which.
 */
export function holdState(file: string, now: Date): Promise<Hold> {
  return hold(file, now, (holder) => {
    const who = holder === undefined ? '' : ` (process ${holder.pid}, since ${holder.since})`;
    return usageError(
      'setup-in-use',
      `Another adt-setup${who} is working on this set-up, ${file}.`,
      'Let it finish, or end it, and run this again. For a set-up of its own give another file with --state.',
    );
  });
}
