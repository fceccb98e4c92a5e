import type { Resource } from '../domain/resource.ts';
import { cut, hang, pad, widthOf } from '../terminal/layout.ts';
import type { Style } from '../terminal/style.ts';
import { safe } from '../text/safe.ts';

/** The first row of a table, or one of the others. */
export type Cells = readonly string[];

/** Below this many columns a cell says nothing any more. */
const narrowest = 6;

/** The widths of the columns: what they need, and where that is too much the widest lose first. */
function widthsOf(rows: readonly Cells[], room: number): readonly number[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((cells) => widthOf(cells[at] ?? ''))));
  const total = (): number => widths.reduce((sum, each) => sum + each + 2, 0);
  while (total() > room && Math.max(...widths) > narrowest) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** A table; where there is no room for one, or words are read out, a line for each row with what its columns are called. */
export function table(header: Cells, rows: readonly Cells[], style: Style, width: number): readonly string[] {
  const shown = rows.map((cells) => cells.map(safe));
  if (width < 60 || style.mark.done.endsWith(':'))
    return shown.flatMap((cells) =>
      hang('  ', cells.map((cell, at) => `${header[at] ?? ''} ${cell}`).join(', '), width),
    );
  const widths = widthsOf([header, ...shown], width - 2);
  const line = (cells: Cells): string =>
    `  ${cells.map((cell, at) => pad(cut(cell, widths[at] ?? 0), widths[at] ?? 0)).join('  ')}`.trimEnd();
  return [style.dim(line(header)), ...shown.map(line)];
}

const things: Readonly<Record<Resource['kind'], readonly [one: string, many: string]>> = {
  registration: ['service', 'services'],
  group: ['group', 'groups'],
  instance: ['instance', 'instances'],
  assignment: ['access', 'accesses'],
  other: ['other thing', 'other things'],
};

/** What a row makes, in a word each: "group, instance, access". */
export function thingsIn(resources: readonly Resource[]): string {
  return resources.map(({ kind }) => things[kind][0]).join(', ');
}

/** How many things of each kind are made: "1 group, 5 instances". */
export function countedThings(resources: readonly Resource[]): string {
  const kinds = [...new Set(resources.map(({ kind }) => kind))];
  const counts = kinds.map((kind) => {
    const count = resources.filter((each) => each.kind === kind).length;
    return `${count} ${things[kind][count === 1 ? 0 : 1]}`;
  });
  return counts.join(', ');
}
