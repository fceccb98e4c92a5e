import type { Asked } from '../../engine/context.ts';
import type { Choice } from '../../step/question.ts';
import { safe } from '../../text/safe.ts';
import { cut, pad, widthOf } from '../layout.ts';
import type { Style } from '../style.ts';

/** One line of a list. */
export interface Row {
  readonly kind: 'choice' | 'otherwise';
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly disabled: boolean;
}

function rowOf(choice: Choice, asked: Asked): Row {
  const why = asked.why !== undefined && choice.value === asked.preselected ? `recommended: ${asked.why}` : undefined;
  const hint = [choice.disabled, choice.hint, why].filter(Boolean).join(', ');
  return {
    kind: 'choice',
    label: safe(choice.label),
    hint: safe(hint),
    value: choice.value,
    disabled: choice.disabled !== undefined,
  };
}

/** In a long list what is preselected may be none of the first: it stands before them then. */
function withPreselected(asked: Asked, typed: string, choices: readonly Choice[]): readonly Choice[] {
  const isPreselected = ({ value }: Choice): boolean => value === asked.preselected;
  if (typed !== '' || choices.some(isPreselected)) return choices;
  const preselected = asked.choices.find(isPreselected);
  return preselected === undefined ? choices : [preselected, ...choices];
}

/** The lines for what matches; with the line that takes any other text, where there is one. */
export function rowsFor(asked: Asked, typed: string, choices: readonly Choice[]): readonly Row[] {
  const rows = withPreselected(asked, typed, choices).map((choice) => rowOf(choice, asked));
  if (asked.otherwise === undefined) return rows;
  if (typed === '' && rows.some((row) => row.label.startsWith(asked.otherwise ?? ''))) return rows;
  const label = typed === '' ? asked.otherwise : `${asked.otherwise}: ${safe(typed)}`;
  return [...rows, { kind: 'otherwise', label, hint: '', value: typed, disabled: false }];
}

/** The next row in a direction that can be chosen; around the ends. */
export function moved(rows: readonly Row[], from: number, by: number): number {
  for (let steps = 1, at = from; steps <= rows.length; steps += 1) {
    at = (at + by + rows.length) % rows.length;
    if (rows[at]?.disabled === false) return at;
  }
  return from;
}

/** The rows around the cursor, `size` of them; `others`: so many more match than there are rows. */
export function pageOf(
  rows: readonly Row[],
  cursor: number,
  { size, others }: { readonly size: number; readonly others: number },
  width: number,
  style: Style,
): readonly string[] {
  const start = Math.max(0, Math.min(cursor - Math.floor(size / 2), rows.length - size));
  const page = rows.slice(start, start + size);
  const labels = Math.min(
    Math.max(0, ...page.filter((row) => row.hint !== '').map((row) => widthOf(row.label))),
    Math.floor(width * 0.6),
  );
  const lines = page.map((row, at) => {
    const isActive = start + at === cursor;
    const text = cut(
      `${isActive ? style.mark.cursor : ' '} ${row.hint === '' ? row.label : `${pad(cut(row.label, labels), labels)}  ${row.hint}`}`,
      width,
    );
    if (row.disabled) return style.dim(text);
    return isActive ? style.accent(text) : text;
  });
  const more = rows.length - start - page.length + others;
  return more > 0 ? [...lines, style.dim(`  … ${more} more`)] : lines;
}
