import { renameSync } from 'node:fs';
import { SetupError } from '../errors.ts';
import { readState } from './file.ts';
import { forgetCopy } from './open.ts';
import type { SetupRecord } from './set-up-record.ts';

function readable(file: string): SetupRecord | undefined {
  try {
    return readState(file);
  } catch (error) {
    if (error instanceof SetupError) return undefined;
    throw error;
  }
}

/** Keeps a state file beside as a backup, under a name that says when. */
export function setAside(file: string, now: Date): string {
  const backup = `${file.replace(/\.json$/, '')}.${now.toISOString().replaceAll(/[:.]/g, '-')}.bak`;
  const record = readable(file);
  renameSync(file, backup);
  forgetCopy(file, record);
  return backup;
}
