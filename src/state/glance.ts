import { join } from 'node:path';
import { realDisk } from '../local/disk.ts';
import { bytesOf } from './file.ts';
import { filesIn } from './folders.ts';
import { released } from './migrations.ts';
import { parse, upgrade } from './parse.ts';
import type { SetupRecord } from './set-up-record.ts';

/** What a file says of one set-up, or of those of a list; nothing where it is none. */
function glanceAt(file: string): readonly SetupRecord[] {
  try {
    const bytes = bytesOf(file, realDisk);
    if (bytes === undefined) return [];
    const { checksum: _, ...body } = parse(bytes, file, released).parsed;
    const record = upgrade(body, file, released);
    return record.rows ?? [record];
  } catch {
    return [];
  }
}

/**
 * What the files of a folder say of set-ups of a cloud, the newest first: in a moment, and without the proof that nobody has changed
 * them. Good for lists of names while a line is typed, and for nothing else.
 */
export function glancedSetups(directory: string, cloud: string): readonly SetupRecord[] {
  return filesIn(directory)
    .flatMap((name) => glanceAt(join(directory, name)))
    .filter((record) => record.cloud === cloud)
    .sort((one, other) => other.updatedAt.localeCompare(one.updatedAt));
}
