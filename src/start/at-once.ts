import { closeSync, fstatSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { laidOut } from './laid-out.ts';

const standardOutput = 1;

/**
 * Where the texts that never differ stand in their file, in bytes, by the words that ask for them, joined by spaces: made when the
 * program is built.
 */
export type Places = Readonly<Record<string, readonly [offset: number, length: number]>>;

/** @throws where it isn't there. */
function textAt(file: string, [offset, length]: readonly [offset: number, length: number]): string {
  const bytes = Buffer.alloc(length);
  const opened = openSync(file, 'r');
  try {
    if (readSync(opened, bytes, 0, length, offset) < length) throw new Error(`${file} is not whole.`);
    return bytes.toString();
  } finally {
    closeSync(opened);
  }
}

/** The columns of the window that standard output is. Elsewhere they aren't asked for: what tells them takes longer to load than all of this. */
function columns(): number {
  const output = fstatSync(standardOutput);
  const isWindow = output.isCharacterDevice() && output.rdev !== statSync('/dev/null').rdev;
  return (isWindow && process.stdout.columns) || 80;
}

/**
 * Prints what a command line asks for where that is a text that never differs (help, the version): nothing is loaded for it. False
 * when it isn't, or when it could not be written: the program itself then answers, and knows what to do about it.
 */
export function answerAtOnce(
  argv: readonly string[],
  places: Places,
  textsFile: string,
  platform: NodeJS.Platform,
): boolean {
  const key = argv.join(' ');
  const place = Object.hasOwn(places, key) ? places[key] : undefined;
  // A console of Windows takes its letters from a stream only.
  if (platform === 'win32' || place === undefined) return false;
  try {
    const bytes = Buffer.from(laidOut(textAt(textsFile, place), columns()));
    for (let at = 0; at < bytes.length; ) at += writeSync(standardOutput, bytes, at);
    return true;
  } catch {
    return false;
  }
}
