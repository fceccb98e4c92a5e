import { SetupError } from '../errors.ts';
import type { Context } from './context.ts';
import { close, reopen } from './reopening.ts';
import type { Session } from './session.ts';

/**
 * The questions that another answer to would cure a refusal, the likeliest first: those that it names; where nobody knows what
 * Azure means, those of the step that was refused.
 */
function questionsFor({ steps }: Context, error: SetupError): readonly string[] {
  const questions = steps.flatMap((step) => step.questions);
  const named = (error.cures ?? []).flatMap((cure) => questions.filter(({ subject }) => subject === cure));
  const { httpStatus: status = 0 } = error;
  const isUnknown = error.cures === undefined && error.ending === 'refused' && status >= 400 && status < 500;
  const own = isUnknown ? (steps.find(({ id }) => id === error.step)?.questions ?? []) : [];
  return [...new Set([...named, ...own].map(({ key }) => key))];
}

/** Opens a question after a refusal; what was refused is not suggested again. */
function open(context: Context, session: Session, error: SetupError, [key = '', ...others]: readonly string[]): string {
  const value = context.memory.answer(key)?.value;
  const refused = session.refused.get(key) ?? new Set<string>();
  if (value !== undefined) session.refused.set(key, refused.add(value));
  session.curing = { error, key, others };
  // What was read may be what turned out otherwise; and people mend things meanwhile.
  context.azure.forgetFacts();
  reopen(context, session, key, 'refused');
  return key;
}

/** The question that was opened last and that no plan has asked since. */
function unasked(session: Session): Session['curing'] {
  const { curing } = session;
  return curing !== undefined && session.reopened.has(curing.key) ? curing : undefined;
}

/**
 * Says a refusal, and opens the first question that another answer to would cure it; gives its key. The same refusal again,
 * before anybody was asked: the next of its questions. Undefined when there is none, or nobody to ask.
 */
export function cure(context: Context, session: Session, error: unknown): string | undefined {
  if (!(error instanceof SetupError) || context.prompter === undefined) return undefined;
  const before = unasked(session);
  if (before !== undefined) close(session, before.key);
  const isSame = before?.error.code === error.code && before.error.step === error.step;
  const keys = isSame ? before.others : questionsFor(context, error);
  session.curing = undefined;
  if (keys.length === 0) return undefined;
  if (!isSame) {
    const title = context.steps.find(({ id }) => id === error.step)?.title ?? '';
    context.tell({ kind: 'refused', title, error });
  }
  return open(context, session, error, keys);
}

/**
 * Whether a plan that was made after a refusal asked nothing that would cure it: then its next question is open, and the plan is
 * to be made again.
 * @throws SetupError the refusal, when none of its questions comes up.
 */
export function isStillRefused(context: Context, session: Session): boolean {
  const before = unasked(session);
  if (before === undefined) return false;
  if (cure(context, session, before.error) === undefined) throw before.error;
  return true;
}
