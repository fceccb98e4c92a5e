import { accessSync, constants, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, realDisk } from '../local/disk.ts';
import { masked } from '../text/held-secrets.ts';

/** More files of one name than anybody keeps. */
const mostFiles = 1000;

/** How a file is called, before a number is put into its name. */
interface Name {
  readonly stem: string;
  /** ".md". */
  readonly ending: string;
}

/**
 * Writes a text for people into the first of the folders that can be written to: always into a new file, whose name is numbered
 * where there is one already, unless that says the same. Gives the file's path.
 */
export function writeNew(words: string, { stem, ending }: Name, folders: readonly string[]): string {
  const text = masked(words);
  const plain = stem.replaceAll(/[^A-Za-z0-9-]/g, '-');
  const folder = folders.find(isWritable) ?? folders.at(-1) ?? '.';
  for (let number = 1; ; number += 1) {
    const file = join(folder, `${plain}${number === 1 ? '' : `-${number}`}${ending}`);
    if (says(file, text)) return file;
    try {
      writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
      return file;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || number >= mostFiles) throw error;
    }
  }
}

/** Whether a plain file is there that says exactly this. */
function says(file: string, text: string): boolean {
  if (realDisk.look(file)?.kind !== 'file') return false;
  try {
    return Buffer.from(realDisk.read(file, Buffer.byteLength(text) + 1)).toString('utf8') === text;
  } catch {
    return false;
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
