import { sameName } from '../../domain/names.ts';
import type { Answer } from '../../engine/context.ts';
import { SetupError, usageError } from '../../errors.ts';
import { readState } from '../../state/file.ts';
import { type Saved, savedSetups } from '../../state/folders.ts';
import { type SetupRecord, stageOf } from '../../state/set-up-record.ts';
import { isWorthSaving } from '../../state/worth-saving.ts';
import type { Question } from '../../step/question.ts';
import type { AnyStep } from '../../step/step.ts';
import { begunElsewhere } from './elsewhere.ts';
import { answerAbout, cloudWords, isPractice, questionsOf } from './words.ts';

/** What tells which saved set-up is meant. */
export interface Wanted {
  readonly cloud: string;
  /** `--state`. */
  readonly stateFile: string | undefined;
  /** Where set-ups of this cloud are saved. */
  readonly directory: string;
  readonly answers: Readonly<Record<string, Answer>>;
  readonly fresh: boolean;
  readonly now: Date;
  /** The steps of this version: they tell which questions identify a set-up. */
  readonly steps: readonly AnyStep[];
}

/** What tells one set-up from another. */
function identifying(questions: readonly Question[]): readonly Question[] {
  return questions.filter((each) => each.identifies === true);
}

/** Whether the answers given now can belong to a saved set-up. */
function agrees(record: SetupRecord, { answers, steps }: Wanted): boolean {
  const questions = questionsOf(steps);
  if (begunElsewhere(record, answerAbout({ answers }, questions, 'subscription')) !== undefined) return false;
  return identifying(questions).every(({ key }) => {
    const given = answers[key]?.value;
    const saved = record.answers[key]?.value;
    return given === undefined || saved === undefined || sameName(given, saved);
  });
}

/** How many of the answers given now, of those that tell set-ups apart, a saved set-up has. */
function likeness({ record }: Saved, { answers, steps }: Wanted): number {
  return identifying(questionsOf(steps)).filter(({ key }) => {
    const [given, saved] = [answers[key]?.value, record.answers[key]?.value];
    return given !== undefined && saved !== undefined && sameName(given, saved);
  }).length;
}

/** Those that are most like the answers given now: an exact name finds its own. */
function likest(fitting: readonly Saved[], wanted: Wanted): readonly Saved[] {
  const most = Math.max(0, ...fitting.map((saved) => likeness(saved, wanted)));
  return fitting.filter((saved) => likeness(saved, wanted) === most);
}

/** Whether a set-up is being taken back, or was: it isn't carried on. */
function isBack({ record }: Saved): boolean {
  return ['undone', 'undoing'].includes(stageOf(record));
}

function beingUndone({ file, record }: Saved, { steps }: Wanted): SetupError {
  const name = answerAbout(record, questionsOf(steps), 'name') ?? file;
  return new SetupError({
    ending: 'refused',
    code: 'being-undone',
    message: `${name} is being taken back, and that isn't finished.`,
    suggestion: 'Finish that first: adt-setup undo. Then the same can be set up again at once.',
  });
}

/** Whether everything of a set-up is there. */
export const isFinished = (saved: Saved): boolean => saved.record.outcome === 'ready';

/** The set-up in the file that `--state` names. */
function fromFile(file: string, wanted: Wanted): Saved | undefined {
  const record = readState(file);
  if (record === undefined) return undefined;
  if (record.rows !== undefined)
    throw usageError(
      'state-is-list',
      `${file} is a list of ${record.rows.length} set-ups, and no single one.`,
      'Carry it on with its list (--answers FILE), or give another file with --state.',
    );
  if (record.cloud !== wanted.cloud) {
    throw usageError(
      'other-cloud',
      `${file} is a set-up of ${cloudWords(record.cloud)}, not of ${cloudWords(wanted.cloud)}.`,
      isPractice(record.cloud)
        ? 'Run it with --sandbox, or give another file with --state.'
        : 'Run it without --sandbox, or give another file with --state.',
    );
  }
  const hasBegun = record.made.length > 0 || record.making !== null;
  if (!agrees(record, wanted) && hasBegun && !wanted.fresh) {
    const keys = ['name', 'group'] as const;
    const saved = keys.map((key) => answerAbout(record, questionsOf(wanted.steps), key) ?? 'none').join(' in ');
    throw new SetupError({
      ending: 'refused',
      code: 'other-setup',
      message: `${file} is the set-up of ${saved}; the answers given now name another one.`,
      suggestion: 'Leave those answers out to carry it on, or give another file with --state.',
    });
  }
  return { file, record };
}

/** The saved set-ups that the answers given now can belong to, newest first. */
export function candidates(wanted: Wanted): readonly Saved[] {
  if (wanted.stateFile !== undefined) {
    const saved = fromFile(wanted.stateFile, wanted);
    if (saved !== undefined && stageOf(saved.record) === 'undoing') throw beingUndone(saved, wanted);
    return saved ? [saved] : [];
  }
  const { good, bad } = savedSetups(wanted.directory, wanted.cloud);
  const all = good.filter((saved) => isWorthSaving(saved.record) && agrees(saved.record, wanted));
  const fitting = all.filter((saved) => !isBack(saved));
  const open = all.find((saved) => stageOf(saved.record) === 'undoing');
  // Its answers may be given anew: what is half removed must not be made again meanwhile.
  if (fitting.length === 0 && open !== undefined && !wanted.fresh) throw beingUndone(open, wanted);
  const [worst] = bad;
  if (fitting.length === 0 && worst && Object.keys(wanted.answers).length === 0 && !wanted.fresh) throw worst;
  return likest(fitting, wanted);
}
