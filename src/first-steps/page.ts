import type { TwinsDocument } from '../port/azure.ts';
import { narrow } from '../terminal/entry.ts';
import { hang, pad, widthOf } from '../terminal/layout.ts';
import type { Style } from '../terminal/style.ts';
import { safe } from '../text/safe.ts';
import type { Removed } from './removal.ts';
import { columns, type SampleThing } from './sample.ts';

/** "Model", "Twin", "Relationship": as the lines of the report begin. */
export function titleOf({ key }: SampleThing): string {
  return `${key.kind.charAt(0).toUpperCase()}${key.kind.slice(1)}`;
}

/** Things as rows: what it is, what it is called. */
function rowsOf(things: readonly SampleThing[], width: number): readonly string[] {
  return things.flatMap((thing) => hang(`    ${pad(titleOf(thing), 14)}`, thing.says, width));
}

/** What would be written, before anybody agrees to it. */
export function plannedPage(
  missing: readonly SampleThing[],
  name: string,
  style: Style,
  width: number,
): readonly string[] {
  return [
    ...hang('', `A small sample for ${safe(name)}: a room with a temperature, in a floor.`, width),
    '',
    `  ${style.bold('Will be written')}`,
    ...rowsOf(missing, width),
    ...hang('', 'Nothing else in the instance is touched, and --remove takes exactly this away again.', width).map(
      style.dim,
    ),
  ];
}

/** What would be removed and what stays, before anybody agrees to it. */
export function removalPage(plan: readonly Removed[], style: Style, width: number): readonly string[] {
  const of = (status: Removed['status']): readonly Removed[] => plan.filter((each) => each.status === status);
  const [goes, stays, gone] = [of('removed'), of('kept'), of('gone')];
  return [
    ...(goes.length === 0
      ? []
      : [
          `  ${style.bold('Will be removed')}`,
          ...rowsOf(
            goes.map(({ thing }) => thing),
            width,
          ),
        ]),
    ...(stays.length === 0 ? [] : [`  ${style.bold('Stays')}`, ...stays.flatMap((each) => keptLines(each, width))]),
    ...(gone.length === 0 ? [] : hang('  ', `Gone already: ${gone.map(({ thing }) => thing.says).join(', ')}.`, width)),
  ];
}

/** A thing that stays, and why. */
function keptLines({ thing, why }: Removed, width: number): readonly string[] {
  return hang(`    ${pad(titleOf(thing), 14)}`, safe(`${thing.says}: ${why}`), width);
}

function textOf(value: unknown): string {
  return safe(typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value));
}

/** The answer of the query as a table; in a narrow window, and for screen readers, a sentence for each row. */
export function tableOf(rows: readonly TwinsDocument[], style: Style, width: number): readonly string[] {
  const cells = rows.map((row) => columns.map((name) => textOf(row[name])));
  const widths = columns.map((name, at) => Math.max(name.length, ...cells.map((row) => widthOf(row[at] ?? ''))) + 3);
  const isWide = widths.reduce((sum, each) => sum + each, 2) > width;
  if (isWide || width < narrow || style.mark.done.endsWith(':'))
    return cells.flatMap((row) => hang('  ', columns.map((name, at) => `${name}: ${row[at] ?? ''}`).join(', '), width));
  const line = (row: readonly string[]): string =>
    `  ${row.map((each, at) => pad(each, widths[at] ?? 0)).join('')}`.trimEnd();
  return [style.dim(line(columns)), ...cells.map(line)];
}

/** Something to do next: what for, and what to copy, each alone on its line. */
export interface Next {
  readonly says: string;
  readonly copy: readonly string[];
}

/** What to do next. */
export function nextPage(all: readonly Next[], style: Style, width: number): readonly string[] {
  return [
    '',
    style.bold('Next'),
    ...all.flatMap(({ says, copy }) => [...hang('  ', says, width), ...copy.map((each) => `    ${safe(each)}`)]),
  ];
}
