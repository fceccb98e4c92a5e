/** One line of the table. */
export interface Row {
  readonly what: string;
  /** What is measured: a ratio, seconds, megabytes, a number. */
  readonly value: number;
  readonly unit: string;
  /** Undefined for what only stands beside. */
  readonly goal?: number;
  /** What the least program that does the same takes. */
  readonly least?: number;
  /** More to say of it. */
  readonly note?: string;
}

const round = (value: number): string => String(Math.round(value * 100) / 100);

/** The table as cells, the head first. */
function cellsOf(rows: readonly Row[]): readonly (readonly string[])[] {
  const cells = rows.map(({ what, value, unit, goal, least, note }) => [
    what,
    `${round(value)}${unit}`,
    goal === undefined ? '' : `<= ${round(goal)}${unit}`,
    goal === undefined ? '' : value <= goal ? 'met' : 'NOT MET',
    least === undefined ? '' : `${round(least)}${unit}`,
    note ?? '',
  ]);
  return [['what', 'now', 'goal', '', 'least', ''], ...cells];
}

/** The table for people. */
export function tableOf(rows: readonly Row[]): string {
  const all = cellsOf(rows);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  return all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The table as Markdown. */
export function markdownOf(rows: readonly Row[]): string {
  const [head = [], ...rest] = cellsOf(rows);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rest.map(line)].join('\n');
}
