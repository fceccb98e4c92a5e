import { sameName } from '../domain/names.ts';
import { isSameAccount } from '../domain/plan.ts';
import type { Resource } from '../domain/resource.ts';
import { apply } from '../engine/apply.ts';
import type { Context } from '../engine/context.ts';
import { cure, isStillRefused } from '../engine/curing.ts';
import { OtherPlanError } from '../engine/flow.ts';
import { makePlan } from '../engine/make-plan.ts';
import type { Plan } from '../engine/plan.ts';
import { settleBegun, settleLeft } from '../engine/resume.ts';
import { newSession, type Session, sameMeaning } from '../engine/session.ts';
import { helpersOf } from '../step/hand-over.ts';
import { agreed, isComplete, preview, type Settled } from './agreeing.ts';
import { waitForHelp } from './colleague.ts';
import { consentTo } from './consent.ts';
import { type Ended, endedWith } from './ended.ts';
import { sayGone } from './gone.ts';
import { sayMeanwhile } from './meanwhile.ts';
import type { Order } from './order.ts';
import type { View } from './view.ts';

/** What was begun before other answers were given is settled, and said. */
async function sayLeft(context: Context, view: View, plan: Plan): Promise<void> {
  const left = await settleLeft(context, plan);
  if (left === undefined) return;
  view.say(`Of what was begun before the answers were changed, this is there, and stays: ${left}`);
}

/** What is said where a plan has nothing to make. */
export const allThere = 'Everything is there already: nothing was changed.';

async function madeReady(context: Context, view: View, plan: Plan, hasWaited: boolean): Promise<Ended> {
  await sayLeft(context, view, plan);
  view.showPlan(plan);
  view.say(hasWaited ? 'Everything is there now.' : allThere);
  for (const [id, outcome] of plan.outcomes) {
    if (outcome.kind === 'found') await settleBegun(context, id);
  }
  for (const line of plan.lines) context.memory.settled(line.id);
  context.memory.learned(plan.report);
  return endedWith('ready', plan);
}

/** What is agreed to is kept before anything is sent. What the same account approved before stays approved. */
export function remember(
  context: Context,
  session: Session,
  { id, value, report }: Plan,
  agreedTo: readonly Resource[],
): void {
  const { memory, clock } = context;
  if (id === undefined || value === undefined) return;
  const { approved } = memory.approval();
  const before = approved && isSameAccount(approved.account, value.account) ? approved.resources : [];
  const kept = before.filter((each) => !agreedTo.some((other) => sameName(other.id, each.id)));
  memory.approved(id, { ...value, resources: [...kept, ...agreedTo] }, clock.now());
  settleAnswers(context, session, report);
}

/** From now on the answers mean what was approved, whoever is signed in: "me" is an object id. */
function settleAnswers({ memory, steps }: Context, session: Session, report: Plan['report']): void {
  for (const question of steps.flatMap((step) => step.questions)) {
    const answer = memory.answer(question.key);
    const settled = question.settled?.(report);
    if (answer === undefined || settled === undefined) continue;
    memory.keep(question.key, { ...answer, value: settled });
    sameMeaning(session, question.key, answer.value, settled);
  }
}

/**
 * The whole set-up: plan, review, apply. After a refusal that another answer cures, that question is asked again.
 * @throws SetupError, NeedsAnswersError, InterruptedError.
 */
export async function wizard(context: Context, view: View, order: Order): Promise<Ended> {
  const session = order.planned?.session ?? newSession();
  let begin = order.planned?.plan;
  let isForced = order.review;
  let isPreview = order.preview;
  let hasWaited = false;
  let isFirst = true;
  for (;;) {
    const plan: Plan = begin ?? (await makePlan(context, session));
    begin = undefined;
    if (isStillRefused(context, session)) continue;
    view.planned(plan);
    const given = { ...order, practice: context.cloud.practice, canAsk: view.prompter !== undefined };
    const consent = isPreview ? undefined : consentTo(plan, context.memory.approval(), given);
    if (consent !== undefined && isComplete(plan)) return await madeReady(context, view, plan, hasWaited);
    // What this very run has made may take a while to be seen.
    if (isFirst) await sayMeanwhile(context, plan);
    if (isFirst && sayGone(context, view, plan)) isForced = true;
    isFirst = false;
    const settled: Settled =
      consent === undefined
        ? await preview(view, order, plan)
        : await agreed({ context, session, view }, plan, consent, isForced);
    if ('ended' in settled) return settled.ended;
    isForced = false;
    isPreview = false;
    try {
      await sayLeft(context, view, settled.plan);
      if (settled.isNew) remember(context, session, settled.plan, settled.plan.resources);
      const done = await apply(context, session, settled.plan);
      const ended = { ...done, report: { ...settled.plan.report, ...done.report }, planId: settled.plan.id };
      if (done.outcome !== 'handover') return ended;
      const handOverFile = view.handOver(settled.plan.handOvers, ended.report);
      const isLeft = (await waitForHelp(context, session, view, settled.plan)) === 'left';
      if (isLeft) return { ...ended, handOverFile, helpers: helpersOf(settled.plan.handOvers) };
      // Who waits has seen what is carried on then.
      remember(context, session, settled.plan, [...settled.plan.resources, ...settled.plan.later]);
      hasWaited = true;
    } catch (error) {
      if (error instanceof OtherPlanError) continue;
      if (cure(context, session, error) === undefined) throw error;
      isForced = true;
    }
  }
}
