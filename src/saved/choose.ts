import type { Session } from '../cli/session.ts';
import { isGuid, sameName } from '../domain/names.ts';
import { type SetupError, usageError } from '../errors.ts';
import { readState } from '../state/file.ts';
import { savedSetups, setupsOf, stateDirectory } from '../state/folders.ts';
import type { Argv } from '../text/argv.ts';
import { safe } from '../text/safe.ts';
import { cloudWords, isPractice } from '../wizard/saved/words.ts';
import { allSaved, called, isSameOne, type Listed, listed, targetOf } from './list.ts';

/** All that is saved, and of it the set-ups that are meant: none is chosen yet where there are several. */
export interface Meant {
  readonly all: readonly Listed[];
  readonly fitting: readonly Listed[];
}

/** Whether the answers that were given name it, as far as they were given. */
function isNamed({ name, group, subscription }: Listed, answers: Session['answers']): boolean {
  const pairs = [
    [answers['name']?.value, name],
    [answers['resourceGroup']?.value, group],
    [answers['subscription']?.value, subscription],
  ] as const;
  return pairs.every(([given, known]) => given === undefined || (known !== undefined && mayBe(given, known)));
}

/** Whether both may mean the same: what has an id may be saved by its name as long as nothing was made in it. */
function mayBe(given: string, known: string): boolean {
  return sameName(given, known) || (isGuid(given) && !isGuid(known));
}

/**
 * The saved set-ups that `--state`, `--name`, `--sandbox` and `--cloud` mean. Those that were taken back count only where no other
 * is meant.
 * @throws SetupError (usage) when a name or a file means none.
 */
export async function meant({ line, target, answers, environment }: Session): Promise<Meant> {
  const { state } = line.options;
  const record = state === undefined ? undefined : readState(state);
  const these = state === undefined || record === undefined ? [] : setupsOf({ file: state, record });
  const all = await allSaved(stateDirectory(environment), these);
  if (state !== undefined) {
    if (record === undefined)
      throw usageError('no-setup', `There is no saved set-up ${state}.`, 'Check the name that --state gives.');
    if (record.cloud !== target.cloud.name) throw otherCloud(state, record.cloud, target.cloud.name);
    const fitting = (await Promise.all(these.map(listed))).filter((each) => isNamed(each, answers));
    if (fitting.length === 0) throw noSuch(all, answers, target.cloud.name);
    return { all, fitting };
  }
  const here = all.filter(({ record: each, file }) => each.cloud === target.cloud.name && isIn(file, target.setups));
  const named = here.filter((each) => isNamed(each, answers));
  const standing = named.filter(({ progress }) => progress !== 'undone');
  const isGiven = ['name', 'resourceGroup', 'subscription'].some((key) => answers[key] !== undefined);
  const [damaged] = named.length === 0 ? savedSetups(target.setups, target.cloud.name).bad : [];
  if (damaged !== undefined) throw damaged;
  if (named.length === 0 && isGiven) throw noSuch(here, answers, target.cloud.name);
  return { all, fitting: standing.length > 0 ? standing : named };
}

/** Files lie directly in the folder of their target. */
function isIn(file: string, folder: string): boolean {
  return file.startsWith(folder) && !/[\\/]/.test(file.slice(folder.length + 1));
}

function otherCloud(file: string, cloud: string, wanted: string): SetupError {
  return usageError(
    'other-cloud',
    `${file} is a set-up of ${cloudWords(cloud)}, not of ${cloudWords(wanted)}.`,
    isPractice(cloud) ? 'Add --sandbox.' : 'Leave --sandbox out.',
  );
}

function noSuch(here: readonly Listed[], answers: Session['answers'], cloud: string): SetupError {
  const name = answers['name']?.value;
  const names = here.map((each) => called(each, here));
  return usageError(
    'no-setup',
    name === undefined
      ? `No saved set-up of ${cloudWords(cloud)} fits what was given.`
      : `No saved set-up of ${cloudWords(cloud)} has an instance "${name}".`,
    names.length === 0 ? 'None is saved on this computer.' : `Saved are: ${names.join('; ')}.`,
  );
}

