import { join } from 'node:path';
import { isResourceKind } from '../../domain/resource.ts';
import { SetupError, usageError } from '../../errors.ts';
import { readState } from '../../state/file.ts';
import { type Saved, savedSetups } from '../../state/folders.ts';
import { newRecord } from '../../state/memory.ts';
import { nextSeed } from '../../state/seed.ts';
import type { SetupRecord } from '../../state/set-up-record.ts';
import type { AnyStep } from '../../step/step.ts';
import type { WizardPrompter } from '../view.ts';
import { candidates, isFinished, type Wanted } from './fitting.ts';
import { answerAbout, describeFinished, describeUnfinished, notNamed, progressOf, questionsOf } from './words.ts';

/** The set-up to work on. `review`: the person wants to see the answers before anything happens. */
export interface Chosen {
  readonly record: SetupRecord;
  readonly file: string;
  readonly isNew: boolean;
  readonly review: boolean;
  /** The state file of the unfinished set-up to keep aside, when the person begins anew. */
  readonly setAside: string | undefined;
}

/** The same for a preview as for what is carried out after it. */
function seedOf({ stateFile, directory, cloud }: Wanted): string {
  const saved = stateFile === undefined ? savedSetups(directory, cloud).good : [];
  const ids = saved.map(({ record }) => record.id);
  const replaced = stateFile === undefined ? undefined : recordAt(stateFile)?.id;
  return nextSeed(stateFile ?? directory, replaced === undefined ? ids : [...ids, replaced]);
}

function recordAt(file: string): SetupRecord | undefined {
  try {
    return readState(file);
  } catch (error) {
    if (error instanceof SetupError) return undefined;
    throw error;
  }
}

function begin(wanted: Wanted, setAside?: string): Chosen {
  const record = newRecord(wanted.cloud, wanted.now, seedOf(wanted));
  const file = wanted.stateFile ?? join(wanted.directory, `${record.id}.json`);
  return { record, file, isNew: true, review: true, setAside };
}

function carryOn(saved: Saved, review: boolean, { steps }: Wanted): Chosen {
  checkKnown(saved, steps);
  return { record: saved.record, file: saved.file, isNew: false, review, setAside: undefined };
}

/**
 * A step or a kind of resource that this version doesn't know is of a newer one: what it did would be lost track of.
 * @throws SetupError (usage).
 */
function checkKnown({ file, record }: Saved, steps: readonly AnyStep[]): void {
  const things = [...record.made, ...(record.making === null ? [] : [record.making])];
  const ids = [...record.done, ...things.map(({ step }) => step)];
  const strange = ids.find((id) => !steps.some((step) => step.id === id)) ?? things.find(isStrange)?.kind;
  if (strange === undefined) return;
  throw usageError(
    'newer-state',
    `A newer version of adt-setup made the saved set-up ${file}: this one doesn't know "${strange}".`,
    'Nothing was changed. Use that version, or give another file with --state.',
  );
}

function isStrange({ kind }: { readonly kind: string }): boolean {
  return !isResourceKind(kind);
}

function unattended(fitting: readonly Saved[], wanted: Wanted): Chosen {
  const unfinished = fitting.filter((saved) => !isFinished(saved));
  if (unfinished.length > 1) {
    const names = unfinished.map((saved) => calledIn(saved, fitting, wanted));
    // What nobody has named yet may be any: the answers begin another one beside them.
    if (names.every((name) => name === undefined) && Object.keys(wanted.answers).length > 0) return begin(wanted);
    throw usageError(
      'several-setups',
      `${unfinished.length} unfinished set-ups are saved: ${names.map((name, at) => name ?? unfinished[at]?.file).join(', ')}.`,
      'Say which with --name or --state, or begin anew with --fresh.',
    );
  }
  const chosen = unfinished[0] ?? fitting[0];
  return chosen ? carryOn(chosen, false, wanted) : begin(wanted);
}

/** What a set-up is called among others: by its instance, and by its group where that isn't enough; undefined before it has a name. */
function calledIn({ record }: Saved, all: readonly Saved[], { steps }: Wanted): string | undefined {
  const questions = questionsOf(steps);
  const name = answerAbout(record, questions, 'name');
  const group = answerAbout(record, questions, 'group');
  const isOnly = all.filter((each) => answerAbout(each.record, questions, 'name') === name).length === 1;
  return name === undefined || isOnly || group === undefined ? name : `${name} in ${group}`;
}

/** What a person wants with one of the set-ups: to work on it, to begin another one, or to leave. */
async function wantedWith(saved: Saved, wanted: Wanted, { prompter, say }: Person): Promise<Chosen | undefined> {
  const isOpen = !isFinished(saved);
  const describe = isOpen ? describeUnfinished : describeFinished;
  say(describe(saved.record, wanted.now, wanted.steps));
  const answer = await prompter.choose({
    message: isOpen ? 'What now' : 'There is a set-up already',
    explain: isOpen
      ? 'Carrying on asks nothing that you have answered, and looks at Azure before it does anything.'
      : 'Checking it again only looks. Another one is set up beside it, and this one stays as it is.',
    preselected: 'carry-on',
    escape: 'leave',
    choices: isOpen
      ? [
          { value: 'carry-on', label: 'Carry on' },
          { value: 'review', label: 'Review the answers' },
          { value: 'new', label: 'Start over', hint: 'keeps this one as a backup' },
          { value: 'leave', label: 'Leave' },
        ]
      : [
          { value: 'carry-on', label: 'Check it again', hint: 'changes nothing that is there' },
          { value: 'new', label: 'Set up another one' },
          { value: 'leave', label: 'Leave' },
        ],
  });
  if (answer === 'leave') return undefined;
  if (answer === 'new') return begin(wanted, isOpen ? saved.file : undefined);
  return carryOn(saved, answer === 'review', wanted);
}

interface Person {
  readonly prompter: WizardPrompter;
  say(text: string): void;
}

async function withPrompter(fitting: readonly Saved[], wanted: Wanted, person: Person): Promise<Chosen | undefined> {
  const [newest, another] = fitting;
  if (newest === undefined) return begin(wanted);
  if (another === undefined) return await wantedWith(newest, wanted, person);
  const answer = await person.prompter.choose({
    message: 'Which set-up',
    explain: 'These are saved, the newest first. Another one is set up beside them; they stay as they are.',
    preselected: newest.file,
    escape: 'leave',
    choices: [
      ...fitting.map((saved) => ({
        value: saved.file,
        label: calledIn(saved, fitting, wanted) ?? notNamed,
        hint: progressOf(saved.record, wanted.now, wanted.steps),
      })),
      { value: 'new', label: 'Set up another one' },
      { value: 'leave', label: 'Leave' },
    ],
  });
  if (answer === 'leave') return undefined;
  const chosen = fitting.find((saved) => saved.file === answer);
  if (chosen === undefined) return begin(wanted);
  return isFinished(chosen) ? carryOn(chosen, false, wanted) : await wantedWith(chosen, wanted, person);
}

/** Finds the set-up to carry on, or begins one; gives `undefined` when the person wants to leave. */
export async function chooseSetup(
  wanted: Wanted,
  prompter: WizardPrompter | undefined,
  say: (text: string) => void,
): Promise<Chosen | undefined> {
  const fitting = candidates(wanted);
  if (wanted.fresh)
    return begin(wanted, fitting.find((saved) => wanted.stateFile !== undefined || !isFinished(saved))?.file);
  return prompter ? await withPrompter(fitting, wanted, { prompter, say }) : unattended(fitting, wanted);
}
