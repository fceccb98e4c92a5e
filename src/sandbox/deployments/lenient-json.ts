import type { Value } from './value.ts';

/** Where a value began in the text that it was read from. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const positions = new WeakMap<object, Position>();

/** Where an object or a list was read; line 1, column 1 when it wasn't. */
export function positionOf(value: unknown): Position {
  return (typeof value === 'object' && value !== null ? positions.get(value) : undefined) ?? { line: 1, column: 1 };
}

/** A text that is no JSON, not even as Azure's reader takes it. */
class JsonError extends Error {
  override readonly name = 'JsonError';
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const blank = /(?:[\s\ufeff]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const word = /[A-Za-z_$][\w$.-]*/y;
const numeral = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const words: Readonly<Record<string, Value>> = { true: true, false: false, null: null };
/** How deep values may be nested. */
const deepest = 200;

/**
 * Reads JSON as Azure's deployments do: with comments, line breaks within texts, single quotes, unquoted names, a byte
 * order mark and commas too many, for that is what az sends (watched on the wire: the key `template` has no quotes, and the
 * file's comments stay). Remembers where everything stood, for error texts.
 */
export function readJson(text: string): Value {
  let at = 0;
  const position = (): Position => {
    const before = text.slice(0, at).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
  const fail = (why: string): never => {
    const { line, column } = position();
    throw new JsonError(`${why} Path '', line ${line}, position ${column}.`);
  };
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const starts = lineStarts(text);
  const next = (): string => {
    match(blank);
    return text[at] ?? fail('Unexpected end when reading JSON.');
  };
  const quoted = (): string => {
    const quote = text[at];
    let result = '';
    for (at += 1; text[at] !== quote; at += 1) {
      const each = text[at] ?? fail('Unterminated string.');
      if (each !== '\\') {
        result += each;
        continue;
      }
      at += 1;
      const escape = text[at] ?? '';
      if (escape === 'u') {
        const code =
          /^[0-9a-fA-F]{4}/.exec(text.slice(at + 1, at + 5))?.[0] ?? fail('Invalid Unicode escape sequence.');
        result += String.fromCharCode(Number.parseInt(code, 16));
        at += 4;
      } else result += escapes[escape] ?? escape;
    }
    at += 1;
    return result;
  };
  const name = (): string => {
    const first = next();
    if (first === '"' || first === "'") return quoted();
    return match(word) ?? fail(`Invalid property identifier character: ${first}.`);
  };
  const listed = (end: string, entry: () => void): void => {
    for (at += 1; next() !== end; ) {
      entry();
      if (next() === ',') at += 1;
      else if (next() !== end) fail(`After parsing a value an unexpected character was encountered: ${next()}.`);
    }
    at += 1;
  };
  const value = (depth: number): Value => {
    const first = next();
    if (depth > deepest) fail('The reader has exceeded the largest depth.');
    if (first === '"' || first === "'") return quoted();
    const began = at;
    if (first === '{') {
      const entries = new Map<string, Value>();
      listed('}', () => {
        const key = name();
        if (next() !== ':') fail(`Invalid character after parsing property name. Expected ':' but got: ${next()}.`);
        at += 1;
        entries.set(key, value(depth + 1));
      });
      return placed(Object.fromEntries(entries), starts, began);
    }
    if (first === '[') {
      const items: Value[] = [];
      listed(']', () => void items.push(value(depth + 1)));
      return placed(items, starts, began);
    }
    const number = match(numeral);
    if (number !== undefined) return Number(number);
    const known = words[match(word) ?? ''];
    return known === undefined ? fail(`Unexpected character encountered while parsing value: ${first}.`) : known;
  };
  const whole = value(0);
  match(blank);
  if (at < text.length) fail('Additional text encountered after finished reading JSON content.');
  return whole;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function placed<T extends object>(value: T, starts: readonly number[], at: number): T {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  positions.set(value, { line: low + 1, column: at - (starts[low] ?? 0) + 1 });
  return value;
}
