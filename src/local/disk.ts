import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SetupError } from '../errors.ts';

/** What stands under a name, links not followed. */
export interface Seen {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly owner: number;
  readonly mode: number;
  /** Names that it has: more than one where it is hard linked. */
  readonly links: number;
  /** Bytes. */
  readonly size: number;
  /** What all its names have in common. */
  readonly inode: number;
}

/** The few things that saving does with a disk; a simulated one takes its place to show what a power loss leaves. */
export interface Disk {
  look(path: string): Seen | undefined;
  list(folder: string): readonly string[];
  /** At most so many bytes; never of anything but a plain file. */
  read(path: string, atMost: number): Uint8Array;
  /** The bytes of a plain file, in portions, each good until the next. */
  portions(path: string): Iterable<Uint8Array>;
  /** A new file of the owner's; an error when there is anything of that name, a link too. */
  create(path: string): number;
  /** Behind what was written before. */
  write(descriptor: number, bytes: Uint8Array): void;
  flush(descriptor: number): void;
  close(descriptor: number): void;
  rename(from: string, to: string): void;
  /** A second name for a file; a copy where there are none. */
  link(from: string, to: string): void;
  /** No error when it isn't there. */
  remove(path: string): void;
  makeFolder(folder: string): void;
  flushFolder(folder: string): void;
  /** Readable by its owner only. */
  protect(path: string): void;
}

/** Node's or the system's code of an error, or '' for any other error, ours included. */
export function codeOf(error: unknown): string {
  if (error instanceof SetupError) return '';
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function kindOf(stats: Stats): Seen['kind'] {
  if (stats.isSymbolicLink()) return 'link';
  if (stats.isFile()) return 'file';
  return stats.isDirectory() ? 'folder' : 'other';
}

/** Windows has neither: there a link needs rights that others lack, and a named pipe is no file. */
const optional: Partial<typeof constants> = constants;
const carefully = (optional.O_NOFOLLOW ?? 0) | (optional.O_NONBLOCK ?? 0);

function notPlain(path: string): Error {
  return Object.assign(new Error(`${path} is not a plain file`), { code: 'ENOTPLAIN' });
}

/** Takes no more memory than the file needs, however much is allowed; its size is only where it begins: files of /proc say none. */
function readAll(descriptor: number, size: number, atMost: number): Uint8Array {
  let bytes = Buffer.alloc(Math.min(size + 1, atMost));
  let length = 0;
  for (;;) {
    const count = readSync(descriptor, bytes, length, bytes.length - length, null);
    length += count;
    if (count === 0 || length === atMost) return bytes.subarray(0, length);
    if (length === bytes.length) bytes = Buffer.concat([bytes], Math.min(2 * length, atMost));
  }
}

/** A plain file, open to be read. @throws where it is anything else. */
function openPlain(path: string): { readonly descriptor: number; readonly size: number } {
  const descriptor = openSync(path, constants.O_RDONLY | carefully);
  const stats = fstatSync(descriptor);
  if (stats.isFile()) return { descriptor, size: stats.size };
  closeSync(descriptor);
  throw notPlain(path);
}

function* portionsOf(path: string): Generator<Uint8Array> {
  const { descriptor } = openPlain(path);
  try {
    const portion = Buffer.alloc(65_536);
    for (;;) {
      const count = readSync(descriptor, portion, 0, portion.length, null);
      if (count === 0) return;
      yield portion.subarray(0, count);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Each folder by itself: Node's own way never ends where nothing can be made, such as in /proc. */
function makeFolders(folder: string): void {
  const path = resolve(folder);
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return;
  if (dirname(path) !== path) makeFolders(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may just have made it.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** The computer's own. */
export const realDisk: Disk = {
  look(path) {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return (
      stats && {
        kind: kindOf(stats),
        owner: stats.uid,
        mode: stats.mode,
        links: stats.nlink,
        size: stats.size,
        inode: stats.ino,
      }
    );
  },
  list: (folder) => readdirSync(folder),
  read(path, atMost) {
    const { descriptor, size } = openPlain(path);
    try {
      return readAll(descriptor, size, atMost);
    } finally {
      closeSync(descriptor);
    }
  },
  portions: portionsOf,
  create(path) {
    const descriptor = openSync(path, 'wx', 0o600);
    fchmodSync(descriptor, 0o600);
    return descriptor;
  },
  write(descriptor, bytes) {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
  },
  flush: fsyncSync,
  close: closeSync,
  rename: renameSync,
  link(from, to) {
    try {
      linkSync(from, to);
    } catch (error) {
      if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK', 'EISDIR'].includes(codeOf(error))) throw error;
      copyFileSync(from, to, constants.COPYFILE_EXCL);
    }
  },
  remove: (path) => rmSync(path, { force: true }),
  makeFolder: makeFolders,
  flushFolder(folder) {
    // Windows can't open a folder; its rename is durable without that.
    if (process.platform === 'win32') return;
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  },
  protect: (path) => chmodSync(path, 0o600),
};
