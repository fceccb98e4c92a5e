import { atStep, SetupError } from '../errors.ts';
import type { Question } from '../step/question.ts';
import type { AnyStep, Outcome } from '../step/step.ts';
import type { Asked, Context } from './context.ts';
import { cure } from './curing.ts';
import {
  AskAgainError,
  BackError,
  ElsewhereError,
  NeedsAnswersError,
  NoAnswerError,
  type OpenQuestion,
} from './flow.ts';
import { lookAhead, type OneLook, oneLook } from './one-look.ts';
import { type Plan, planOf } from './plan.ts';
import { close, goBack, replace, unsay } from './reopening.ts';
import type { Session } from './session.ts';
import { worldFor } from './world.ts';

type AnyOutcome = Outcome<unknown>;

function indexOfQuestion(steps: readonly AnyStep[], key: string): number {
  return Math.max(
    0,
    steps.findIndex((step) => step.questions.some((each) => each.key === key)),
  );
}

function canBePlanned(step: AnyStep, outcomes: ReadonlyMap<string, AnyOutcome>): boolean {
  return step.needs.every((id) => {
    const outcome = outcomes.get(id);
    return outcome !== undefined && (outcome.kind !== 'blocked' || outcome.value !== undefined);
  });
}

/**
 * The first walk: asks every question and looks at everything, changes nothing.
 * @throws NeedsAnswersError when answers are missing and nobody can be asked; SetupError, with its step, when one is refused.
 */
export async function makePlan(context: Context, session: Session): Promise<Plan> {
  let looking = oneLook(context.azure, context.clock.now);
  /** Something turned out otherwise than it was seen. */
  const lookAnew = (): void => {
    looking.end();
    looking = oneLook(context.azure, context.clock.now);
  };
  try {
    return await walk(context, session, { now: () => looking, lookAnew });
  } finally {
    // What a change looks at later is not what was seen now.
    looking.end();
  }
}

/** How the first walk looks at Azure. */
interface Eyes {
  now(): OneLook;
  lookAnew(): void;
}

async function walk(context: Context, session: Session, eyes: Eyes): Promise<Plan> {
  const outcomes = new Map<string, AnyOutcome>();
  const open: Asked[] = [];
  let at = 0;
  const goTo = (index: number): void => {
    const again = new Set(context.steps.slice(index).map(({ id }) => id));
    for (const id of again) outcomes.delete(id);
    forgetTrail(session, again);
    at = index;
  };
  goTo(0);
  while (at < context.steps.length) {
    const step = context.steps[at];
    if (step === undefined) break;
    if (!canBePlanned(step, outcomes)) {
      at += 1;
      continue;
    }
    try {
      context.tell({ kind: 'looking', step: step.id, title: step.title });
      const looking = eyes.now();
      const seeing = { ...context, azure: looking.azure };
      const outcome = await step.plan(worldFor(seeing, session, step, outcomes));
      outcomes.set(step.id, outcome);
      lookAhead(looking, context.steps.slice(at + 1), (later) => worldFor(seeing, session, later, outcomes));
      if (step.saidAtOnce === true && session.said.get(step.id) !== outcome.says) {
        session.said.set(step.id, outcome.says);
        context.tell({ kind: 'signed-in', step: step.id, says: outcome.says });
      }
      at += 1;
    } catch (error) {
      if (error instanceof BackError) {
        goTo(indexOf(context.steps, goBack(context, session, error.key)) ?? at);
      } else if (error instanceof AskAgainError) {
        goTo(at);
      } else if (error instanceof ElsewhereError) {
        goTo(elsewhere(context, session, error));
      } else if (error instanceof NoAnswerError) {
        open.push(error.asked);
        at += 1;
      } else {
        const known = error instanceof SetupError ? atStep(step.id, error) : error;
        const key = cure(context, session, known);
        if (key === undefined) throw known;
        eyes.lookAnew();
        goTo(indexOfQuestion(context.steps, key));
      }
    }
  }
  session.changing = undefined;
  if (open.length > 0) throw new NeedsAnswersError(allOpen(context, open));
  return planOf(context.steps, outcomes, context.cloud.name);
}

/** What is walked again is passed again. */
function forgetTrail({ trail }: Session, again: ReadonlySet<string>): void {
  const first = trail.findIndex(({ step }) => again.has(step));
  if (first >= 0) trail.splice(first);
}

function indexOf(steps: readonly AnyStep[], id: string | undefined): number | undefined {
  const at = steps.findIndex((step) => step.id === id);
  return at < 0 ? undefined : at;
}

/** Keeps the answers of a choice that is elsewhere, and gives the step to go on from. */
function elsewhere(context: Context, session: Session, { answers }: ElsewhereError): number {
  const [[first] = ['']] = answers;
  for (const [key] of answers) replace(context, session, key);
  for (const [key, value] of answers) {
    close(session, key);
    unsay(context, session, key);
    session.reasons.delete(key);
    session.replaced.set(key, context.memory.answer(key));
    context.memory.keep(key, { value, from: 'prompt' });
  }
  return indexOfQuestion(context.steps, first);
}

/** The questions that came up, and those of later steps that surely will. */
function allOpen(context: Context, open: readonly Asked[]): readonly OpenQuestion[] {
  const asked = new Set(open.map((each) => each.question.key));
  const later = context.steps
    .flatMap((step) => step.questions)
    .filter((each, index, all) => all.findIndex((other) => other.key === each.key) === index)
    .filter((each) => (each.alwaysNeeded === true || each.neededWhen !== undefined) && !asked.has(each.key))
    .filter((each) => context.memory.answer(each.key) === undefined)
    .filter((each) => each.neededWhen === undefined || asked.has(each.neededWhen.decides.key));
  return [
    ...open.map((each) => ({ asked: each, when: undefined })),
    ...later.map((question) => ({ asked: bare(question), when: question.neededWhen?.says })),
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
