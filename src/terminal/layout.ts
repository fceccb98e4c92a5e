import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { plainWidth } from './plain-width.ts';

/** Columns that a text takes in a terminal, escape sequences not counted. */
export const widthOf = (text: string): number => plainWidth(text) ?? stringWidth(text);

const noBreak = '\u00A0';

/** The text with its words kept on one line by `hang`, which shows the spaces as any others. */
export const together = (text: string): string => text.replaceAll(' ', noBreak);

/** A path or an address that is longer than a line, as lines that end after one of its parts where that is possible. */
function inParts(word: string, width: number): string {
  const parts = word.match(/[^/\\?&]*[/\\?&]+|[^/\\?&]+$/g) ?? [word];
  const lines: string[] = [];
  for (const part of parts) {
    const joined = `${lines.at(-1) ?? ''}${part}`;
    if (lines.length > 0 && widthOf(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines.join('\n');
}

/** Words that are longer than a line begin one of their own. */
function withLongOnes(text: string, width: number): string {
  const isLong = (word: string): boolean => word.length > width && !word.includes('\u001B') && widthOf(word) > width;
  const words = text.split(' ').map((word) => (isLong(word) ? `\n${inParts(word, width)}` : word));
  return words.join(' ').replace(/^\n/, '').replaceAll(' \n', '\n');
}

/** Breaks a text into lines of at most `width` columns, between words where possible. */
function wrap(text: string, width: number): readonly string[] {
  const most = Math.max(8, width);
  // Most texts fit, and are of nothing special.
  const columns = text.includes('\n') ? undefined : plainWidth(text);
  if (columns !== undefined && columns <= most) return [text.replace(/ $/, '').replaceAll(noBreak, ' ')];
  const lines = wrapAnsi(withLongOnes(text, most), most, { hard: true, trim: false }).split('\n');
  return lines.map((line, at) => (at === 0 ? line : line.replace(/^ /, '')).replace(/ $/, '').replaceAll(noBreak, ' '));
}

/** The text cut to `width` columns, with an ellipsis where something is left out. */
export function cut(text: string, width: number): string {
  const columns = widthOf(text);
  if (columns <= width) return text;
  const isOneEach = columns === text.length && plainWidth(text) !== undefined && width > 1;
  return isOneEach ? `${text.slice(0, width - 1)}…` : cliTruncate(text, width);
}

/** The text filled up with spaces to `width` columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Wraps a text with a first line that begins with `head` and further ones that are indented as far. */
export function hang(head: string, text: string, width: number): readonly string[] {
  const indent = ' '.repeat(widthOf(head));
  const [first = '', ...rest] = wrap(text, width - indent.length);
  return [head + first, ...rest.map((line) => indent + line)];
}

/** "0:37", "12:05". */
export function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** "41 s", "2 min 14 s". */
export function duration(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** What is being done, with the time at its end: one line where it fits, else up to three or four, the further ones indented. */
export function counting(text: string, time: string, width: number): readonly string[] {
  const lines = hang('', `${cut(text, 3 * width)}${together(`  ${time}`)}`, width);
  return lines.map((line, at) => (at === 0 ? line : `  ${line}`));
}

/** With a capital and a full stop. */
export function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
