import { type Token, tokens } from './query/tokens.ts';
import { RefusedError } from './refusal.ts';

/** The words that an event has (Azure Digital Twins, "Event notifications", and "Route events": filters). */
const fields = ['type', 'source', 'subject', 'id', 'schema', 'time', 'specversion', 'datacontenttype', 'traceparent'];
const functions = ['startswith', 'starts_with', 'endswith', 'ends_with', 'contains'];
const comparisons = ['=', '!=', '<>', '<', '>', '<=', '>='];

/**
 * Recorded (.NET SDK, "EventRoutes_MalformedEventRouteFilter", 2022) for "this is not a valid filter string": what stands
 * where a sign should, counted from 1. Elsewhere the place is a belief.
 */
function invalid(filter: string, { text, at }: Pick<Token, 'text' | 'at'>): RefusedError {
  const before = filter.slice(0, at).split('\n');
  const position = (before.at(-1)?.length ?? 0) + 1;
  return new RefusedError(
    400,
    'EventRouteFilterInvalid',
    `The provided filter is invalid. Parsing error, Line=${before.length}, Position=${position}, Message=Unexpected input '${text.slice(0, 200)}'. See event route documentation for supported values and structure (https://aka.ms/ADTv2Routes).`,
  );
}

/** @throws RefusedError when a filter of an event route can't be understood. */
export function checkFilter(filter: string): void {
  const all = tokensOf(filter);
  const unknown: Token[] = [];
  const end: Token = { kind: 'end', text: '<EOF>', at: filter.length };
  let at = 0;
  const here = (): Token => all[at] ?? end;
  const text = (): string => here().text;
  const kind = (): string => here().kind;
  const isWord = (...words: readonly string[]): boolean => kind() === 'word' && words.includes(text().toLowerCase());
  const isSign = (...signs: readonly string[]): boolean => kind() === 'sign' && signs.includes(text());
  const take = (isThere: boolean): void => {
    if (!isThere) throw invalid(filter, here());
    at += 1;
  };

  function either(): void {
    for (both(); isWord('or'); both()) at += 1;
  }
  function both(): void {
    for (one(); isWord('and'); one()) at += 1;
  }
  function one(): void {
    if (isWord('not')) {
      at += 1;
      return one();
    }
    if (isSign('(')) {
      at += 1;
      either();
      return take(isSign(')'));
    }
    if (isWord('true', 'false')) return take(true);
    if (isWord(...functions)) return called();
    path();
    take(isSign(...comparisons));
    value();
  }
  function called(): void {
    at += 1;
    take(isSign('('));
    path();
    take(isSign(','));
    value();
    take(isSign(')'));
  }
  function path(): void {
    if (!text().startsWith('$') && !fields.includes(text().toLowerCase())) unknown.push(here());
    take(kind() === 'word');
    while (isSign('.')) {
      at += 1;
      take(kind() === 'word' || kind() === 'escaped');
    }
  }
  function value(): void {
    if (isSign('-')) at += 1;
    take(kind() === 'text' || kind() === 'number' || isWord('true', 'false', 'null'));
  }

  either();
  if (kind() !== 'end') throw invalid(filter, here());
  const [first] = unknown;
  if (first !== undefined) throw invalid(filter, first);
}

function tokensOf(filter: string): readonly Token[] {
  try {
    return tokens(filter);
  } catch (error) {
    if (error instanceof RefusedError) throw invalid(filter, { text: filter.trim(), at: 0 });
    throw error;
  }
}
