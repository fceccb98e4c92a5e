import { markTag } from '../domain/tags.ts';
import type { Question } from '../step/question.ts';
import type { AnyStep, FactsById } from '../step/step.ts';
import type { Planned, World } from '../step/world.ts';
import { ask, askAgain, confirm } from './asking.ts';
import type { Context } from './context.ts';
import { factsOf, type PlannedOutcome } from './plan.ts';
import { inForm } from './refusal.ts';
import type { Session } from './session.ts';
import { suffix } from './suffix.ts';

/** The world as one step sees it: the facts of the outcomes so far. */
export function worldFor(
  context: Context,
  session: Session,
  step: AnyStep,
  outcomes: ReadonlyMap<string, PlannedOutcome>,
): World<FactsById> {
  const asking = { context, session, step: step.id };
  const isReopened = ({ key }: Question): boolean => context.prompter !== undefined && session.reopened.has(key);
  const planned: Planned[] = [];
  const absent = new Set<string>();
  for (const [id, outcome] of outcomes) {
    if (outcome.kind !== 'change') continue;
    absent.add(id);
    if (outcome.change.makes) planned.push({ step: id, makes: outcome.change.makes });
  }
  return {
    facts: factsOf(outcomes),
    absent,
    planned,
    azure: context.azure,
    machine: context.machine,
    mark: { [markTag]: context.memory.id },
    madeAgo(id) {
      const at = context.memory.madeAt(id);
      return at === undefined ? undefined : (context.clock.now() - at) / 1000;
    },
    sent: (id) => context.memory.sent(id),
    suffix: (n) => suffix(context.memory.seed, n),
    ask: (question, live) => ask(asking, question, live),
    answered: (question) =>
      isReopened(question) ? undefined : inForm(question, context.memory.answer(question.key)?.value),
    refused: (question) => session.refused.get(question.key) ?? new Set(),
    isReopened,
    askAgain: (question, live, why) => askAgain(asking, question, live, why),
    confirm: (question, message, understood) => confirm(asking, question, message, understood),
  };
}
