import type { Asked } from '../../engine/context.ts';
import type { Choice } from '../../step/question.ts';
import { safe } from '../../text/safe.ts';
import { narrow } from '../entry.ts';
import { cut, hang, pad, widthOf } from '../layout.ts';
import type { Style } from '../style.ts';

/** One line of a list. */
export interface Row {
  readonly kind: 'choice' | 'otherwise';
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  /** Why it can't be chosen; undefined when it can. */
  readonly disabled: string | undefined;
}

function rowOf(choice: Choice, asked: Asked): Row {
  const why = asked.why !== undefined && choice.value === asked.preselected ? `recommended: ${asked.why}` : undefined;
  const hint = [choice.disabled, choice.hint, why].filter(Boolean).join(', ');
  return {
    kind: 'choice',
    label: safe(choice.label),
    hint: safe(hint),
    value: choice.value,
    disabled: choice.disabled === undefined ? undefined : safe(choice.disabled),
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
  return [
    ...rows,
    {
      kind: 'otherwise',
      label,
      hint: typed === '' ? (asked.otherwiseHint ?? '') : '',
      value: typed,
      disabled: undefined,
    },
  ];
}

/** The next row in a direction that can be chosen; around the ends. */
export function moved(rows: readonly Row[], from: number, by: number): number {
  for (let steps = 1, at = from; steps <= rows.length; steps += 1) {
    at = (at + by + rows.length) % rows.length;
    const row = rows[at];
    if (row !== undefined && row.disabled === undefined) return at;
  }
  return from;
}

/**
 * One row: on a line of its own; in a narrow window its label wraps, and its hint stands below it while the cursor is there. What
 * can't be chosen never has the cursor, so its reason always stands there.
 */
function linesOf(row: Row, isActive: boolean, labels: number, { width, style }: Room): readonly string[] {
  const mark = isActive ? `${style.mark.cursor} ` : '  ';
  const paint = row.disabled !== undefined ? style.dim : isActive ? style.accent : (text: string): string => text;
  if (width >= narrow) {
    const text = row.hint === '' ? row.label : `${pad(cut(row.label, labels), labels)}  ${row.hint}`;
    return [paint(cut(`${mark}${text}`, width))];
  }
  const label = row.disabled === undefined ? row.label : `${row.label}: can't be used`;
  const why = row.disabled ?? (isActive ? row.hint : '');
  const hint = why === '' ? [] : hang('    ', why, width).map(style.dim);
  return [...hang(mark, label, width).map(paint), ...hint];
}

/** Where rows are drawn. */
interface Room {
  readonly width: number;
  /** Lines that there are. */
  readonly height: number;
  /** So many more match than there are rows. */
  readonly others: number;
  readonly style: Style;
}

/** Columns of the labels of a page. */
function labelColumns(rows: readonly Row[], width: number): number {
  const widths = rows.filter((row) => row.hint !== '').map((row) => widthOf(row.label));
  return Math.min(Math.max(0, ...widths), Math.floor(width * 0.6));
}

/** The rows around the cursor that there is room for, and how many more there are. */
export function pageOf(rows: readonly Row[], cursor: number, room: Room): readonly string[] {
  const heightOf = (at: number): number => {
    const row = rows[at];
    return row === undefined ? Number.POSITIVE_INFINITY : linesOf(row, at === cursor, room.width, room).length;
  };
  const first = Math.max(0, Math.min(cursor, rows.length - 1));
  let [from, to, used] = [first, first, rows.length === 0 ? 0 : heightOf(first)];
  const isRoom = (more: number, rest: number): boolean => used + more + (rest + room.others > 0 ? 1 : 0) <= room.height;
  for (let isGrowing = rows.length > 0; isGrowing; ) {
    const [above, below] = [heightOf(from - 1), heightOf(to + 1)];
    const isUp =
      isRoom(above, rows.length - 1 - to) && (cursor - from <= to - cursor || !isRoom(below, rows.length - 2 - to));
    const isDown = !isUp && isRoom(below, rows.length - 2 - to);
    if (isUp) [from, used] = [from - 1, used + above];
    if (isDown) [to, used] = [to + 1, used + below];
    isGrowing = isUp || isDown;
  }
  const page = rows.slice(from, rows.length === 0 ? 0 : to + 1);
  const labels = labelColumns(page, room.width);
  const lines = page.flatMap((row, at) => linesOf(row, from + at === cursor, labels, room));
  const more = rows.length - from - page.length + room.others;
  const shown = lines.slice(0, Math.max(1, room.height - (more > 0 ? 1 : 0)));
  return more > 0 ? [...shown, room.style.dim(`  … ${more} more`)] : shown;
}
