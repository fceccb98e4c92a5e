import { NeedsAnswersError } from '../engine/flow.ts';
import type { SetupError } from '../errors.ts';
import type { Evidence } from '../step/step.ts';
import { told } from '../terminal/copied.ts';
import { hang } from '../terminal/layout.ts';
import { proofs } from '../terminal/pages.ts';
import type { Style } from '../terminal/style.ts';
import { safe } from '../text/safe.ts';
import { isComplete } from '../wizard/agreeing.ts';
import type { Fault } from './given.ts';
import type { ListPlan } from './plan-list.ts';
import { isGood, type PlannedRow } from './planned-row.ts';
import type { ListResult, RowResult } from './result.ts';
import { type Cells, countedThings, table, thingsIn } from './table.ts';

/** "row 4 (factory-4)". */
function rowWords(row: number | undefined, name: string | undefined): string {
  if (row === undefined) return 'All rows';
  return name === undefined ? `Row ${row}` : `Row ${row} (${name})`;
}

/** A row, and what is wrong with it. */
interface Said {
  readonly row: number | undefined;
  readonly name: string | undefined;
  readonly says: string;
}

/** Why some rows can't be set up: a cause once, with all the rows that have it. */
function causeLines(all: readonly Said[], style: Style, width: number): readonly string[] {
  const rows = new Map<string, string[]>();
  for (const { row, name, says } of all) {
    const which = rows.get(says) ?? [];
    rows.set(says, which);
    which.push(rowWords(row, name));
  }
  return [...rows].flatMap(([says, which]) =>
    told(`${style.bad(style.mark.failed)} `, safe(`${which.join(', ')}: ${says}`), width),
  );
}

function faultLines(faults: readonly Fault[], style: Style, width: number): readonly string[] {
  const all = faults.map(({ row, name, error }) => ({ row, name, says: `${error.message} ${error.suggestion}` }));
  return causeLines(all, style, width);
}

/** What was found wrong in a list before anything was sent. */
export function faultsPage(
  { file, faults, rows }: { readonly file: string; readonly faults: readonly Fault[]; readonly rows: number },
  style: Style,
  width: number,
): readonly string[] {
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  const says = `${safe(file)} has ${count} in ${rows} ${rows === 1 ? 'row' : 'rows'}:`;
  return ['', ...hang('', says, width), ...faultLines(faults, style, width)];
}

/** What the answers that a row lacks are called. */
function lacking(error: NeedsAnswersError): string {
  const keys = error.questions.map(({ asked }) => `"${asked.question.key}"`);
  return `${keys.length === 1 ? 'An answer is' : 'Answers are'} missing: ${keys.join(', ')}.`;
}

function refusalWords(refusal: SetupError | NeedsAnswersError): string {
  return refusal instanceof NeedsAnswersError
    ? `${lacking(refusal)} Give them in the list, or to all rows by flag.`
    : `${refusal.message} ${refusal.suggestion}`;
}

/** What comes of a row, by its plan; `made` is what earlier rows make. */
function comesOf(row: PlannedRow, made: Set<string>): string {
  if (!isGood(row)) return 'not possible';
  const { plan } = row;
  if (isComplete(plan)) return 'nothing: it is there';
  const own = plan.resources.filter(({ id }) => !made.has(id.toLowerCase()));
  for (const { id } of plan.resources) made.add(id.toLowerCase());
  const later = plan.blocked.size > 0 ? `${thingsIn(plan.later)} by somebody else` : '';
  const words = [thingsIn(own), later].filter((each) => each !== '').join('; ');
  return words === '' ? 'nothing new' : words;
}

/** From the surest on. */
const surety: readonly Evidence[] = ['checked', 'assumed', 'unknown'];

/** How sure a row is: as its least sure line about what would be made. */
function surenessOf(row: PlannedRow): string {
  if (!isGood(row)) return '';
  const made = row.plan.lines.filter(({ rights }) => rights !== undefined);
  const least = made.map(({ evidence }) => surety.indexOf(evidence));
  return proofs[surety[Math.max(0, ...least)] ?? 'unknown'];
}

/** The plan of a list: a row an instance, and why some can't be set up. A preview adds how sure each row is. */
export function listPlanPage(
  { rows, resources }: ListPlan,
  style: Style,
  width: number,
  isPreview = false,
): readonly string[] {
  const made = new Set<string>();
  const cells = rows.map((row): Cells => {
    const { report = {} } = row.plan ?? {};
    const given = (key: string): string | undefined => row.row.answers[key]?.value;
    return [
      String(row.row.number),
      row.row.name,
      report.region ?? report.location ?? given('location') ?? '',
      report.resourceGroup ?? given('resourceGroup') ?? '',
      comesOf(row, made),
      ...(isPreview ? [surenessOf(row)] : []),
    ];
  });
  const refused = rows.flatMap(({ row, refusal }): readonly Said[] =>
    refusal === undefined ? [] : [{ row: row.number, name: row.name, says: refusalWords(refusal) }],
  );
  const total = resources.length === 0 ? 'Nothing has to be made.' : `To be made: ${countedThings(resources)}.`;
  const faults = causeLines(refused, style, width);
  return [
    '',
    style.bold(`The plan: ${rows.length} ${rows.length === 1 ? 'instance' : 'instances'}`),
    ...table(['Row', 'Name', 'Region', 'Group', 'Will be made', ...(isPreview ? ['Sure'] : [])], cells, style, width),
    ...hang('', total, width),
    ...(faults.length === 0 ? [] : ['', ...faults]),
    '',
  ];
}

const words: Readonly<Record<RowResult['outcome'], string>> = {
  ready: 'ready',
  planned: 'not begun',
  left: 'not begun',
  handover: 'waits for somebody else',
  waiting: 'goes on in Azure',
  'needs-answers': 'answers are missing',
  'needs-approval': 'not begun',
  interrupted: 'interrupted',
  failed: 'failed',
};

/** How the rows ended, and why some failed. */
export function summaryPage({ instances }: ListResult, style: Style, width: number): readonly string[] {
  const ready = instances.filter(({ outcome }) => outcome === 'ready').length;
  const cells = instances.map(
    ({ row, name = '', report, outcome }): Cells => [
      String(row),
      name,
      report.resourceGroup ?? '',
      report.hostName ?? '',
      words[outcome],
    ],
  );
  const failed = instances.flatMap(({ row, name, error }) => (error === undefined ? [] : [{ row, name, error }]));
  const says = `${ready} of ${instances.length} ready.`;
  return [
    ready === instances.length ? style.good(says) : style.bold(says),
    ...table(['Row', 'Name', 'Group', 'Host name', ''], cells, style, width),
    ...faultLines(failed, style, width),
    '',
  ];
}
