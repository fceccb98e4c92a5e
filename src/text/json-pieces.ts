/** Characters of which a portion has a little more. */
const portion = 65_536;

/** As JSON.stringify takes it. */
type Shown = (key: string, value: unknown) => unknown;

/**
 * What JSON.stringify makes of an object, in pieces, each entry of its lists for itself: of lists with thousands of entries that is
 * never one text in memory.
 */
export function* jsonPieces(document: object, indent: 0 | 2 = 0, shown?: Shown): Generator<string> {
  const line = (depth: number): string => (indent === 0 ? '' : `\n${'  '.repeat(depth)}`);
  const json = (value: unknown, depth: number): string =>
    // Undefined for what has no JSON, whatever the types say.
    ((JSON.stringify(value, shown, indent) as string | undefined) ?? 'null').replaceAll('\n', line(depth));
  let before = '{';
  for (const [key, value] of Object.entries(document) as [string, unknown][]) {
    if (value === undefined) continue;
    yield `${before}${line(1)}${JSON.stringify(key)}:${indent === 0 ? '' : ' '}`;
    before = ',';
    if (Array.isArray(value) && value.length > 0) {
      for (const [at, each] of value.entries()) yield `${at === 0 ? '[' : ','}${line(2)}${json(each, 2)}`;
      yield `${line(1)}]`;
    } else yield json(value, 1);
  }
  yield before === '{' ? '{}' : `${line(0)}}`;
}

/** Pieces of a text, taken together to portions. */
export function* inPortions(pieces: Iterable<string>): Generator<string> {
  let waiting = '';
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length < portion) continue;
    yield waiting;
    waiting = '';
  }
  if (waiting !== '') yield waiting;
}
