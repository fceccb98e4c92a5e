import { masked } from './held-secrets.ts';

/** A document as one line of JSON, without secrets in its texts. */
export function jsonLine(document: object): string {
  const shown = (_: string, value: unknown): unknown => (typeof value === 'string' ? masked(value) : value);
  return `${JSON.stringify(document, shown)}\n`;
}
