import { join } from 'node:path';
import { isResourceKind } from '../domain/resource.ts';
import { SetupError, usageError } from '../errors.ts';
import { readState } from '../state/file.ts';
import { type Saved, savedSetups } from '../state/folders.ts';
import { newRecord } from '../state/memory.ts';
import { nextSeed } from '../state/seed.ts';
import type { SetupRecord } from '../state/set-up-record.ts';
import type { AnyStep } from '../step/step.ts';
import { candidates, isFinished, type Wanted } from './fitting.ts';
import type { WizardPrompter } from './view.ts';
import { answerAbout, describeFinished, describeUnfinished, questionsOf } from './words.ts';

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
  const questions = questionsOf(wanted.steps);
  const named = answerAbout(wanted, questions, 'name') !== undefined;
  if (unfinished.length > 1 && !named) {
    const names = unfinished.map((saved) => answerAbout(saved.record, questions, 'name') ?? saved.file).join(', ');
    throw usageError(
      'several-setups',
      `${unfinished.length} unfinished set-ups are saved: ${names}.`,
      'Say which with --name or --state, or begin anew with --fresh.',
    );
  }
  const chosen = unfinished[0] ?? fitting[0];
  return chosen ? carryOn(chosen, false, wanted) : begin(wanted);
}

async function withPrompter(
  fitting: readonly Saved[],
  wanted: Wanted,
  prompter: WizardPrompter,
  say: (text: string) => void,
): Promise<Chosen | undefined> {
  const unfinished = fitting.filter((saved) => !isFinished(saved));
  const newest = unfinished[0] ?? fitting[0];
  if (newest === undefined) return begin(wanted);
  const isOpen = unfinished.length > 0;
  say(
    isOpen
      ? describeUnfinished(newest.record, wanted.now, wanted.steps)
      : describeFinished(newest.record, wanted.now, wanted.steps),
  );
  const others = unfinished.slice(1).map((saved) => ({
    value: saved.file,
    label: `Carry on another one: ${answerAbout(saved.record, questionsOf(wanted.steps), 'name') ?? saved.record.id}`,
  }));
  const answer = await prompter.choose({
    message: isOpen ? 'What now' : 'There is a set-up already',
    explain: 'Carrying on asks nothing that you have answered, and looks at Azure before it does anything.',
    preselected: 'carry-on',
    escape: 'leave',
    choices: isOpen
      ? [
          { value: 'carry-on', label: 'Carry on' },
          { value: 'review', label: 'Review the answers' },
          { value: 'new', label: 'Start over', hint: 'keeps this one aside' },
          ...others,
          { value: 'leave', label: 'Leave' },
        ]
      : [
          { value: 'carry-on', label: 'Check it again', hint: 'changes nothing that is there' },
          { value: 'new', label: 'Set up another one' },
          { value: 'leave', label: 'Leave' },
        ],
  });
  if (answer === 'leave') return undefined;
  if (answer === 'new') return begin(wanted, isOpen ? newest.file : undefined);
  return carryOn(unfinished.find((saved) => saved.file === answer) ?? newest, answer === 'review', wanted);
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
  return prompter ? await withPrompter(fitting, wanted, prompter, say) : unattended(fitting, wanted);
}
