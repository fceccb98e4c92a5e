import { hasUnseen } from '../text/safe.ts';
import { posixShell } from '../text/shell.ts';

/**
 * A word of a POSIX script, also for shells that know no `$'…'` (dash): what can't be seen is printed by its bytes, a hyphen too,
 * which printf would take for an option at the beginning. A line break at its end would be lost, and no name has one.
 */
export function shellWord(word: string): string {
  if (!hasUnseen(word)) return posixShell.words([word])[0] ?? '';
  const bytes = [...Buffer.from(word, 'utf8')];
  return `"$(printf '${bytes.map((byte) => (/[A-Za-z0-9_.]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`)).join('')}')"`;
}

/** A command as one line of a POSIX shell, whatever system this is. */
export function shellLine(argv: readonly string[]): string {
  return argv.map(shellWord).join(' ');
}
