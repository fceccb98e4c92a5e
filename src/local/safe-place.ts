import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { type SetupError, usageError } from '../errors.ts';
import { commandLine } from '../text/shell.ts';
import { codeOf, type Disk, type Seen } from './disk.ts';

/** Who we are for the file system; undefined on Windows, where rights are kept otherwise. */
function ownUser(): number | undefined {
  return process.getuid?.();
}

function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'YOU';
  }
}

/** Whether it belongs to this user; always so on Windows, where rights are kept otherwise. */
export function isOwn({ owner }: Pick<Seen, 'owner'>): boolean {
  const me = ownUser();
  return me === undefined || owner === me;
}

function belongsToOther(path: string, owner: number): SetupError {
  return usageError(
    'foreign-owner',
    `${path} belongs to another user (${owner === 0 ? 'root: it was made under sudo' : `number ${owner}`}).`,
    `Its owner can hand it over: ${commandLine(['chown', loginName(), path])}. Or give another file with --state.`,
  );
}

/**
 * `copy`: what stands under the name of its copy, which for a moment is a second name of the file.
 * @throws SetupError (usage) when what stands under the name of a state file can't be trusted to be one.
 */
export function checkFile(path: string, seen: Seen, copy?: Seen): void {
  if (seen.kind === 'link')
    throw usageError('state-is-a-link', `${path} is a symbolic link.`, 'Give the file itself with --state.');
  if (seen.kind !== 'file')
    throw usageError('state-is-no-file', `${path} is not a file.`, 'Give the name of a file with --state.');
  const me = ownUser();
  if (me !== undefined && seen.owner !== me) throw belongsToOther(path, seen.owner);
  const isCopied = seen.links === 2 && copy?.inode === seen.inode;
  if (me !== undefined && seen.links > 1 && !isCopied)
    throw usageError(
      'state-is-linked',
      `${path} is hard linked: it is also a file of another name.`,
      'Give a file of its own with --state.',
    );
}

/** @throws SetupError (usage) when others could replace the files of a folder. */
export function checkFolder(folder: string, disk: Disk): void {
  // Whatever the folder's name leads to.
  const seen = disk.look(`${folder}/.`);
  const me = ownUser();
  if (seen === undefined || me === undefined) return;
  if (me !== 0 && seen.owner !== me && seen.owner !== 0) throw belongsToOther(folder, seen.owner);
  const worldWritable = (seen.mode & 0o002) !== 0;
  const sticky = (seen.mode & 0o1000) !== 0;
  if (worldWritable && !sticky) {
    throw usageError(
      'open-folder',
      `Everybody may replace files in ${folder}.`,
      `Take that right away (chmod o-w), or give a file in a folder of your own with --state.`,
    );
  }
}

/**
 * Makes the folder of a state file where there is none, and says whether it can be used, before anything is sent.
 * @throws SetupError (usage) when progress couldn't be saved there safely.
 */
export function prepareFolder(file: string, disk: Disk): void {
  const folder = dirname(file);
  try {
    disk.makeFolder(folder);
    checkFolder(folder, disk);
    const probe = `${file}.${process.pid}.0.tmp`;
    disk.remove(probe);
    disk.close(disk.create(probe));
    disk.remove(probe);
  } catch (error) {
    if (codeOf(error) === '') throw error;
    throw usageError(
      'cannot-save',
      `Progress can't be saved in ${folder} (${codeOf(error)}).`,
      'Make room or check who may write there, or give a file in another folder with --state.',
    );
  }
}
