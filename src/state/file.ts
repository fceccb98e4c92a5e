import {
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { SetupError, usageError } from '../errors.ts';
import { decode, encode, type SetupRecord } from './record.ts';

function code(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/**
 * Reads a state file; `undefined` when there is none.
 * @throws SetupError (usage) when it isn't a plain file, or can't be read or used.
 */
export function readState(file: string): SetupRecord | undefined {
  let text: string;
  try {
    const kind = lstatSync(file);
    if (kind.isSymbolicLink())
      throw usageError('state-is-a-link', `${file} is a symbolic link.`, 'Give the file itself with --state.');
    if (!kind.isFile())
      throw usageError('state-is-no-file', `${file} is not a file.`, 'Give the name of a file with --state.');
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof SetupError) throw error;
    if (code(error) === 'ENOENT') return undefined;
    throw usageError(
      'unreadable-state',
      `The saved set-up ${file} can't be read (${code(error)}).`,
      'Check who owns it, or give another file with --state.',
    );
  }
  return decode(text, file);
}

/**
 * Replaces a state file so that a crash at any instant leaves the old or the new one whole: a new file beside it, flushed,
 * then renamed over it, then the folder flushed.
 * @throws SetupError (usage) when it can't be saved.
 */
export function writeState(file: string, record: SetupRecord): void {
  const folder = dirname(file);
  const temporary = join(folder, `.${record.id}.${process.pid}.tmp`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    rmSync(temporary, { force: true });
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      fchmodSync(descriptor, 0o600);
      writeSync(descriptor, encode(record));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
    flushFolder(folder);
  } catch (error) {
    throw new SetupError(
      {
        ending: 'usage',
        code: 'cannot-save',
        message: `Progress can't be saved in ${file} (${code(error)}).`,
        help: 'Nothing more was sent to Azure. Make room or check who may write there, or give another file with --state.',
      },
      error,
    );
  }
}

/** Windows can't open a folder; its rename is durable without that. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
