import { writeSync } from 'node:fs';
import { laidOut } from './laid-out.ts';

const standardOutput = 1;

/** The texts that never differ, by the words that ask for them, joined by spaces: made when the program is built. */
export type Texts = Readonly<Record<string, string>>;

/**
 * Prints what a command line asks for where that is a text that never differs (help, the version): nothing is loaded for it. False
 * when it isn't, or when it could not be written: the program itself then answers, and knows what to do about it.
 */
export function answerAtOnce(
  argv: readonly string[],
  texts: Texts,
  platform: NodeJS.Platform,
  columns: number,
): boolean {
  const key = argv.join(' ');
  // A console of Windows takes its letters from a stream only.
  if (platform === 'win32' || !Object.hasOwn(texts, key)) return false;
  const bytes = Buffer.from(laidOut(texts[key] ?? '', columns));
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(standardOutput, bytes, at);
    return true;
  } catch {
    return false;
  }
}
