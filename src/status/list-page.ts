import { type Cells, table } from '../many/table.ts';
import { hang } from '../terminal/layout.ts';
import type { Style } from '../terminal/style.ts';
import { listed } from '../text/listing.ts';
import { safe } from '../text/safe.ts';
import { type SaidOf, saidOnce } from '../text/said-once.ts';
import type { ListReport } from './list.ts';
import { differenceText, stateOf, titles, whys, words } from './page.ts';
import type { Report } from './report.ts';

/** What a row is besides as it was made: "Instance: tag costCenter: 42, was 17". */
function changes({ resources }: Report): readonly string[] {
  return resources.flatMap((seen) => {
    const { part, verdict, reason } = seen;
    if (verdict !== 'changed' && verdict !== 'gone') return [];
    const what = [verdict === 'gone' ? words.gone : '', differenceText(seen), reason ?? ''].filter(Boolean).join('; ');
    return [`${titles[part.kind]} ${what}`];
  });
}

const endpoints = { answers: 'answers', refused: 'refuses this account', unreachable: "can't be reached", unknown: '' };

const told = (all: readonly SaidOf[], width: number): readonly string[] =>
  saidOnce(all).flatMap((line) => hang('  ', safe(line), width));

/** "3 as made, 1 changed"; of what has made nothing nothing can have changed. */
function countWords(reports: readonly Report[]): string {
  const verdicts = ['as-made', 'changed', 'gone', 'unknown'] as const;
  const made = reports.filter(({ resources }) => resources.length > 0);
  const counts = [
    ...verdicts.map((each) => [words[each], made.filter(({ verdict }) => verdict === each).length] as const),
    ['without anything made', reports.length - made.length] as const,
  ];
  return listed(counts.flatMap(([says, count]) => (count === 0 ? [] : [`${count} ${says}`])));
}

/** A list in one table, and below it what is otherwise than it was made, each thing once. */
export function listReportPage({ reports }: ListReport, style: Style, width: number, now: Date): readonly string[] {
  const cells = reports.map(
    ({ set, resourceGroup, hostName, verdict, endpoint, resources }): Cells => [
      set.name ?? '',
      resourceGroup ?? '',
      hostName ?? '',
      resources.length === 0 ? 'nothing made' : words[verdict],
      endpoints[endpoint],
    ],
  );
  const name = ({ set }: Report): string => set.name ?? set.group ?? '';
  const differs = reports.flatMap((each) => changes(each).map((says) => ({ name: name(each), says })));
  const unseen = reports.flatMap((each) => whys(each).map((says) => ({ name: name(each), says })));
  const open = reports.flatMap((each) =>
    each.set.progress === 'finished' ? [] : [{ name: name(each), says: stateOf(each.set, now) }],
  );
  const head = `${reports.length} ${reports.length === 1 ? 'instance' : 'instances'}: ${countWords(reports)}.`;
  const more = [...told(differs, width), ...told(unseen, width), ...told(open, width)];
  return [
    style.bold(head),
    ...table(['Name', 'Group', 'Host name', '', 'Endpoint'], cells, style, width),
    ...(more.length === 0 ? [] : ['', ...more]),
  ];
}
