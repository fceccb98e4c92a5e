import { randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { askHolder, type Hold, type Holder, isAnswered, listenOn } from './lock-socket.ts';

function inodeOf(path: string): number | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.ino;
}

/** Takes a dead holder's socket file away; one that was put in its place meanwhile is put back. */
export function bury(path: string, inode: number | undefined): void {
  const grave = `${path}.${randomBytes(3).toString('hex')}`;
  try {
    renameSync(path, grave);
  } catch {
    return;
  }
  if (inodeOf(grave) === inode) rmSync(grave, { force: true });
  else if (inodeOf(path) === undefined) renameSync(grave, path);
}

/**
 * A lock for systems without names that go with the process: a socket file. It stays behind when its process is killed, and
 * is taken over when nobody answers on it. Gives who holds it when somebody does.
 */
export async function lockByFile(path: string, holder: Holder): Promise<Hold | Holder | undefined> {
  for (let tries = 0; tries < 5; tries += 1) {
    const held = await listenOn(path, holder);
    if (held !== undefined) {
      chmodSync(path, 0o600);
      return held;
    }
    const inode = inodeOf(path);
    if (await isAnswered(path)) return await askHolder(path);
    bury(path, inode);
  }
  return undefined;
}
