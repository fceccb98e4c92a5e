import { steps } from '../../steps/index.ts';
import type { Session } from '../cli/session.ts';
import { type SetupError, usageError } from '../errors.ts';
import type { Saved } from '../state/folders.ts';
import { safe } from '../text/safe.ts';
import { candidates } from '../wizard/saved/fitting.ts';
import { answerAbout, cloudWords, nameOf, questionsOf } from '../wizard/saved/words.ts';

/** What one is called in a list: its instance and group, and its subscription where that tells two of them apart. */
function called({ record, file }: Saved, all: readonly Saved[]): string {
  const questions = questionsOf(steps);
  const name = nameOf(record, questions);
  const group = answerAbout(record, questions, 'group');
  const words =
    name === undefined ? file : [name, group === undefined || group === name ? [] : `in ${group}`].flat().join(' ');
  const isShared = all.some((each) => each.file !== file && nameOf(each.record, questions) === name);
  const subscription = answerAbout(record, questions, 'subscription');
  return isShared && subscription !== undefined ? `${words}, subscription ${subscription}` : words;
}

/** Saved set-ups that the answers given now name, not just those that they don't rule out. */
function named(all: readonly Saved[], answers: Session['answers']): readonly Saved[] {
  const questions = questionsOf(steps).filter(({ identifies }) => identifies === true);
  return all.filter(({ record }) =>
    questions.every(({ key }) => answers[key] === undefined || record.answers[key] !== undefined),
  );
}

function noneSaved({ target, line, answers }: Session): SetupError {
  const { state } = line.options;
  const where = cloudWords(target.cloud.name);
  const name = answers['name']?.value;
  if (state !== undefined)
    return usageError('no-setup', `There is no saved set-up ${state}.`, 'Check the name that --state gives.');
  if (name !== undefined)
    return usageError(
      'no-setup',
      `No set-up of ${where} that is called ${name} is saved on this computer.`,
      'Check the name, or give its state file with --state.',
    );
  return usageError(
    'no-setup',
    `No set-up of ${where} is saved on this computer.`,
    target.cloud.practice
      ? 'Run adt-setup --sandbox first.'
      : 'Run adt-setup first, or add --sandbox for one of practice.',
  );
}

/**
 * The saved set-up that is meant: the one that `--state` or `--name` says, or the only one; of several, the person says which.
 * Undefined when the person wants none.
 * @throws SetupError (usage) when there is none, or there are several and nobody can be asked.
 */
export async function chosenSetUp(session: Session): Promise<Saved | undefined> {
  const { target, line, answers, prompter } = session;
  const wanted = {
    cloud: target.cloud.name,
    stateFile: line.options.state,
    directory: target.setups,
    answers,
    fresh: false,
    now: new Date(),
    steps,
  };
  const all = named(candidates(wanted), answers);
  const [first, another] = all;
  if (first === undefined) throw noneSaved(session);
  if (another === undefined) return first;
  if (prompter === undefined) {
    throw usageError(
      'several-setups',
      `${all.length} set-ups are saved: ${all.map((each) => called(each, all)).join('; ')}.`,
      'Say which with --name, or with --state FILE.',
    );
  }
  const leave = { value: '', label: 'None of them' };
  const answer = await prompter.choose({
    message: 'Which set-up',
    explain: 'These are saved on this computer, the newest first.',
    choices: [...all.map((each) => ({ value: each.file, label: safe(called(each, all)) })), leave],
    preselected: first.file,
    escape: '',
  });
  return all.find(({ file }) => file === answer);
}
