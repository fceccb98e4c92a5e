import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { usageError } from '../errors.ts';
import { codeOf } from './disk.ts';
import { lockByFile } from './lock-file.ts';
import { askHolder, type Hold, type Holder, listenOn } from './lock-socket.ts';

/** The same thing has the same name whichever way it is written. */
function realName(path: string): string {
  const folder = realpathSync.native(dirname(path));
  const name = process.platform === 'linux' ? basename(path) : basename(path).toLowerCase();
  return join(folder, name);
}

function hashOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 24);
}

function addressOf(name: string): string {
  return process.platform === 'win32'
    ? String.raw`\\.\pipe\adt-setup-${hashOf(name)}`
    : `\0adt-setup-${process.getuid?.() ?? 0}-${hashOf(name)}`;
}

/**
 * A name that goes with the process. Another user could take it first, so it is only used where there can be no socket file in a
 * folder of our own.
 */
async function takeName(name: string, holder: Holder): Promise<Hold | Holder | undefined> {
  const address = addressOf(name);
  return (await listenOn(address, holder)) ?? (await askHolder(address));
}

/** More than anybody would take away from us. */
const mostFolders = 10;

/**
 * A folder of this user's for locks: always the same one, and no other user can make anything in it. One that another user
 * has made under its name is left, and the next name is taken.
 */
function lockFolder(user: number): string | undefined {
  for (let number = 0; number < mostFolders; number += 1) {
    const folder = `/tmp/adt-setup-${user}${number === 0 ? '' : `-${number}`}`;
    try {
      mkdirSync(folder, { mode: 0o700 });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') return undefined;
    }
    const seen = lstatSync(folder, { throwIfNoEntry: false });
    if (seen?.isDirectory() !== true || seen.uid !== user) continue;
    if ((seen.mode & 0o077) !== 0) chmodSync(folder, 0o700);
    return folder;
  }
  return undefined;
}

/**
 * Where it can be, a socket file in a folder of this user's, that its holder answers on or not. It doesn't reach into containers
 * that share a home: there, that a file is compared before it is replaced has to do.
 */
async function take(path: string, holder: Holder): Promise<Hold | Holder | undefined> {
  const name = realName(path);
  const user = process.getuid?.();
  const folder = user === undefined ? undefined : lockFolder(user);
  if (folder === undefined) return await takeName(name, holder);
  return await lockByFile(join(folder, hashOf(name)), holder);
}

/** Who has what is at a path now, without taking it; undefined when nobody does. */
export async function holderOf(path: string): Promise<Holder | undefined> {
  const name = realName(path);
  const user = process.getuid?.();
  const folder = user === undefined ? undefined : lockFolder(user);
  return await askHolder(folder === undefined ? addressOf(name) : join(folder, hashOf(name)));
}

/**
 * Takes what is at a path, whose folder exists, for this process alone.
 * @throws what `inUse` makes of who has it, when another process does; the system's error where there can be no lock.
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
