import { widthOf } from '../layout.ts';

/** The lines above the cursor, as far as they can still be taken away. */
export interface Transcript {
  /** Lines were written. `name`: by which they may be taken away. */
  printed(lines: readonly string[], name?: string): void;
  /** This was written to draw something below them that goes away again. */
  drawn(text: string): void;
  /** Somebody else has written there: nothing can be taken away any more. */
  forget(): void;
  /** What to write so that the last lines of that name are gone; undefined where there are none, or they are out of reach. */
  without(name: string): string | undefined;
}

interface Entry {
  readonly name: string | undefined;
  readonly lines: readonly string[];
  /** Rows that they take. */
  readonly rows: number;
}

/** Nothing can be taken away where lines are only appended. */
export const noTranscript: Transcript = {
  printed: () => undefined,
  drawn: () => undefined,
  forget: () => undefined,
  without: () => undefined,
};

/** What clears the window (Ctrl-L), or makes room for a shell (Ctrl-Z). */
const cleared = /\u001B\[2J|^\n+$/;

/** On a window of that size, which may change. */
export function transcriptOn(window: { readonly columns: number; readonly rows: number }): Transcript {
  let entries: Entry[] = [];
  let columns = window.columns;
  // Rows since the beginning: of the cursor, and the lowest that was ever used. What was drawn lower has moved the lines up.
  let row = 0;
  let lowest = 0;
  const forget = (): void => {
    entries = [];
    row = 0;
    lowest = 0;
  };
  /** Lines that were written for another width may stand anywhere by now. */
  const check = (): void => {
    if (window.columns === columns) return;
    columns = window.columns;
    forget();
  };
  const rowsOf = (line: string): number => Math.max(1, Math.ceil(widthOf(line) / Math.max(1, columns)));
  const reach = (): number => window.rows - 1 - (lowest - row);
  return {
    printed(lines, name) {
      check();
      const rows = lines.reduce((sum, line) => sum + rowsOf(line), 0);
      entries.push({ name, lines, rows });
      row += rows;
      lowest = Math.max(lowest, row);
    },
    drawn(text) {
      check();
      if (cleared.test(text)) forget();
      else lowest = Math.max(lowest, row + text.split('\n').length);
    },
    forget,
    without(name) {
      check();
      const at = entries.findLastIndex((entry) => entry.name === name);
      const up = entries.slice(at).reduce((sum, { rows }) => sum + rows, 0);
      if (at < 0 || up > reach()) return undefined;
      const [gone] = entries.splice(at, 1);
      row -= gone?.rows ?? 0;
      const rest = entries.slice(at).flatMap(({ lines }) => lines);
      return `\u001B[${up}A\r\u001B[0J${rest.map((line) => `${line}\n`).join('')}`;
    },
  };
}
