import { hang, pad, widthOf } from './layout.ts';
import type { Style } from './style.ts';

/** Columns of the titles: the longest is "Resource group". */
export const titles = 16;

/** Below this many columns, titles stand in the running text. */
export const narrow = 60;

/** A line of the report. */
export interface Entry {
  readonly mark: string;
  readonly title: string;
  readonly text: string;
  /** Something small at the right end. */
  readonly right?: string;
}

/** A line of the report, as wide as there is room. */
export function entry(style: Style, width: number, { mark, title, text, right = '' }: Entry): readonly string[] {
  const plain = style.mark.done.endsWith(':');
  if (plain) return hang('', `${mark} ${title}: ${text}${right === '' ? '' : ` (${right})`}`, width);
  if (width < narrow) return hang(`${mark} `, `${title}: ${text}${right === '' ? '' : ` (${right})`}`, width);
  const head = `${mark} ${pad(title, Math.max(titles, widthOf(title) + 2))}`;
  const room = width - widthOf(head) - (right === '' ? 0 : widthOf(right) + 2);
  const [first = '', ...rest] = hang(head, text, widthOf(head) + room);
  const gap = width - widthOf(first) - widthOf(right);
  return [right === '' ? first : `${first}${' '.repeat(Math.max(2, gap))}${style.dim(right)}`, ...rest];
}
