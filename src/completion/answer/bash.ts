import type { Typed } from './dialect.ts';

type Quote = '"' | "'" | '';

/** A place in a line of bash: what the word says up to there, and within which quotes it is. */
interface Place {
  readonly at: number;
  readonly text: string;
  readonly quote: Quote;
}

/** The words of a line, and the places in the last one. */
interface Line {
  readonly words: readonly string[];
  readonly places: readonly Place[];
  /** The last word names a file that something is read from or written to. */
  readonly isRedirected: boolean;
}

/** Characters that are written with a backslash within double quotes. */
const special = /[$`"\\]/;

/** Where a command within a line ends, `$(…)` or `…` in backquotes, that begins there; undefined where none does, or it has no end. */
function endOfCommand(line: string, from: number): number | undefined {
  if (line[from] === '`') {
    const end = line.indexOf('`', from + 1);
    return end < 0 ? undefined : end;
  }
  let depth = 0;
  for (let at = from + 1; line[from] === '$' && at < line.length; at += 1) {
    if (line[at] === '(') depth += 1;
    if (line[at] === ')') depth -= 1;
    if (depth === 0) return at === from + 1 ? undefined : at;
  }
  return undefined;
}

/** Takes a line apart as bash does, and carries nothing of it out. */
function read(line: string): Line {
  const words: string[] = [];
  let places: Place[] = [];
  let quote: Quote = '';
  let text: string | undefined;
  let redirected: 'no' | 'next' | 'now' = 'no';
  const end = (): void => {
    if (text !== undefined && redirected !== 'now') words.push(text);
    if (redirected === 'now') redirected = 'no';
    text = undefined;
  };
  for (let at = 0; at <= line.length; at += 1) {
    if (text === undefined) {
      places = [];
      if (redirected === 'next' && !/[\s&]/.test(line[at] ?? 'x')) redirected = 'now';
    }
    places.push({ at, text: text ?? '', quote });
    const letter = line[at];
    if (letter === undefined) break;
    const next = line[at + 1] ?? '';
    const command = quote === "'" ? undefined : endOfCommand(line, at);
    if (command !== undefined) {
      text = (text ?? '') + line.slice(at, command + 1);
      at = command;
    } else if (quote === '' && /\s/.test(letter)) end();
    else if (quote === '' && /[<>]/.test(letter)) {
      if (/^\d*$/.test(text ?? '')) text = undefined;
      end();
      redirected = 'next';
    } else if (quote === '' && redirected === 'next' && letter === '&') continue;
    else if (letter === quote) quote = '';
    else if (quote === '' && (letter === '"' || letter === "'")) {
      quote = letter;
      text ??= '';
    } else if (letter === '\\' && (quote === '' || (quote === '"' && special.test(next)))) {
      text = (text ?? '') + next;
      // There is no place between a backslash and what it protects.
      at += 1;
    } else text = (text ?? '') + letter;
  }
  return { words: [...words, text ?? ''], places, isRedirected: redirected !== 'no' };
}

/** A text as it stands on a line of bash, within quotes or outside of them. */
function written(text: string, quote: Quote): string {
  if (quote === "'") return text.replaceAll("'", String.raw`'\''`);
  // No backslash keeps an exclamation mark from being read as one of the history, nor is one needed in single quotes.
  if (quote === '"') return text.replaceAll(/[$`"\\]/g, String.raw`\$&`).replaceAll('!', `"'!'"`);
  return text.replaceAll(/[^\w@%+:,./=\u0080-\u{10FFFF}-]/gu, String.raw`\$&`);
}

/**
 * A line of bash up to the cursor, and the end of it that bash replaces: bash takes words apart at more characters than blanks
 * (COMP_WORDBREAKS), and knows best where.
 */
export function typedInBash([line = '', replaced = '']: readonly string[]): Typed | undefined {
  const { words, places, isRedirected } = read(line);
  // Before the name of a program there may be settings of variables.
  const program = words.findIndex((word) => !/^\w+=/.test(word));
  const start = places.findLast(({ at }) => at === line.length - replaced.length);
  if (start === undefined || !line.endsWith(replaced)) return undefined;
  const whole = words.at(-1) ?? '';
  return {
    words: words.slice(program + 1),
    isRedirected,
    line: ({ text }, before) =>
      `${before}${text}`.startsWith(whole)
        ? written(`${before}${text}`.slice(start.text.length), start.quote)
        : undefined,
  };
}
