import { appendFileSync, chmodSync, statSync, writeFileSync } from 'node:fs';
import { usageError } from '../errors.ts';

/**
 * A file that takes one JSON object a line. It is begun anew, readable by its owner only.
 * @throws SetupError (usage) when it can't be written.
 */
export function trafficLog(file: string): (entry: object) => void {
  try {
    writeFileSync(file, '', { mode: 0o600 });
    // One that was there keeps the mode it had.
    if (statSync(file).isFile()) chmodSync(file, 0o600);
  } catch {
    throw usageError('log-unwritable', `The log ${file} can't be written.`, 'Give another file with --log.');
  }
  return (entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`);
}
