import { escapeUnseen, jsonEscape } from './escape.ts';
import { masked } from './held-secrets.ts';
import { inPortions, jsonPieces } from './json-pieces.ts';

/** A document as one line of JSON, without secrets in its texts; nothing in it hides, and it reads back as it is. */
export function jsonLine(document: object): string {
  return [...lineInPortions(document)].join('');
}

/** The same in portions: none ends within a text. */
export function* lineInPortions(document: object): Generator<string> {
  const shown = (_: string, value: unknown): unknown => (typeof value === 'string' ? masked(value) : value);
  let last = '';
  for (const each of inPortions(jsonPieces(document, 0, shown))) {
    if (last !== '') yield last;
    last = escapeUnseen(each, jsonEscape);
  }
  yield `${last}\n`;
}
