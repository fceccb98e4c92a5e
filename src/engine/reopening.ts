import { SetupError, smallPrint } from '../errors.ts';
import type { AnyStep } from '../step.ts';
import type { Desk } from './desk.ts';
import { type Reason, sentence } from './refusal.ts';
import type { Walk } from './walk.ts';

/** Keys that become stale when the answer to `key` changes, itself included. */
function stale(steps: readonly AnyStep[], key: string): readonly string[] {
  const questions = steps.flatMap((step) => step.questions);
  const keys = new Set([key]);
  let size = 0;
  while (size !== keys.size) {
    size = keys.size;
    for (const each of questions) if (each.dependsOn?.some((other) => keys.has(other))) keys.add(each.key);
  }
  return [...keys];
}

/** Takes the answer to `key` back (and those that depend on it), to be asked again with the old one preselected. */
export function reopen(desk: Desk, walk: Walk, key: string): void {
  for (const each of stale(desk.steps, key)) {
    const answer = desk.memory.answer(each);
    if (answer && each === key) walk.before.set(each, answer.value);
    walk.said.delete(each);
    walk.deferred.delete(each);
  }
  walk.wanted.add(key);
  desk.memory.forget(stale(desk.steps, key));
}

interface Cure {
  readonly key: string;
  readonly reason: Reason;
}

/** Asks a question again after a refusal, with the reason, and without suggesting what was refused. */
export function reopenAfter(desk: Desk, walk: Walk, cure: Cure): void {
  const value = desk.memory.answer(cure.key)?.value;
  const refused = walk.refused.get(cure.key) ?? new Set<string>();
  if (value !== undefined) walk.refused.set(cure.key, refused.add(value));
  reopen(desk, walk, cure.key);
  walk.reasons.set(cure.key, cure.reason);
}

/** The question that another answer to would cure a refusal, when somebody is there to ask. */
export function curable(desk: Desk, error: unknown): Cure | undefined {
  if (!(error instanceof SetupError) || desk.interview === undefined) return undefined;
  const known = new Set(desk.steps.flatMap((step) => step.questions.map((each) => each.key)));
  const key = error.trouble.questions?.find((each) => known.has(each));
  return key === undefined ? undefined : { key, reason: { says: sentence(error), small: smallPrint(error.trouble) } };
}
