import { groupScope } from '../../domain/names.ts';
import { type Cells, table } from '../../many/table.ts';
import { hang } from '../../terminal/layout.ts';
import type { Style } from '../../terminal/style.ts';
import { safe } from '../../text/safe.ts';
import { type SaidOf, saidOnce } from '../../text/said-once.ts';
import { dataWords } from '../data.ts';
import { losesData, nameOfFound, type UndoPlan } from '../plan.ts';
import type { ListPlan } from './plan-list.ts';
import { entriesOf, type PlannedRow } from './row.ts';

/** "3 instances"; "2 things" where none of them is an instance any more: what is typed to agree. */
export function countWords({ removes }: UndoPlan): string {
  const instances = removes.filter(({ kind }) => kind === 'instance').length;
  if (instances === 0) return `${removes.length} ${removes.length === 1 ? 'thing' : 'things'}`;
  return `${instances} ${instances === 1 ? 'instance' : 'instances'}`;
}

function groupOf({ set, plan }: PlannedRow): string {
  const [first] = plan.entries;
  return set.group ?? (first === undefined ? '' : (groupScope(first.thing.id).split('/').at(-1) ?? ''));
}

/** What comes of a row: "access, instance". */
function comesOf({ plan, refusal }: PlannedRow): string {
  if (refusal !== undefined) return 'not possible';
  const missing = new Set(plan.missing.map(({ entry }) => entry.thing.id));
  const goes = entriesOf(plan, false).filter(
    ({ thing, removal }) => removal.kind === 'remove' && !missing.has(thing.id),
  );
  if (goes.length > 0) return goes.map(({ title }) => title.toLowerCase()).join(', ');
  if (plan.missing.length > 0) return 'for somebody else to remove';
  return plan.entries.some(({ removal }) => removal.kind === 'gone') ? 'gone already' : 'nothing';
}

/** "rg-a, rg-b" for what goes last, and why the rest of it stays. */
function sharedLines({ rows }: ListPlan, style: Style, width: number): readonly string[] {
  const entries = rows.filter(({ refusal }) => refusal === undefined).flatMap(({ plan }) => entriesOf(plan, true));
  const lines = (kind: 'remove' | 'stays'): readonly string[] =>
    entries.flatMap(({ title, removal }) => {
      if (removal.kind !== kind) return [];
      const why = removal.kind === 'stays' ? `: ${removal.why}` : '';
      return hang('    ', safe(`${title} ${removal.says}${why}`), width);
    });
  const [last, stays] = [lines('remove'), lines('stays')];
  const found = rows.flatMap(({ plan }) => plan.found);
  const before = [...new Map(found.map((each) => [each.id.toLowerCase(), each])).values()].flatMap((each) =>
    hang('    ', safe(`${each.title} ${nameOfFound(each)}: was there before this set-up`), width),
  );
  return [
    ...(last.length === 0 ? [] : ['', `  ${style.bold('Removed last, when nothing else is in it')}`, ...last]),
    ...(stays.length + before.length === 0 ? [] : ['', `  ${style.bold('Stays')}`, ...stays, ...before]),
  ];
}

/** Why rows can't be removed: each reason once, with all that have it. */
export function whys(rows: readonly SaidOf[], style: Style, width: number): readonly string[] {
  return saidOnce(rows).flatMap((line) => hang(`${style.bad(style.mark.failed)} `, safe(line), width));
}

/** The plan for a list: a row an instance, what goes last, what stays. */
export function undoListPage(list: ListPlan, style: Style, width: number): readonly string[] {
  const { plan } = list;
  const rows = [...list.rows].reverse();
  const cells = rows.map((row): Cells => [row.name, groupOf(row), comesOf(row), dataWords(row.plan.data)]);
  const refused = rows.flatMap(({ name, refusal }) =>
    refusal === undefined ? [] : [{ name, says: `${refusal.message} ${refusal.suggestion}` }],
  );
  const missing = plan.missing.flatMap(({ entry: { title, removal }, action }) =>
    removal.kind === 'remove' ? hang('    ', safe(`${title} ${removal.says}: ${action} is missing`), width) : [],
  );
  const lost = losesData(plan.data)
    ? hang('  ', safe(`Lost with them: ${dataWords(plan.data)}. They can't be brought back.`), width).map(style.warn)
    : [];
  return [
    '',
    style.bold(`Undo ${rows.length} ${rows.length === 1 ? 'instance' : 'instances'}`),
    ...table(['Name', 'Group', 'Will be removed', 'Holds'], cells, style, width),
    ...(plan.removes.length === 0 ? ['', '  Nothing can be removed now.'] : []),
    ...lost,
    ...sharedLines(list, style, width),
    ...(missing.length === 0 ? [] : ['', `  ${style.bold('For somebody else to remove')}`, ...missing]),
    ...plan.notes.flatMap((note) => hang(`  ${style.mark.note} `, safe(note), width)),
    ...(refused.length === 0 ? [] : ['', ...whys(refused, style, width)]),
    '',
  ];
}
