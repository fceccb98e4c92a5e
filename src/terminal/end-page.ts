import type { Report } from '../step/report.ts';
import type { Argv } from '../text/argv.ts';
import { safe } from '../text/safe.ts';
import { commandLine } from '../text/shell.ts';
import { hang, minutes, pad } from './layout.ts';
import type { Style } from './style.ts';

/** Something to do after a set-up. */
export interface Next {
  readonly says: string;
  /** What to copy for it: commands and addresses, each alone on its line. */
  readonly copy: readonly string[];
  /** Something to know before doing it. */
  readonly note?: string;
}

/** What the end of a set-up that is ready shows. */
export interface Ready {
  readonly report: Partial<Report>;
  /** Seconds that making it took; 0 when everything was there already. */
  readonly took: number;
  readonly next: readonly Next[];
  readonly sameAgain: Argv;
  readonly practice: boolean;
}

/** The three values that people copy; nothing while there is no instance. */
export function valueLines({ hostName, name, resourceGroup }: Partial<Report>, style: Style): readonly string[] {
  if (hostName === undefined || name === undefined || resourceGroup === undefined) return [];
  const values = [
    ['hostName', hostName],
    ['name', name],
    ['resourceGroup', resourceGroup],
  ] as const;
  return ['', ...values.map(([label, value]) => `  ${pad(label, 15)}${style.bold(safe(value))}`)];
}

/** What is ready, where, and how long it took; before that, after a practice, that it was one. */
function heading({ report, took, practice }: Ready, style: Style, width: number): readonly string[] {
  const { name = '', region, location } = report;
  const where = region ?? location;
  const time = took === 0 ? '' : `, all in ${minutes(took)}`;
  const ready = `Ready: ${safe(name)}${where === undefined ? '' : ` in ${safe(where)}`}${time}.`;
  return [
    ...(practice ? hang('', 'This was practice: nothing of it is in Azure, and it costs nothing.', width) : []),
    ...hang('', ready, width).map(style.good),
  ];
}

function nextLines({ says, copy, note }: Next, style: Style, width: number): readonly string[] {
  return [
    ...hang('  ', says, width),
    ...copy.map((each) => `    ${safe(each)}`),
    ...(note === undefined ? [] : hang('    ', note, width).map(style.dim)),
  ];
}

/** Azure Digital Twins is billed by operations, messages and query units (azure.microsoft.com/pricing/details/digital-twins). */
const cost = 'It costs by use: nothing while nobody calls it.';

/** The last page of a set-up that is ready, within the height of a small window: what there is now, and what to do next. */
export function endPage(ready: Ready, style: Style, width: number): readonly string[] {
  if (ready.report.name === undefined) return [];
  return [
    '',
    ...heading(ready, style, width),
    ...valueLines(ready.report, style),
    '',
    style.bold('Next'),
    ...ready.next.flatMap((each) => nextLines(each, style, width)),
    ...(ready.practice ? [] : hang('', cost, width)),
    '',
    ...repeated(ready),
  ];
}

/** The three values, and the command that repeats it. */
export function shortEndPage(ready: Ready, style: Style): readonly string[] {
  return [...valueLines(ready.report, style), '', ...repeated(ready)];
}

function repeated({ sameAgain }: Ready): readonly string[] {
  return ['Same again, no questions:', commandLine(sameAgain)];
}
