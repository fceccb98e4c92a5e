import { tokens } from './query/tokens.ts';
import { RefusedError } from './refusal.ts';

/** The words that an event has (Azure Digital Twins, "Event notifications", and "Route events": filters). */
const fields = ['type', 'source', 'subject', 'id', 'schema', 'time', 'specversion', 'datacontenttype', 'traceparent'];
const functions = ['startswith', 'starts_with', 'endswith', 'ends_with', 'contains'];
const comparisons = ['=', '!=', '<>', '<', '>', '<=', '>='];

/** Belief: the code is Microsoft's (data plane, "Event Routes - Add"), the text is not recorded. */
function invalid(): RefusedError {
  return new RefusedError(
    400,
    'EventRouteFilterInvalid',
    'The filter provided is invalid. Check that your filter is formatted correctly. See event route documentation (http://aka.ms/ADTv2Routes).',
  );
}

/** @throws RefusedError when a filter of an event route can't be understood. */
export function checkFilter(filter: string): void {
  const all = tokensOf(filter);
  let at = 0;
  const text = (): string => all[at]?.text ?? '';
  const kind = (): string => all[at]?.kind ?? 'end';
  const isWord = (...words: readonly string[]): boolean => kind() === 'word' && words.includes(text().toLowerCase());
  const isSign = (...signs: readonly string[]): boolean => kind() === 'sign' && signs.includes(text());
  const take = (isThere: boolean): void => {
    if (!isThere) throw invalid();
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
    take(kind() === 'word' && (text().startsWith('$') || fields.includes(text().toLowerCase())));
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
  if (kind() !== 'end') throw invalid();
}

function tokensOf(filter: string): ReturnType<typeof tokens> {
  try {
    return tokens(filter);
  } catch (error) {
    if (error instanceof RefusedError) throw invalid();
    throw error;
  }
}
