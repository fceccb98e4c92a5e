import type { RefusedError } from '../refusal.ts';
import { queryError, type Token, tokens } from './tokens.ts';

/** Microsoft's article "Azure Digital Twins query language reference: Reserved keywords". */
const reserved = new Set(
  'ALL AND AS ASC AVG BY COUNT DESC DEVICES_JOBS DEVICES_MODULES DEVICES ENDS_WITH FALSE FROM GROUP IN IS_BOOL IS_DEFINED IS_NULL IS_NUMBER IS_OBJECT IS_PRIMITIVE IS_STRING MAX MIN NOT NOT_IN NULL OR ORDER SELECT STARTS_WITH SUM TOP TRUE WHERE IS_OF_MODEL JOIN RELATED'.split(
    ' ',
  ),
);

/** A query's tokens with a finger on the next one. */
export interface Reader {
  readonly peek: (ahead?: number) => Token;
  readonly take: () => Token;
  /** Whether the next token is this keyword or sign. */
  readonly at: (text: string) => boolean;
  /** Takes the keyword or sign if it is next. */
  readonly maybe: (text: string) => boolean;
  readonly expect: (text: string) => void;
  /** Takes a name that is no keyword, or is written in double square brackets. */
  readonly name: (what: string) => string;
  readonly fail: (message: string) => RefusedError;
}

export function reader(query: string): Reader {
  const all = tokens(query);
  const end = all.at(-1) ?? { kind: 'end', text: '<EOF>', at: 0 };
  let position = 0;
  const peek = (ahead = 0): Token => all[position + ahead] ?? end;
  const take = (): Token => {
    const token = peek();
    position += 1;
    return token;
  };
  const fail = (message: string): RefusedError => queryError(query, peek().at, message);
  const at = (text: string): boolean => {
    const { kind, text: found } = peek();
    return (kind === 'word' && found.toUpperCase() === text) || (kind === 'sign' && found === text);
  };
  const maybe = (text: string): boolean => {
    if (!at(text)) return false;
    position += 1;
    return true;
  };
  return {
    peek,
    take,
    at,
    maybe,
    expect: (text) => {
      // "missing SELECT at 'foo'" is recorded.
      if (!maybe(text)) throw fail(`missing ${text} at '${peek().text}'`);
    },
    name: (what) => {
      const { kind, text } = peek();
      const fits = kind === 'escaped' || (kind === 'word' && !reserved.has(text.toUpperCase()));
      if (!fits) throw fail(`mismatched input '${text}' expecting ${what}`);
      return take().text;
    },
    fail,
  };
}