/** Says that nothing is saved, and what may be meant instead. */
export function nothingSaved(all: readonly Listed[], cloud: string, command: string): SetupError {
  const [practice] = all.filter((each) => each.practice && each.progress !== 'undone');
  return usageError(
    'no-setup',
    `No set-up of ${cloudWords(cloud)} is saved on this computer.`,
    practice === undefined || isPractice(cloud)
      ? `Run adt-setup${isPractice(cloud) ? ' --sandbox' : ''} first.`
      : `One of practice is. If that is meant: ${[command, ...targetOf(practice)].join(' ')}`,
  );
}

/** Says that several are saved, and how to say which. */
function severalSaved(fitting: readonly Listed[]): SetupError {
  return usageError(
    'several-setups',
    `${fitting.length} set-ups are saved: ${fitting.map((each) => called(each, fitting)).join('; ')}.`,
    'Say which with --name (and --resource-group or --subscription where the names are the same), or with --state FILE.',
  );
}

/** Asks which of several is meant; undefined for none of them. */
async function askWhich(
  fitting: readonly Listed[],
  prompter: NonNullable<Session['prompter']>,
): Promise<Listed | undefined> {
  const [first] = fitting;
  const answer = await prompter.choose({
    message: 'Which set-up',
    explain: 'These are saved on this computer, the newest first.',
    choices: [
      ...fitting.map((each) => ({
        value: keyOf(each),
        label: safe(called(each, fitting)),
        hint: each.progress === 'finished' ? undefined : each.progress,
      })),
      { value: '', label: 'None of them' },
    ],
    preselected: first === undefined ? '' : keyOf(first),
    escape: '',
  });
  return fitting.find((each) => keyOf(each) === answer);
}

/** What tells it from all others: the rows of a list lie in one file. */
function keyOf({ file, record, list }: Listed): string {
  return list === undefined ? file : `${file} ${record.id}`;
}

/** A saved set-up that a command is about, and the arguments that name it the next time. */
export interface TheOne {
  readonly set: Listed;
  readonly argv: Argv;
}

/**
 * The one that a command is about: the only one that is meant, or that the person says; undefined for none of them.
 * `command`: as it is typed, for the case that only one of practice is there.
 * @throws SetupError (usage) when there is none, or several and nobody can be asked.
 */
export async function theOne(session: Session, command: string): Promise<TheOne | undefined> {
  const { line, prompter, target } = session;
  const { all, fitting } = await meant(session);
  const [only, another] = fitting;
  if (only === undefined) throw nothingSaved(all, target.cloud.name, command);
  if (another !== undefined && prompter === undefined) throw severalSaved(fitting);
  const set = another === undefined || prompter === undefined ? only : await askWhich(fitting, prompter);
  return set && { set, argv: namedBy(set, fitting, line.options.state) };
}

/** What tells it from the others that were meant, too. */
export function namedBy(one: Listed, fitting: readonly Listed[], state: string | undefined): Argv {
  const { name, group, subscription, file, list } = one;
  const inList = list === undefined || name === undefined ? [] : ['--name', name];
  if (state !== undefined) return ['--state', state, ...inList];
  if (fitting.length === 1) return inList;
  if (name === undefined) return ['--state', file];
  const isSame = (one: string | undefined, other: string): boolean => one !== undefined && sameName(one, other);
  const others = fitting.filter((each) => !isSameOne(each, one) && isSame(each.name, name));
  if (others.length === 0 || group === undefined) return ['--name', name];
  const twins = others.filter((each) => isSame(each.group, group));
  const where = twins.length === 0 || subscription === undefined ? [] : ['--subscription', subscription];
  return ['--name', name, '--resource-group', group, ...where];
}
