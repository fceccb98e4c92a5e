import { hang, pad } from '../terminal/layout.ts';
import { refusalLines } from '../terminal/refusal-lines.ts';
import type { Style } from '../terminal/style.ts';
import type { Argv } from '../text/argv.ts';
import { listed } from '../text/listing.ts';
import { safe } from '../text/safe.ts';
import { commandLine } from '../text/shell.ts';
import { dataWords } from './data.ts';
import { losesData, nameOfFound, type UndoPlan } from './plan.ts';
import { rowsOf, type UndoResult } from './result.ts';

/** The plan in two lists: what goes, and what stays; each line with its reason. */
export function undoPage(plan: UndoPlan, name: string, style: Style, width: number): readonly string[] {
  const row = (head: string, title: string, what: string, why: string): readonly string[] => {
    const first = `    ${head} ${pad(title, 16)}${pad(safe(what), 30)}  `;
    const room = width - first.length;
    return room >= safe(why).length
      ? [`${first}${safe(why)}`]
      : hang(`    ${head} ${pad(title, 16)}`, safe(`${what}: ${why}`), width);
  };
  const missing = new Set(plan.missing.map(({ entry }) => entry));
  const going = plan.entries.filter((each) => each.removal.kind === 'remove' && !missing.has(each));
  const gone = plan.entries.filter(({ removal }) => removal.kind === 'gone');
  const goes = going.flatMap(({ title, removal, thing }, at) => [
    ...(removal.kind === 'remove' ? row(String(at + 1), title, removal.says, removal.why) : []),
    ...(thing.kind === 'instance' && losesData(plan.data)
      ? hang('      ', safe(`with ${dataWords(plan.data)}: they can't be brought back`), width).map(style.warn)
      : []),
  ]);
  const stays = [
    ...plan.entries.flatMap(({ title, removal }) =>
      removal.kind === 'stays' ? row(' ', title, removal.says, removal.why) : [],
    ),
    ...plan.found.flatMap((each) => row(' ', each.title, nameOfFound(each), 'was there before this set-up')),
  ];
  const handed = plan.missing.flatMap(({ entry: { title, removal }, action }) =>
    removal.kind === 'remove' ? row(' ', title, removal.says, `you may not: ${action} is missing`) : [],
  );
  const section = (head: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', `  ${style.bold(head)}`, ...lines];
  return [
    '',
    style.bold(`Undo ${safe(name)}`),
    ...(goes.length === 0 ? ['', '  Nothing is left to remove.'] : section('Will be removed', goes)),
    ...section('For somebody else to remove', handed),
    ...section(
      'Gone already',
      gone.flatMap(({ title, removal }) => row(' ', title, removal.says, 'not there any more')),
    ),
    ...section('Stays', stays),
    ...plan.notes.flatMap((note) => hang(`  ${style.mark.note} `, safe(note), width)),
    '',
  ];
}

/** What names the instance elsewhere, and is left as it is. */
function nowhere(result: UndoResult, inEnv: readonly string[], width: number): readonly string[] {
  const isGone = rowsOf(result).some(({ kind, status }) => kind === 'instance' && ['removed', 'gone'].includes(status));
  if (!isGone || result.hostName === undefined) return [];
  return [
    ...hang('', 'Your files are left as they are. Where a .env or a program says this, it leads nowhere now:', width),
    `  AZURE_DIGITALTWINS_URL=https://${safe(result.hostName)}`,
    ...(inEnv.length === 0 ? [] : hang('', `The .env in this folder does: ${safe(listed(inEnv))}.`, width)),
  ];
}

/** What an ending says besides the result. */
interface Around {
  readonly command: string;
  /** The arguments that set up the same once more. */
  readonly again: Argv;
  /** Why nobody can be asked. */
  readonly unasked: string;
  /** Who could do what this account may not. */
  readonly helpers: readonly string[];
  /** Variables in the `.env` of the current folder that lead nowhere now. */
  readonly inEnv: readonly string[];
}

/** Whether it was left while something was being removed. */
function isUnderWay({ fates }: UndoResult): boolean {
  return [...fates.values()].some(({ status }) => status === 'open');
}

function accountFor(result: UndoResult): string {
  const rows = rowsOf(result);
  const removed = rows.filter(({ status }) => status === 'removed' || status === 'gone').length;
  const left = rows.filter(({ action, status }) => action === 'remove' && !['removed', 'gone'].includes(status)).length;
  if (removed === 0 && !isUnderWay(result)) return 'Nothing was removed. The set-up is saved in';
  const gone = `${removed} of ${removed + left} ${removed + left === 1 ? 'thing' : 'things'} ${removed === 1 ? 'is' : 'are'} gone.`;
  return `${gone} How far it is, is saved in`;
}

/** Why nothing was removed where nobody can be asked. */
export function noYesLines(unasked: string, style: Style, width: number): readonly string[] {
  const why = unasked === '' ? '' : ` (${unasked})`;
  const says = `Nothing was removed: that takes a yes, and nobody can be asked here${why}.`;
  return hang(`${style.warn(style.mark.note)} `, says, width);
}

/** The lines that end a run. */
export function undoEnding(result: UndoResult, style: Style, width: number, around: Around): readonly string[] {
  const { outcome, name, plan, requests, error, stateFile } = result;
  const { command, again, unasked } = around;
  const carryOn = hang('', `${accountFor(result)} ${safe(stateFile ?? '')}`, width);
  const rows = rowsOf(result);
  const kept = rows.filter(({ action }) => action === 'keep');
  switch (outcome) {
    case 'undone': {
      const stays = kept.length === 0 ? [] : hang('', `Stays: ${safe(keptWords(result))}.`, width);
      return [
        '',
        ...hang('', `${style.good(style.mark.done)} ${safe(name)}: ${doneWords(rows)}`, width),
        ...stays,
        ...nowhere(result, around.inEnv, width),
        'The same can be set up again at once:',
        commandLine(again),
      ];
    }
    case 'planned':
      return hang(
        '',
        `Preview: ${requests.reads} reads, ${requests.writes} writes. Nothing was removed. The id of this plan: ${plan?.id ?? ''}`,
        width,
      );
    case 'left':
      return ['Nothing was removed.'];
    case 'needs-approval':
      return [
        ...noYesLines(unasked, style, width),
        'To agree to exactly this plan:',
        `  ${command} --plan ${plan?.id ?? ''}${plan !== undefined && losesData(plan.data) ? ' --with-data' : ''}`,
        ...(name === ''
          ? []
          : ['To agree to whatever the plan is then:', `  ${command} ${commandLine(['--yes', '--name', name])}`]),
      ];
    case 'interrupted':
      return [
        ...hang('', `Interrupted.${isUnderWay(result) ? ' What was begun goes on in Azure.' : ''}`, width),
        ...carryOn,
        'To carry on:',
        `  ${command}`,
      ];
    case 'waiting':
      return [
        ...hang(`${style.warn(style.mark.note)} `, `${safe(result.waitsFor ?? '')}.`, width),
        ...carryOn,
        'Run it again in a while:',
        `  ${command}`,
      ];
    case 'handover':
      return [
        ...hang(
          `${style.warn(style.mark.note)} `,
          safe(
            `Written to ${result.handOverFile ?? ''}. Send it to ${around.helpers.length === 0 ? 'someone who may do it' : around.helpers.join(' or ')}.`,
          ),
          width,
        ),
        ...carryOn,
        'When it is done, run this again:',
        `  ${command}`,
      ];
    case 'failed':
      return [
        ...(error === undefined ? [] : refusalLines(titleOf(result), error, style, width)),
        '',
        ...carryOn,
        'To carry on:',
        `  ${command}`,
      ];
  }
}

function titleOf({ plan, error }: UndoResult): string {
  return plan?.entries.find(({ thing }) => thing.step === error?.step)?.title ?? 'Undo';
}

function doneWords(rows: ReturnType<typeof rowsOf>): string {
  const removed = rows.filter(({ status }) => status === 'removed').length;
  const gone = rows.filter(({ status }) => status === 'gone').length;
  if (removed === 0 && gone === 0) return 'nothing to remove.';
  const parts = [...(removed > 0 ? [`${removed} removed`] : []), ...(gone > 0 ? [`${gone} gone already`] : [])];
  return `taken back, ${parts.join(', ')}.`;
}

function keptWords({ plan, fates }: UndoResult): string {
  const made = (plan?.entries ?? []).flatMap(({ title, thing, removal }) => {
    const fate = fates.get(thing.id);
    if (fate?.status === 'kept') return [`${title.toLowerCase()} (${fate.reason})`];
    return removal.kind === 'stays' && fate === undefined ? [`${title.toLowerCase()} (${removal.why})`] : [];
  });
  const found = (plan?.found ?? []).map(({ title }) => `${title.toLowerCase()} (was there before)`);
  return [...made, ...found].join('; ');
}
