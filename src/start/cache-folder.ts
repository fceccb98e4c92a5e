import { closeSync, constants, fstatSync, lstatSync, mkdirSync, openSync, readSync, type Stats } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** Others may neither read nor write it. */
const onlyMine = 0o077;

/**
 * Where this user's programs keep what they can make again (XDG Base Directory Specification; Apple, "File System Basics"; Windows,
 * "Known folders"). Undefined where the environment doesn't say: then nothing is kept.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  const under = (base: string | undefined, ...rest: readonly string[]): string | undefined =>
    base !== undefined && isAbsolute(base) ? join(base, ...rest) : undefined;
  if (platform === 'win32') return under(environment['LOCALAPPDATA'], 'adt-setup', 'Cache', 'code');
  const home = environment['HOME'];
  if (platform === 'darwin') return under(home, 'Library', 'Caches', 'adt-setup', 'code');
  return under(environment['XDG_CACHE_HOME'], 'adt-setup', 'code') ?? under(home, '.cache', 'adt-setup', 'code');
}

/** Whether it is this user's own, and nobody else may write it. On Windows the folder's own rights say so: it is in the user's profile. */
function isMine({ uid, mode }: Stats, forbidden: number): boolean {
  const me = process.getuid?.();
  return me === undefined || (uid === me && (mode & forbidden) === 0);
}

/** Whether it is a folder of this user's own that nobody else may enter. @throws where it can't be looked at. */
export function isTrusted(folder: string): boolean {
  const seen = lstatSync(folder);
  return seen.isDirectory() && isMine(seen, onlyMine);
}

/** Makes the folder, for this user alone. @throws where it can't be made, or is there and isn't trusted. */
export function trustedFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isTrusted(folder)) throw new Error(`${folder} is not for this user alone.`);
  return folder;
}

/** The bytes of a file of this user's own that nobody else may read or write; undefined for anything else. `folder`: a trusted one. */
export function trustedBytes(folder: string, name: string): Buffer | undefined {
  try {
    const file = openSync(join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const seen = fstatSync(file);
      if (!seen.isFile() || !isMine(seen, onlyMine)) return undefined;
      const bytes = Buffer.allocUnsafeSlow(seen.size);
      return readSync(file, bytes) === seen.size ? bytes : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}
