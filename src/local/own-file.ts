import { dirname, join } from 'node:path';
import { type SetupError, usageError } from '../errors.ts';
import { codeOf, realDisk, type Seen } from './disk.ts';
import { isOwn } from './safe-place.ts';
import { replaceFile } from './whole-file.ts';

/** No file that we keep ourselves is larger: a sandbox's world of a thousand instances has some megabytes. */
const largest = 512 * 1024 * 1024;

function strange(file: string, why: string): SetupError {
  return usageError(
    'strange-file',
    `${file} ${why}: it is not taken for one of adt-setup's own.`,
    `Nothing was read of it or written to it. Look at who put it there, and move it away; or name another place.`,
  );
}

function check(file: string, seen: Seen): void {
  if (seen.kind === 'link') throw strange(file, 'is a symbolic link');
  if (seen.kind !== 'file') throw strange(file, 'is not a plain file');
  if (!isOwn(seen)) throw strange(file, `belongs to another user (number ${seen.owner})`);
  if (process.platform !== 'win32' && seen.links > 1) throw strange(file, 'is hard linked');
}

/**
 * The text of a file that we wrote; undefined when there is none.
 * @throws SetupError (usage) when it is a link, another user's, or no plain file: then it is none of ours.
 */
export function ownText(file: string): string | undefined {
  const seen = realDisk.look(file);
  if (seen === undefined) return undefined;
  check(file, seen);
  return Buffer.from(realDisk.read(file, Math.min(largest, seen.size + 1))).toString('utf8');
}

/**
 * Writes a file of ours so that a crash at any instant leaves the old or the new one whole. Its folder is made where there is
 * none. What stands under its name and isn't ours is left.
 * @throws SetupError (usage) as {@link ownText}; the system's error when it can't be written.
 */
export function writeOwn(file: string, text: string): void {
  realDisk.makeFolder(dirname(file));
  const seen = realDisk.look(file);
  if (seen !== undefined) check(file, seen);
  replaceFile(file, [Buffer.from(text, 'utf8')], realDisk);
}

const marker = 'adt-setup.json';
const markerText = `${JSON.stringify({ program: 'adt-setup', purpose: 'the world of a sandbox' })}\n`;

/**
 * Makes a folder for what we keep, or takes one that is ours: owned by this user, not writable by everybody, and with our mark,
 * unless it holds none of `keys`. (Keys that somebody else has put there would be trusted afterwards.)
 * @throws SetupError (usage) when it can't be trusted.
 */
export function takeFolder(folder: string, keys: readonly string[]): void {
  try {
    realDisk.makeFolder(folder);
    const seen = realDisk.look(join(folder, '.'));
    if (seen?.kind !== 'folder') throw strange(folder, 'is not a folder');
    if (!isOwn(seen)) throw strange(folder, `belongs to another user (number ${seen.owner})`);
    if (process.platform !== 'win32' && (seen.mode & 0o002) !== 0) throw strange(folder, 'can be written by everybody');
    const file = join(folder, marker);
    if (ownText(file) !== undefined) return;
    const key = keys.find((each) => realDisk.look(join(folder, each)) !== undefined);
    if (key !== undefined) throw strange(join(folder, key), "is in a folder without adt-setup's mark");
    writeOwn(file, markerText);
  } catch (error) {
    if (codeOf(error) === '') throw error;
    throw usageError(
      'folder-unusable',
      `${folder} can't be used (${codeOf(error)}).`,
      'Check who may write there, or give another folder.',
    );
  }
}

/** For tests and templates: what marks a folder as ours. */
export const folderMark = { name: marker, text: markerText } as const;
