import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { usageError } from '../../errors.ts';
import { codeOf, realDisk } from '../../local/disk.ts';
import type { Argv } from '../../text/argv.ts';
import { shellOn } from '../../text/shell.ts';
import type { Language } from './program.ts';

/** A program that was written, and how it is installed and run. */
export interface Written {
  readonly folder: string;
  /** Names in the folder, the program itself first. */
  readonly files: readonly string[];
  /** What to do, in order: what for, and the line of a shell. */
  readonly steps: readonly { readonly says: string; readonly line: string }[];
}

type Files = Readonly<Record<string, string>>;

function says(file: string, text: string): boolean {
  const seen = realDisk.look(file);
  if (seen?.kind !== 'file' || seen.size !== Buffer.byteLength(text)) return false;
  return Buffer.from(realDisk.read(file, seen.size)).toString('utf8') === text;
}

/**
 * Whether files can be written into a folder: nothing is ever written over.
 * @throws SetupError (usage) naming the file that stands in the way.
 */
export function checkFolder(files: Files, folder: string): void {
  const taken = Object.entries(files).find(
    ([name, text]) => realDisk.look(join(folder, name)) !== undefined && !says(join(folder, name), text),
  );
  if (taken === undefined) return;
  throw usageError(
    'file-exists',
    `${join(folder, taken[0])} is there already, and says something else. It was left as it is.`,
    'Give another folder with --out.',
  );
}

/**
 * Writes the files of a program into a folder, which is made where there is none. `before`: what is done before it runs, but after
 * it is installed: signed in to the sandbox, a shell trusts that alone, and package managers would refuse their own servers.
 * @throws SetupError (usage) when something stands in the way, or they can't be written.
 */
export function writeProgram(
  language: Language,
  files: Files,
  folder: string,
  before: (folder: string) => Written['steps'],
): Written {
  checkFolder(files, folder);
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files))
      if (!says(join(folder, name), text)) writeFileSync(join(folder, name), text, { flag: 'wx' });
  } catch (error) {
    throw usageError(
      'cannot-write',
      `The program can't be written into ${folder} (${codeOf(error)}).`,
      'Give another folder with --out.',
    );
  }
  const { install, run } = commandsOf(language, folder);
  const steps = [
    { says: 'Install what it needs', line: install },
    ...before(asWord(folder)),
    { says: 'Run it', line: run },
  ];
  return { folder, files: Object.keys(files), steps };
}

/** A folder as commands take it: what begins with a hyphen would be an option to them. */
function asWord(folder: string): string {
  return folder.startsWith('-') ? `./${folder}` : folder;
}

/** The two lines that install what a program needs and run it, for the shell that people use on a system. */
export function commandsOf(
  language: Language,
  folder: string,
  platform: NodeJS.Platform = process.platform,
): { readonly install: string; readonly run: string } {
  const { install, run } = language.commands(asWord(folder), platform);
  const line = (argv: Argv): string => {
    const words = shellOn(platform).words(argv);
    // PowerShell takes a quoted name for a text, not for a program.
    return `${platform === 'win32' && /^['"]/.test(words[0] ?? '') ? '& ' : ''}${words.join(' ')}`;
  };
  // Windows PowerShell has no "&&".
  return { install: install.map(line).join(platform === 'win32' ? '; ' : ' && '), run: line(run) };
}
