import { randomBytes } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { usageError } from '../errors.ts';
import type { ExportFile } from '../export/exported.ts';
import { codeOf } from '../local/disk.ts';

/** A file to write, and what is there now. */
export interface Target {
  readonly file: string;
  readonly text: string;
  readonly is: 'new' | 'same' | 'other';
  /** What stands there now; undefined for a new one. */
  readonly before?: string | undefined;
}

function unusable(path: string, why: string, suggestion: string): Error {
  return usageError('cannot-write', `${path} ${why}.`, suggestion);
}

/** What a file holds; undefined where there is none. @throws SetupError (usage) where it is no plain file. */
function textIn(file: string): string | undefined {
  if (!existsSync(file)) {
    if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return undefined;
    throw unusable(file, 'is a link to nothing', 'Remove it, or give another name with --out.');
  }
  if (!statSync(file).isFile()) throw unusable(file, 'is no plain file', 'Give the name of a file with --out.');
  return readFileSync(file, 'utf8');
}

/** Where the files of an export go. `edit` makes one of what is there already. */
export function targetsIn(
  out: string,
  files: readonly ExportFile[],
  severalFiles: boolean,
  edit?: (before: string, ours: string) => string,
): readonly Target[] {
  const folder = severalFiles ? out : dirname(out);
  const above = severalFiles ? dirname(out) : folder;
  if (!existsSync(above)) {
    throw usageError(
      'no-folder',
      `There is no folder ${above}.`,
      'Check the name that --out gives, or make the folder first.',
    );
  }
  const isFolder = existsSync(out) && statSync(out).isDirectory();
  if (severalFiles && existsSync(out) && !isFolder)
    throw unusable(out, 'is a file, and this format has several', 'Give the name of a folder with --out.');
  if (!severalFiles && isFolder)
    throw unusable(
      out,
      'is a folder',
      `Give the name of a file with --out, such as ${join(out, files[0]?.name ?? '')}.`,
    );
  return files.map(({ name, text }) => {
    const file = severalFiles ? join(out, ...name.split('/')) : out;
    const before = textIn(file);
    if (before === undefined) return { file, text, is: 'new' };
    const wanted = edit === undefined ? text : edit(before, text);
    const is = wanted === before ? 'same' : edit === undefined ? 'other' : 'new';
    return { file, text: wanted, is, before };
  });
}

/** Writes a file whole or not at all: what is there keeps its mode, and a link leads where it led. */
function write({ file, text, before }: Target): void {
  mkdirSync(dirname(file), { recursive: true });
  if (before === undefined) return writeFileSync(file, text, { flag: 'wx' });
  const real = realpathSync(file);
  const temporary = `${real}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: statSync(real).mode & 0o777 });
    renameSync(temporary, real);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes what isn't there already. @throws SetupError (usage) where the system won't. */
export function writeTargets(targets: readonly Target[]): void {
  for (const target of targets.filter(({ is }) => is !== 'same')) {
    try {
      write(target);
    } catch (error) {
      if (codeOf(error) === '') throw error;
      throw unusable(
        target.file,
        `can't be written (${codeOf(error)})`,
        'Check who may write there, or give another --out.',
      );
    }
  }
}
