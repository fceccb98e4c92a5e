import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { isTrusted, trustedBytes, trustedFolder } from './cache-folder.ts';

/** What V8 has made of a source before, kept in a folder of this user's own. It is never needed: without it all is slower. */
export interface CodeCache {
  /** What was kept under this name; undefined when there is nothing whole. */
  read(name: string): Buffer | undefined;
  /** Keeps it for the next time, instead of what an older build has left. */
  keep(name: string, data: Buffer): void;
}

const sumLength = 4;

function sumOf(data: Buffer): Buffer {
  const sum = Buffer.alloc(sumLength);
  sum.writeUInt32LE(crc32(data));
  return sum;
}

/** Files of ours: they begin with the hash of a build. */
const ours = /^[0-9a-f]{16}-/;

/**
 * The cache of a build in a folder; `kind`: what differs beside the sources (the version of V8). V8 looks at the version and the
 * length of what it is given, and at nothing else: so it gets only what is whole.
 */
export function codeCacheIn(folder: string, build: string, kind: string): CodeCache {
  const fileOf = (name: string): string => `${build}-${kind}-${name}`;
  let isSafe = false;
  /** Once it is this user's alone, nobody else can change that. */
  const isOurs = (): boolean => {
    try {
      return (isSafe ||= isTrusted(folder));
    } catch {
      return false;
    }
  };
  return {
    read(name) {
      const bytes = isOurs() ? trustedBytes(folder, fileOf(name)) : undefined;
      const data = bytes?.subarray(sumLength);
      return data !== undefined && bytes?.subarray(0, sumLength).equals(sumOf(data)) ? data : undefined;
    },
    keep(name, data) {
      try {
        const place = trustedFolder(folder);
        for (const each of readdirSync(place))
          if (ours.test(each) && !each.startsWith(build)) rmSync(join(place, each));
        const beside = join(place, `${fileOf(name)}.${process.pid}`);
        writeFileSync(beside, Buffer.concat([sumOf(data), data]), { mode: 0o600, flag: 'wx' });
        renameSync(beside, join(place, fileOf(name)));
      } catch {
        // Where it can't be kept, the next start is as slow as this one.
      }
    },
  };
}
