import type { Session } from '../cli/session.ts';
import { usageError } from '../errors.ts';
import type { SetupRecord } from '../state/set-up-record.ts';
import type { Argv } from '../text/argv.ts';
import { safe } from '../text/safe.ts';
import { type Meant, meant, namedBy, nothingSaved } from './choose.ts';
import { called, type Listed } from './list.ts';

/** What a command may be about: one set-up; or a list, with those of its rows that are meant. */
export interface Candidate {
  readonly rows: readonly [Listed, ...Listed[]];
  /** The record of the list; undefined for one set-up, also for a row that is meant by its name. */
  readonly list: SetupRecord | undefined;
}

/** What a command is about, and the arguments that name it the next time. */
export interface OneOrList extends Candidate {
  readonly argv: Argv;
}

/** Names that a line has room for. */
const mostNames = 3;

/** "3 instances: one-twins, two-twins, three-twins". */
export function calledList(rows: readonly Listed[]): string {
  const names = rows.slice(0, mostNames).map((each) => each.name ?? each.group ?? '?');
  const more = rows.length - names.length;
  const count = rows.length === 1 ? '1 instance of a list' : `${rows.length} instances of a list`;
  return `${count} (${names.join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
}

/** What is meant, as it is chosen from: a list is one, unless a name means a row of it. */
export function candidatesOf(fitting: readonly Listed[], answers: Session['answers']): readonly Candidate[] {
  const all: { rows: [Listed, ...Listed[]]; list: SetupRecord | undefined }[] = [];
  for (const each of fitting) {
    const whole = answers['name'] === undefined ? each.list : undefined;
    const known = whole && all.find(({ list, rows }) => list !== undefined && rows[0].file === each.file);
    if (known === undefined) all.push({ rows: [each], list: whole });
    else known.rows.push(each);
  }
  // In a list its own order says more than when each was saved.
  const place = ({ record, list }: Listed): number => list?.rows?.findIndex(({ id }) => id === record.id) ?? 0;
  return all.map(({ rows: [first, ...others], list }) => {
    const [one = first, ...rest] = [first, ...others].sort((a, b) => place(a) - place(b));
    return { rows: [one, ...rest], list };
  });
}

function words({ rows, list }: Candidate, fitting: readonly Listed[]): string {
  return list === undefined ? called(rows[0], fitting) : calledList(rows);
}

/** Asks which of several is meant; undefined for none of them. */
export async function askWhichOf(
  candidates: readonly Candidate[],
  fitting: readonly Listed[],
  prompter: NonNullable<Session['prompter']>,
): Promise<Candidate | undefined> {
  const answer = await prompter.choose({
    message: 'Which set-up',
    explain: 'These are saved on this computer, the newest first. Of a list, --name means one instance.',
    choices: [
      ...candidates.map((each, at) => ({
        value: String(at),
        label: safe(words(each, fitting)),
        hint: each.list !== undefined || each.rows[0].progress === 'finished' ? undefined : each.rows[0].progress,
      })),
      { value: '', label: 'None of them' },
    ],
    preselected: candidates.length === 0 ? '' : '0',
    escape: '',
  });
  return answer === '' ? undefined : candidates[Number(answer)];
}

/** The arguments that mean the same the next time: those that were given to choose from a list, too. */
function argvFor({ rows, list }: Candidate, { fitting }: Meant, { line, answers }: Session): Argv {
  const [first] = rows;
  if (list === undefined) return namedBy(first, fitting, line.options.state);
  const others = fitting.some(({ file }) => file !== first.file);
  const file = line.options.state ?? (others ? first.file : undefined);
  const narrowed = [
    ['--resource-group', answers['resourceGroup']],
    ['--subscription', answers['subscription']],
  ] as const;
  return [
    ...(file === undefined ? [] : ['--state', file]),
    ...narrowed.flatMap(([flag, answer]) => (answer === undefined ? [] : [flag, answer.value])),
  ];
}

/** Says that several are saved, and how to say which. */
function severalSaved(candidates: readonly Candidate[], fitting: readonly Listed[]): Error {
  const names = candidates.map((each) => words(each, fitting)).join('; ');
  return usageError(
    'several-setups',
    `${candidates.length} set-ups are saved: ${names}.`,
    'Say which with --name (and --resource-group or --subscription where the names are the same), or with --state FILE.',
  );
}

/**
 * The set-up or the list that a command is about: the only one that is meant, or that the person says; undefined for none of them.
 * `command`: as it is typed, for the case that only one of practice is there.
 * @throws SetupError (usage) when there is none, or several and nobody can be asked.
 */
export async function theOneOrList(session: Session, command: string): Promise<OneOrList | undefined> {
  const { prompter, target, answers } = session;
  const all = await meant(session);
  const candidates = candidatesOf(all.fitting, answers);
  const [only, another] = candidates;
  if (only === undefined) throw nothingSaved(all.all, target.cloud.name, command);
  if (another !== undefined && prompter === undefined) throw severalSaved(candidates, all.fitting);
  const one =
    another === undefined || prompter === undefined ? only : await askWhichOf(candidates, all.fitting, prompter);
  return one && { ...one, argv: argvFor(one, all, session) };
}
