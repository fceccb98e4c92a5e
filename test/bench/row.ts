/** One line of the table. */
export interface Row {
  readonly what: string;
  /** What is measured: a ratio, seconds, megabytes, a number. */
  readonly value: number;
  readonly unit: string;
  readonly goal: number;
  /** More to say of it. */
  readonly note?: string;
}

const round = (value: number): string => String(Math.round(value * 100) / 100);

/** The table for people. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map(({ what, value, unit, goal, note }) => [
    what,
    `${round(value)}${unit}`,
    `<= ${round(goal)}${unit}`,
    value <= goal ? 'met' : 'NOT MET',
    note ?? '',
  ]);
  const all = [['what', 'now', 'goal', '', ''], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  return all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
