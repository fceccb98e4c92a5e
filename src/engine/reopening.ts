import type { AnyStep } from '../step/step.ts';
import type { Answer, Context } from './context.ts';
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

/**
 * Takes the answer to `key` back (and those that depend on it), to be asked again with the old one preselected. Gives what was
 * taken.
 */
export function reopen(context: Context, session: Session, key: string): ReadonlyMap<string, Answer> {
  const taken = new Map<string, Answer>();
  for (const each of stale(context.steps, key)) {
    const answer = context.memory.answer(each);
    if (answer) taken.set(each, answer);
    if (answer && each === key) session.before.set(each, answer.value);
    session.said.delete(each);
    session.deferred.delete(each);
  }
  session.wanted.add(key);
  context.memory.forget(stale(context.steps, key));
  return taken;
}

/** Gives the answers back that {@link reopen} took, since nobody was asked for others. */
export function giveBack(context: Context, session: Session, { key, taken }: Taken): void {
  session.wanted.delete(key);
  session.before.delete(key);
  for (const [each, answer] of taken) if (context.memory.answer(each) === undefined) context.memory.keep(each, answer);
}

interface Taken {
  readonly key: string;
  readonly taken: ReadonlyMap<string, Answer>;
}
