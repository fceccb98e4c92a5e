import { escapeUnseen } from '../text/escape.ts';
import { once } from '../text/once.ts';

interface Attribute {
  readonly key: string;
  readonly value: string;
}

/** A line of a body: an attribute, whose `=` stands below those of its neighbors; a block; or a line as it is. */
export type Item = Attribute | { readonly block: string; readonly body: readonly Item[] } | { readonly line: string };

const short: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r' };

function codePointText(codePoint: number): string {
  const known = short[codePoint];
  if (known !== undefined) return known;
  const digits = codePoint.toString(16);
  return codePoint > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
}

/** A mark above or below a letter, without the letter: it would be drawn on, and counted with, the sign before it. */
const looseMarks = /(?<![\p{L}\p{N}\p{M}])\p{M}/gu;

/** A value as text in HCL: nothing in it can end the text, begin a template, or hide ("Strings and Templates"). */
export function hclText(value: string): string {
  const marked = value.split(looseMarks);
  const marks = value.match(looseMarks) ?? [];
  return `"${marked.map((part, at) => inText(part) + (marks[at] === undefined ? '' : codePointText(marks[at].codePointAt(0) ?? 0))).join('')}"`;
}

function inText(value: string): string {
  const quoted = value.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll(/\$(?=\{)|%(?=\{)/g, '$&$&');
  return escapeUnseen(quoted, codePointText);
}

/** A value of any kind as an expression, over several lines from an indentation on. */
export function hclValue(value: unknown, indent: string): string {
  if (typeof value === 'string') return hclText(value);
  if (Array.isArray(value)) return `[${value.map((each) => hclValue(each, indent)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return hclObject(Object.entries(value), indent, plainKey);
  return String(value);
}

const plainKey = (key: string): string => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : hclText(key));

/** An object; its keys as `name` writes them. */
function hclObject(
  entries: readonly (readonly [string, unknown])[],
  indent: string,
  name: (key: string) => string,
): string {
  const inner = `${indent}  `;
  const items = entries
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ key: name(key), value: hclValue(value, inner) }));
  return items.length === 0 ? '{}' : ['{', ...hclBody(items, inner), `${indent}}`].join('\n');
}

/** Keys that come from outside are always quoted. */
export const hclTags = (tags: Readonly<Record<string, string>>, indent: string): string =>
  hclObject(Object.entries(tags), indent, hclText);

/** The attribute that stands on one line, which its neighbors are aligned with. */
const aligned = (item: Item | undefined): Attribute | undefined =>
  item !== undefined && 'key' in item && !item.value.includes('\n') ? item : undefined;

const characters = once(() => new Intl.Segmenter('en', { granularity: 'grapheme' }));

/** `terraform fmt` aligns by what people count as characters (grapheme clusters), not by columns. */
const lengthOf = (text: string): number => Array.from(characters().segment(text)).length;

/** How wide each key is laid out: as the widest of those that stand on one line, without a break between them. */
function widthsOf(items: readonly Item[]): readonly number[] {
  const widths = items.map((item) => ('key' in item ? lengthOf(item.key) : 0));
  for (let from = 0; from < items.length; ) {
    let to = from;
    while (aligned(items[to]) !== undefined) to += 1;
    widths.fill(Math.max(...widths.slice(from, to)), from, to);
    from = to + 1;
  }
  return widths;
}

/** The lines of a body, laid out as `terraform fmt` does. */
export function hclBody(items: readonly Item[], indent: string): readonly string[] {
  const widths = widthsOf(items);
  return items.flatMap((item, at): readonly string[] => {
    if ('line' in item) return [item.line === '' ? '' : `${indent}${item.line}`];
    if ('block' in item) {
      if (item.body.length === 0) return [`${indent}${item.block} {}`];
      return [`${indent}${item.block} {`, ...hclBody(item.body, `${indent}  `), `${indent}}`];
    }
    const gap = (widths[at] ?? 0) - lengthOf(item.key);
    return [`${indent}${item.key}${' '.repeat(gap)} = ${item.value}`];
  });
}

/** An attribute that is a text. */
export const textItem = (key: string, value: string): Item => ({ key, value: hclText(value) });

/** An empty line. */
export const blank: Item = { line: '' };
