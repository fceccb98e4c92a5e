import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { Disk } from './disk.ts';

/** Files that a crash left while this file was being replaced. */
export function leftoversOf(file: string, disk: Disk): readonly string[] {
  const name = basename(file);
  const isOurs = (other: string): boolean =>
    other.startsWith(`${name}.`) && /^\d+\.[0-9a-f]+\.tmp$/.test(other.slice(name.length + 1));
  try {
    return disk
      .list(dirname(file))
      .filter(isOurs)
      .map((each) => join(dirname(file), each));
  } catch {
    return [];
  }
}

/** A whole new file beside, flushed: under a name of its own, so that nothing is ever written over. */
function writeBeside(file: string, content: Iterable<Uint8Array>, disk: Disk): string {
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const descriptor = disk.create(temporary);
    try {
      for (const portion of content) disk.write(descriptor, portion);
      disk.flush(descriptor);
    } finally {
      disk.close(descriptor);
    }
  } catch (error) {
    removeQuietly(temporary, disk);
    throw error;
  }
  return temporary;
}

/** What can't be removed now is at the next start. */
export function removeQuietly(path: string, disk: Disk): void {
  try {
    disk.remove(path);
  } catch {
    // Nothing depends on it.
  }
}

/**
 * Replaces a file so that a crash at any instant leaves the old or the new one whole: a new file beside it, flushed, then renamed
 * over it (a link, too, is replaced, and never followed), then the folder flushed. Only its owner may read it. `content`: in portions.
 * `before`: what else is done once the new content is safe.
 * @throws the system's error; the old file is as it was.
 */
export function replaceFile(
  file: string,
  content: Iterable<Uint8Array>,
  disk: Disk,
  before: () => void = () => undefined,
): void {
  const temporary = writeBeside(file, content, disk);
  try {
    before();
    disk.rename(temporary, file);
  } catch (error) {
    removeQuietly(temporary, disk);
    throw error;
  }
  disk.flushFolder(dirname(file));
}
