import { SetupError } from '../errors.ts';
import type { Question } from '../question.ts';
import type { AnyStep, Facts, Outcome, StepId, World } from '../step.ts';
import { ask, askAgain, confirm } from './asking.ts';
import type { Asked, Desk } from './desk.ts';
import {
  AskAgainError,
  BackError,
  ElsewhereError,
  NeedsAnswersError,
  NoAnswerError,
  type OpenQuestion,
  StepError,
} from './flow.ts';
import { factsOf, type Plan, planOf } from './plan.ts';
import { curable, reopen, reopenAfter } from './reopening.ts';
import { suffix } from './suffix.ts';
import type { Walk } from './walk.ts';

type AnyOutcome = Outcome<Facts[StepId]>;

/** The world as one step sees it: the facts of the outcomes so far. */
export function worldFor(
  desk: Desk,
  walk: Walk,
  step: AnyStep,
  outcomes: ReadonlyMap<StepId, AnyOutcome>,
): World<StepId> {
  const needed: World<StepId>['needed'][number][] = [];
  const absent = new Set<StepId>();
  for (const [id, outcome] of outcomes) {
    if (outcome.kind !== 'change') continue;
    absent.add(id);
    if (outcome.change.sent !== true) {
      needed.push(...outcome.change.needs.map((right) => ({ step: id, right, az: outcome.az })));
    }
  }
  return {
    facts: factsOf(outcomes) as Facts,
    absent,
    needed,
    azure: desk.azure,
    mark: { 'adt-setup': desk.memory.id },
    madeAgo(id) {
      const at = desk.memory.madeAt(id);
      return at === undefined ? undefined : (desk.clock.now() - at) / 1000;
    },
    suffix: (n) => suffix(desk.memory.seed, n),
    ask: (question, live) => ask(desk, walk, step.id, question, live),
    answered: (question) => desk.memory.answer(question.key)?.value,
    refused: (question) => walk.refused.get(question.key) ?? new Set(),
    isReopened: (question) => desk.interview !== undefined && walk.wanted.has(question.key),
    askAgain: (question, live, why) => askAgain(desk, walk, step.id, question, live, why),
    confirm: (question, message, understood) => confirm(desk, walk, question, message, understood),
  };
}

function indexOfQuestion(steps: readonly AnyStep[], key: string): number {
  return Math.max(
    0,
    steps.findIndex((step) => step.questions.some((each) => each.key === key)),
  );
}

function canBePlanned(step: AnyStep, outcomes: ReadonlyMap<StepId, AnyOutcome>): boolean {
  return step.needs.every((id) => {
    const outcome = outcomes.get(id);
    return outcome !== undefined && (outcome.kind !== 'blocked' || outcome.value !== undefined);
  });
}

/**
 * The first walk: asks every question and looks at everything, changes nothing.
 * @throws NeedsAnswersError when answers are missing and nobody can be asked; StepError when a step is refused.
 */
export async function survey(desk: Desk, walk: Walk): Promise<Plan> {
  const outcomes = new Map<StepId, AnyOutcome>();
  const open: Asked[] = [];
  let at = 0;
  const goTo = (index: number): void => {
    for (const step of desk.steps.slice(index)) outcomes.delete(step.id);
    at = index;
  };
  while (at < desk.steps.length) {
    const step = desk.steps[at];
    if (step === undefined) break;
    if (!canBePlanned(step, outcomes)) {
      at += 1;
      continue;
    }
    try {
      desk.tell({ kind: 'looking', step: step.id, title: step.title });
      const outcome = await step.plan(worldFor(desk, walk, step, outcomes));
      outcomes.set(step.id, outcome);
      if (step.id === 'login' && walk.said.get(step.id) !== outcome.says) {
        walk.said.set(step.id, outcome.says);
        desk.tell({ kind: 'signed-in', says: outcome.says });
      }
      at += 1;
    } catch (error) {
      const cure = curable(desk, error);
      if (error instanceof BackError) {
        goTo(stepBack(desk, walk, at));
      } else if (error instanceof AskAgainError) {
        goTo(at);
      } else if (error instanceof ElsewhereError) {
        goTo(elsewhere(desk, walk, error));
      } else if (error instanceof NoAnswerError) {
        open.push(error.asked);
        at += 1;
      } else if (cure) {
        reopenAfter(desk, walk, cure);
        goTo(indexOfQuestion(desk.steps, cure.key));
      } else if (error instanceof SetupError) {
        throw new StepError(step.id, error);
      } else {
        throw error;
      }
    }
  }
  if (open.length > 0) throw new NeedsAnswersError(allOpen(desk, open));
  return planOf(desk.steps, outcomes);
}

/** Takes back the answer to the question before, and gives the step to go on from. */
function stepBack(desk: Desk, walk: Walk, at: number): number {
  const last = walk.history.pop();
  if (last === undefined) return at;
  reopen(desk, walk, last.key);
  return Math.max(
    0,
    desk.steps.findIndex((step) => step.id === last.step),
  );
}

/** Keeps the answers of a choice that is elsewhere, and gives the step to go on from. */
function elsewhere(desk: Desk, walk: Walk, { answers }: ElsewhereError): number {
  const [[first] = ['']] = answers;
  reopen(desk, walk, first);
  for (const [key, value] of answers) {
    walk.wanted.delete(key);
    walk.before.delete(key);
    walk.reasons.delete(key);
    desk.memory.keep(key, { value, from: 'prompt' });
  }
  return indexOfQuestion(desk.steps, first);
}

/** The questions that came up, and those of later steps that surely will. */
function allOpen(desk: Desk, open: readonly Asked[]): readonly OpenQuestion[] {
  const asked = new Set(open.map((each) => each.question.key));
  const later = desk.steps
    .flatMap((step) => step.questions)
    .filter((each, index, all) => all.findIndex((other) => other.key === each.key) === index)
    .filter((each) => (each.alwaysNeeded === true || each.neededWhen !== undefined) && !asked.has(each.key))
    .filter((each) => desk.memory.answer(each.key) === undefined)
    .filter((each) => each.alwaysNeeded === true || asked.has('resourceGroup'));
  return [
    ...open.map((each) => ({ asked: each, when: undefined })),
    ...later.map((question) => ({ asked: bare(question), when: question.neededWhen })),
  ];
}

function bare(question: Question): Asked {
  return {
    question,
    choices: [],
    otherwise: undefined,
    open: false,
    preselected: undefined,
    why: undefined,
    note: undefined,
    canGoBack: false,
    refusal: () => Promise.resolve(undefined),
    remark: undefined,
  };
}
