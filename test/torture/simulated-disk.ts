import type { Disk } from '../../src/local/disk.ts';

interface Inode {
  /** What a reader sees now. */
  bytes: Uint8Array;
  /** What is on the disk for sure; undefined: nothing is sure. */
  flushed: Uint8Array | undefined;
}

/** A change of the folder: on the disk for sure only after the folder is flushed. */
type Change =
  | { readonly kind: 'set'; readonly name: string; readonly inode: Inode }
  | { readonly kind: 'delete'; readonly name: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string; readonly inode: Inode };

/** A disk with one folder that remembers what a power loss could take away. */
export interface SimulatedDisk {
  readonly disk: Disk;
  /** Every folder that a power loss at this instant could leave. */
  afterPowerLoss(): readonly ReadonlyMap<string, Uint8Array>[];
}

export interface Faults {
  /** Called before each operation; throws to make it fail. */
  readonly before: (operation: string) => void;
  readonly ignoresFlush?: boolean;
  readonly ignoresFolderFlush?: boolean;
}

function failed(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}

const owner = process.getuid?.() ?? 0;

/** What of a file may be there: all that was flushed; of what was not, nothing, a part, or all. */
function remains({ bytes, flushed }: Inode): readonly Uint8Array[] {
  return flushed === undefined ? [new Uint8Array(), bytes.subarray(0, bytes.length >> 1), bytes] : [flushed];
}

function applied(durable: ReadonlyMap<string, Inode>, changes: readonly Change[]): ReadonlyMap<string, Inode> {
  const folder = new Map(durable);
  for (const change of changes) {
    if (change.kind === 'set') folder.set(change.name, change.inode);
    else if (change.kind === 'delete') folder.delete(change.name);
    else {
      folder.delete(change.from);
      folder.set(change.to, change.inode);
    }
  }
  return folder;
}

function subsets<Value>(all: readonly Value[]): readonly (readonly Value[])[] {
  return Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_each, at) => (bits >> at) % 2 === 1));
}

function contents(folder: ReadonlyMap<string, Inode>): readonly ReadonlyMap<string, Uint8Array>[] {
  let all: readonly ReadonlyMap<string, Uint8Array>[] = [new Map()];
  for (const [name, inode] of folder) {
    all = all.flatMap((each) => remains(inode).map((bytes) => new Map([...each, [name, bytes]])));
  }
  return all;
}

/** A disk that keeps names and contents apart, as real ones do; `faults` decides what fails. */
export function simulatedDisk(faults: Faults, start: ReadonlyMap<string, Uint8Array> = new Map()): SimulatedDisk {
  let durable: ReadonlyMap<string, Inode> = new Map(
    [...start].map(([name, bytes]) => [name, { bytes, flushed: bytes }] as const),
  );
  let pending: Change[] = [];
  const now = (): ReadonlyMap<string, Inode> => applied(durable, pending);
  const open = new Map<number, Inode>();
  const find = (path: string): Inode => {
    const inode = now().get(path);
    if (inode === undefined) throw failed('ENOENT', path);
    return inode;
  };
  const opened = (descriptor: number): Inode => {
    const inode = open.get(descriptor);
    if (inode === undefined) throw failed('EBADF', String(descriptor));
    return inode;
  };
  const disk: Disk = {
    look(path) {
      const usual = { owner, links: 1, size: 0, inode: 0 };
      if (path.endsWith('/.')) return { ...usual, kind: 'folder', mode: 0o40700 };
      return now().has(path) ? { ...usual, kind: 'file', mode: 0o100600 } : undefined;
    },
    list: () => [...now().keys()].map((path) => path.slice(path.lastIndexOf('/') + 1)),
    read: (path, atMost) => find(path).bytes.subarray(0, atMost),
    portions: (path) => [find(path).bytes],
    create(path) {
      faults.before('create');
      if (now().has(path)) throw failed('EEXIST', path);
      const inode: Inode = { bytes: new Uint8Array(), flushed: undefined };
      pending.push({ kind: 'set', name: path, inode });
      open.set(open.size + 3, inode);
      return open.size + 2;
    },
    write(descriptor, bytes) {
      const inode = opened(descriptor);
      const before = inode.bytes;
      inode.bytes = Buffer.concat([before, bytes.subarray(0, bytes.length >> 1)]);
      faults.before('write');
      inode.bytes = Buffer.concat([before, bytes]);
    },
    flush(descriptor) {
      faults.before('flush');
      if (faults.ignoresFlush !== true) opened(descriptor).flushed = opened(descriptor).bytes;
    },
    close: () => faults.before('close'),
    rename(from, to) {
      faults.before('rename');
      pending.push({ kind: 'rename', from, to, inode: find(from) });
    },
    link(from, to) {
      faults.before('link');
      pending.push({ kind: 'set', name: to, inode: find(from) });
    },
    remove(path) {
      faults.before('remove');
      if (now().has(path)) pending.push({ kind: 'delete', name: path });
    },
    makeFolder: () => faults.before('makeFolder'),
    flushFolder() {
      faults.before('flushFolder');
      if (faults.ignoresFolderFlush === true) return;
      durable = now();
      pending = [];
    },
    protect: () => undefined,
  };
  return {
    disk,
    afterPowerLoss: () => subsets(pending.slice(-10)).flatMap((each) => contents(applied(durable, each))),
  };
}
