import { steps } from '../../steps/index.ts';
import { sameName } from '../domain/names.ts';
import { usageError } from '../errors.ts';
import { readState } from '../state/file.ts';
import { type Saved, savedSetups } from '../state/folders.ts';
import type { Argv } from '../text/argv.ts';
import { listed } from '../text/listing.ts';
import { safe } from '../text/safe.ts';
import type { Session } from './session.ts';

const questions = steps.flatMap((step) => step.questions);

/** What people call a saved set-up: its instance, or else when it was begun. */
export function nameOfSaved({ record }: Saved): string {
  const key = questions.find(({ subject }) => subject === 'name')?.key ?? '';
  return record.answers[key]?.value ?? record.id;
}

/** The resource group of a saved set-up, as it was answered. */
function groupOfSaved({ record }: Saved): string | undefined {
  const key = questions.find(({ subject }) => subject === 'group')?.key ?? '';
  return record.answers[key]?.value;
}

/** The arguments that name a saved set-up, where it isn't found by itself. */
export function argumentsFor({ line, target }: Session, saved: Saved): Argv {
  if (line.options.state !== undefined) return ['--state', line.options.state];
  return savedSetups(target.setups, target.cloud.name).good.length > 1 ? ['--name', nameOfSaved(saved)] : [];
}

/**
 * The saved set-up that a command is about: that of `--state`, of `--name`, or the only one. Where there are several, the
 * person is asked; `undefined` when they want to leave.
 * @throws SetupError (usage) when there is none, or several and nobody can be asked.
 */
export async function savedSetUp({ line, target, answers, prompter }: Session): Promise<Saved | undefined> {
  const { state } = line.options;
  const key = questions.find(({ subject }) => subject === 'name')?.key ?? '';
  const name = answers[key]?.value;
  const { good, bad } =
    state === undefined ? savedSetups(target.setups, target.cloud.name) : inFile(state, target.cloud.name);
  const fitting = name === undefined ? good : good.filter((each) => sameName(nameOfSaved(each), name));
  const [first, second] = fitting;
  if (first === undefined) {
    if (bad[0] !== undefined) throw bad[0];
    throw noneSaved(name, good);
  }
  if (second === undefined) return first;
  if (prompter === undefined) {
    throw usageError(
      'several-setups',
      `${fitting.length} set-ups are saved: ${listed(fitting.map(nameOfSaved))}.`,
      'Say which with --name or --state.',
    );
  }
  const chosen = await prompter.choose({
    message: 'Which one',
    explain: 'These set-ups are saved on this computer, the newest first.',
    choices: [
      ...fitting.map((each) => ({
        value: each.file,
        label: safe(nameOfSaved(each)),
        hint: safe(groupOfSaved(each) ?? ''),
      })),
      { value: '', label: 'Leave' },
    ],
    preselected: first.file,
    escape: '',
  });
  return fitting.find(({ file }) => file === chosen);
}

function inFile(file: string, cloud: string): ReturnType<typeof savedSetups> {
  const record = readState(file);
  if (record !== undefined && record.cloud !== cloud) {
    const isPractice = record.cloud === 'sandbox';
    throw usageError(
      'other-cloud',
      `${file} is a set-up of ${isPractice ? 'the sandbox' : record.cloud}, not of ${cloud === 'sandbox' ? 'the sandbox' : cloud}.`,
      isPractice ? 'Add --sandbox.' : `Use --cloud ${record.cloud}, without --sandbox.`,
    );
  }
  return { good: record === undefined ? [] : [{ file, record }], bad: [] };
}

function noneSaved(name: string | undefined, all: readonly Saved[]): Error {
  const known = all.length === 0 ? '' : ` Saved are: ${listed(all.map(nameOfSaved))}.`;
  return usageError(
    'no-setup',
    name === undefined ? 'No set-up is saved here.' : `No set-up of "${name.slice(0, 80)}" is saved here.${known}`,
    'Run adt-setup first, with the same --sandbox, --cloud or --state; or name a file with --state.',
  );
}
