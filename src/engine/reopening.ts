import { SetupError, smallPrint } from '../errors.ts';
import type { AnyStep } from '../step/step.ts';
import type { Context } from './context.ts';
import { type Reason, sentence } from './refusal.ts';
import type { Session } from './session.ts';

/** Keys that become stale when the answer to `key` changes, itself included. */
function stale(steps: readonly AnyStep[], key: string): readonly string[] {
  const questions = steps.flatMap((step) => step.questions);
  const keys = new Set([key]);
  let size = 0;
  while (size !== keys.size) {
    size = keys.size;
    for (const each of questions) if (each.dependsOn?.some(({ key: other }) => keys.has(other))) keys.add(each.key);
  }
  return [...keys];
}

/** Takes the answer to `key` back (and those that depend on it), to be asked again with the old one preselected. */
export function reopen(context: Context, session: Session, key: string): void {
  for (const each of stale(context.steps, key)) {
    const answer = context.memory.answer(each);
    if (answer && each === key) session.before.set(each, answer.value);
    session.said.delete(each);
    session.deferred.delete(each);
  }
  session.wanted.add(key);
  context.memory.forget(stale(context.steps, key));
}

interface Cure {
  readonly key: string;
  readonly reason: Reason;
}

/** Asks a question again after a refusal, with the reason, and without suggesting what was refused. */
export function reopenAfter(context: Context, session: Session, cure: Cure): void {
  const value = context.memory.answer(cure.key)?.value;
  const refused = session.refused.get(cure.key) ?? new Set<string>();
  if (value !== undefined) session.refused.set(cure.key, refused.add(value));
  reopen(context, session, cure.key);
  session.reasons.set(cure.key, cure.reason);
}

/** The question that another answer to would cure a refusal, when somebody is there to ask. */
export function curable(context: Context, error: unknown): Cure | undefined {
  if (!(error instanceof SetupError) || context.prompter === undefined) return undefined;
  const questions = context.steps.flatMap((step) => step.questions);
  const [key] = (error.cures ?? []).flatMap((cure) => questions.find((each) => each.subject === cure)?.key ?? []);
  return key === undefined ? undefined : { key, reason: { says: sentence(error), small: smallPrint(error) } };
}
