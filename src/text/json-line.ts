import { masked } from './held-secrets.ts';
import { unseen } from './safe.ts';

/** A character as JSON writes what can't be seen; one beyond the first 65,536 as its two halves. */
function escaped(character: string): string {
  return character
    .split('')
    .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** A document as one line of JSON, without secrets in its texts; nothing in it hides, and it reads back as it is. */
export function jsonLine(document: object): string {
  const shown = (_: string, value: unknown): unknown => (typeof value === 'string' ? masked(value) : value);
  return `${JSON.stringify(document, shown).replaceAll(unseen, escaped)}\n`;
}
