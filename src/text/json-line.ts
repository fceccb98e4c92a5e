import { escapeUnseen, jsonEscape } from './escape.ts';
import { masked } from './held-secrets.ts';

/** A document as one line of JSON, without secrets in its texts; nothing in it hides, and it reads back as it is. */
export function jsonLine(document: object): string {
  const shown = (_: string, value: unknown): unknown => (typeof value === 'string' ? masked(value) : value);
  return `${escapeUnseen(JSON.stringify(document, shown), jsonEscape)}\n`;
}
