import type { Asked } from '../../engine/context.ts';
import { safe } from '../../text/safe.ts';
import { cut, hang, together, widthOf } from '../layout.ts';
import type { Style } from '../style.ts';
import { noteLines } from './note-lines.ts';
import { pageOf, type Row } from './rows.ts';

/** What is known of a text while it is typed. */
export interface Verdict {
  readonly good: boolean;
  readonly says: string;
}

/** How a question stands on the screen. */
export interface Drawn {
  /** Why it is asked again. */
  readonly notes: readonly string[];
  /** The question itself, with what was typed; longer than a line where that is. */
  readonly line: string;
  readonly below: readonly string[];
}

/** What a question shows besides itself. */
export interface Look {
  readonly typed: string;
  readonly rows: readonly Row[];
  /** So many more match than there are rows. */
  readonly others: number;
  readonly cursor: number;
  readonly verdict: Verdict | undefined;
  readonly problem: string | undefined;
  readonly isExplained: boolean;
  readonly isBusy: boolean;
}

/** The window that it is drawn in. */
export interface Window {
  readonly columns: number;
  readonly rows: number;
}

/** Esc at the first question. */
export const nothingBefore = 'There is no question before this one. Ctrl-C leaves, and keeps your answers.';

/** Rows of a list that help; more are found by typing. */
const mostRows = 11;

/** The question alone, as it is left when it was answered. */
export function questionLine(asked: Asked, typed: string, style: Style): string {
  const isPreset = asked.choices.length === 0 && asked.preselected !== undefined && typed === '';
  const preset = isPreset ? `${style.dim(`(${safe(shown(asked))})`)} ` : '';
  return `${style.accent(style.mark.ask)} ${style.bold(safe(asked.question.message))} ${preset}${style.accent(safe(typed))}`;
}

/** What is suggested, as people read it. */
function shown({ question, preselected = '' }: Asked): string {
  return question.show?.(preselected) ?? preselected;
}

/** A question with all that stands around it, never higher than the window: what doesn't fit is the list's and the notes' loss. */
export function draw(asked: Asked, look: Look, { columns, rows }: Window, style: Style): Drawn {
  const width = columns - 1;
  const line = questionLine(asked, look.typed, style);
  const said = [
    ...(look.verdict !== undefined && look.problem === undefined
      ? hang('  ', safe(look.verdict.says), width).map(look.verdict.good ? style.good : style.warn)
      : []),
    ...(look.problem === undefined ? [] : hang('  ', safe(look.problem), width).map(style.warn)),
    ...(look.isExplained ? hang('  ', asked.question.explain, width) : []),
    ...hang('  ', look.isBusy ? 'Looking…' : keys(asked), width).map(style.dim),
  ];
  // A line above it stays in sight.
  const free = Math.max(1, rows - 1 - Math.ceil((widthOf(line) + 1) / columns) - said.length);
  const least = asked.choices.length === 0 ? 0 : Math.min(3, free);
  const notes = fitting(noteLines(asked, style, width), free - least, width);
  const height = Math.min(mostRows, free - notes.length);
  const list =
    look.rows.length === 0 ? [] : pageOf(look.rows, look.cursor, { width, height, style, others: look.others });
  return { notes, line, below: [...list, ...said] };
}

/** As many lines as there is room for; the last one says that there are more. */
function fitting(lines: readonly string[], most: number, width: number): readonly string[] {
  if (lines.length <= most) return lines;
  const shown = lines.slice(0, Math.max(0, most));
  return shown.map((line, at) => (at === shown.length - 1 ? `${cut(line, width - 2)} …` : line));
}

function keys(asked: Asked): string {
  const hasList = asked.choices.length > 0;
  const list = hasList
    ? asked.choices.length > 6 || asked.otherwise !== undefined
      ? 'Type to search, ↑↓, Enter'
      : '↑↓, Enter'
    : 'Enter';
  const why =
    asked.why === undefined || asked.preselected === undefined || hasList ? '' : ` = the suggestion (${asked.why})`;
  const back = asked.canGoBack ? `, ${together(`Esc = ${asked.back ?? 'back'}`)}` : '';
  return `${list}${why}${back}, ${together('? = what is this')}`;
}
