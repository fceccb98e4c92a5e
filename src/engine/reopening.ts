import type { AnyStep } from '../step/step.ts';
import type { Answer, Context } from './context.ts';
import type { Reopened, Session } from './session.ts';

/** Keys of the questions that depend on the answer to `key`. */
function dependents(steps: readonly AnyStep[], key: string): readonly string[] {
  const questions = steps.flatMap((step) => step.questions);
  const keys = new Set([key]);
  let size = 0;
  while (size !== keys.size) {
    size = keys.size;
    for (const each of questions) if (each.dependsOn?.some(({ key: other }) => keys.has(other))) keys.add(each.key);
  }
  keys.delete(key);
  return [...keys];
}

function keysOf(steps: readonly AnyStep[]): ReadonlySet<string> {
  return new Set(steps.flatMap((step) => step.questions).map(({ key }) => key));
}

/** What was said of an answer, or by the step that says it, is no longer so. */
export function unsay({ steps, tell }: Pick<Context, 'steps' | 'tell'>, { said }: Session, key: string): void {
  const asking = steps.filter((step) => step.saidAtOnce && step.questions.some((each) => each.key === key));
  for (const name of [key, ...asking.map(({ id }) => id)]) {
    if (said.delete(name)) tell({ kind: 'untold', name });
  }
}

/** The question is asked again, with its answer preselected, which stays until another one is confirmed. */
export function reopen(context: Context, session: Session, key: string, why: Reopened): void {
  session.reopened.set(key, why);
  session.deferred.delete(key);
  unsay(context, session, key);
}

/** The question is not asked again after all. */
export function close(session: Session, key: string): void {
  session.reopened.delete(key);
  session.before.delete(key);
}

/** The person wants to change an answer of the plan. */
export function beginChange(context: Context, session: Session, key: string): void {
  const { steps, memory } = context;
  const answers = [...keysOf(steps)].flatMap((each): (readonly [string, Answer])[] => {
    const answer = memory.answer(each);
    return answer === undefined ? [] : [[each, answer]];
  });
  session.changing = { key, answers: new Map(answers), asked: new Set() };
  reopen(context, session, key, 'wanted');
}

/** Gives back all answers as they were before the change. */
function giveBack(context: Context, session: Session, answers: ReadonlyMap<string, Answer>): void {
  const { steps, memory } = context;
  for (const key of keysOf(steps)) {
    const [now, before] = [memory.answer(key), answers.get(key)];
    if (session.reopened.has(key) || now?.value !== before?.value) unsay(context, session, key);
    close(session, key);
    session.reasons.delete(key);
    session.deferred.delete(key);
    if (before !== undefined) memory.keep(key, before);
    else if (now !== undefined) memory.forget([key]);
  }
}

/**
 * Another answer than before is about to be kept. What depends on it, and was recommended, is recommended anew; what the person
 * has answered is asked again; what was given by flag, variable or file stays.
 */
export function replace(context: Context, session: Session, key: string): void {
  const { steps, memory } = context;
  for (const each of dependents(steps, key)) {
    const from = memory.answer(each)?.from;
    if (from === 'prompt') reopen(context, session, each, 'stale');
    if (from !== 'recommended') continue;
    unsay(context, session, each);
    memory.forget([each]);
  }
}

/** The answer before that Esc goes back to; undefined when there is none. */
function previous({ trail, changing }: Session, key: string): Session['trail'][number] | undefined {
  return trail.findLast((each) => each.key !== key && (changing === undefined || changing.asked.has(each.key)));
}

/** Whether there is anything to go back to from a question: its list, the question before, or the plan. */
export function canGoBack(session: Session, key: string): boolean {
  return session.deferred.has(key) || session.changing !== undefined || previous(session, key) !== undefined;
}

/**
 * Goes back from a question: its own answer is as it was, and the question before is asked again. Gives the step to go on from;
 * undefined where that is the present one.
 */
export function goBack(context: Context, session: Session, key: string): string | undefined {
  const { trail, changing } = session;
  if (session.deferred.has(key)) {
    reopen(context, session, key, session.reopened.get(key) ?? 'wanted');
    return trail.find((each) => each.key === key)?.step;
  }
  if (session.reopened.get(key) === 'wanted') close(session, key);
  const last = previous(session, key);
  if (last !== undefined) {
    reopen(context, session, last.key, 'wanted');
    return last.step;
  }
  if (changing === undefined) return undefined;
  giveBack(context, session, changing.answers);
  session.changing = undefined;
  return context.steps[0]?.id;
}
