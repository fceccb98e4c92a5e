import { type Applied, apply } from '../engine/apply.ts';
import type { Context } from '../engine/context.ts';
import { makePlan } from '../engine/make-plan.ts';
import type { Plan } from '../engine/plan.ts';
import { curable, reopen, reopenAfter } from '../engine/reopening.ts';
import { settleBegun, settleLeft } from '../engine/resume.ts';
import { newSession, type Session } from '../engine/session.ts';
import { activate, activationsOf, waitForHelp } from './colleague.ts';
import { sayGone } from './gone.ts';
import { helpersOf } from './hand-over.ts';
import { review } from './review.ts';
import type { View } from './view.ts';

export interface Order {
  /** Look and show only. */
  readonly preview: boolean;
  /** Show the plan and ask before anything is done. */
  readonly review: boolean;
  /** From now on writes are allowed and progress is saved: the person wants the preview carried out. */
  beginForReal(): void | Promise<void>;
}

/** How the wizard ended, errors apart. `left`: the person stopped at the plan. */
export interface Ended {
  readonly outcome: Applied['outcome'] | 'planned' | 'left';
  readonly lines: Applied['lines'];
  readonly report: Applied['report'];
  /** Of the plan that it ended with. */
  readonly planId: string | undefined;
  readonly handOverFile?: string;
  /** Whom to send it to, as far as it is known. */
  readonly helpers?: readonly string[];
}

type Settled = { readonly plan: Plan } | { readonly ended: Ended };

function endedWith(outcome: Ended['outcome'], plan: Plan): Ended {
  return { outcome, lines: plan.lines, report: plan.report, planId: plan.id };
}

/** Nothing to make and nobody to wait for: everything is there. */
function isComplete(plan: Plan): boolean {
  return plan.lines.every((line) => line.status === 'reused');
}

async function preview(view: View, order: Order, plan: Plan): Promise<Settled> {
  view.showPreview(plan);
  if (view.prompter === undefined || isComplete(plan)) return { ended: endedWith('planned', plan) };
  const answer = await view.prompter.choose({
    message: 'Carry it out now?',
    explain: 'Yes does what the plan says. No leaves Azure, and your saved set-ups, as they are.',
    choices: [
      { value: 'no', label: 'No' },
      { value: 'yes', label: 'Yes' },
    ],
    preselected: 'no',
  });
  if (answer === 'no') return { ended: endedWith('planned', plan) };
  await order.beginForReal();
  return { plan };
}

/** Shows the plan until the person decides; surveys again after a change. */
async function reviewed(context: Context, session: Session, view: View, first: Plan): Promise<Settled> {
  let plan = first;
  const { prompter } = view;
  view.showPlan(plan);
  if (prompter === undefined) return { plan };
  for (;;) {
    const decision = await review(context, plan, prompter, activationsOf(plan));
    switch (decision.is) {
      case 'go':
        return { plan };
      case 'stop':
      case 'save':
        return { ended: endedWith('left', plan) };
      case 'commands':
        view.showCommands(plan);
        continue;
      case 'activate':
        await activate(context, session, view, plan, decision.activation);
        break;
      case 'change':
        reopen(context, session, decision.key);
        break;
      case 'look-again':
        break;
    }
    plan = await makePlan(context, session);
    view.planned(plan);
    view.showPlan(plan);
  }
}

/** What was begun before other answers were given is settled, and said. */
async function sayLeft(context: Context, view: View, plan: Plan): Promise<void> {
  const left = await settleLeft(context, plan);
  if (left === undefined) return;
  view.say(`Of what was begun before the answers were changed, this is there, and stays: ${left}`);
}

async function madeReady(context: Context, view: View, plan: Plan, hasWaited: boolean): Promise<Ended> {
  await sayLeft(context, view, plan);
  view.showPlan(plan);
  view.say(hasWaited ? 'Everything is there now.' : 'Everything is there already: nothing was changed.');
  for (const [id, outcome] of plan.outcomes) {
    if (outcome.kind === 'found') await settleBegun(context, id);
  }
  for (const line of plan.lines) context.memory.settled(line.id);
  context.memory.learned(plan.report);
  return endedWith('ready', plan);
}

/** What is carried out now was agreed to: it is kept before anything is sent. */
function remember({ memory, clock }: Context, { id, value }: Plan): void {
  if (id !== undefined && value !== undefined) memory.approved(id, value, clock.now());
}

/**
 * The whole set-up: plan, review, apply. After a refusal that another answer cures, that question is asked again.
 * @throws SetupError, NeedsAnswersError, InterruptedError.
 */
export async function wizard(context: Context, view: View, order: Order): Promise<Ended> {
  const session = newSession();
  let isReviewed = !order.review;
  let isPreview = order.preview;
  let hasWaited = false;
  let isFirst = true;
  for (;;) {
    const plan = await makePlan(context, session);
    view.planned(plan);
    if (isComplete(plan) && !isPreview) return await madeReady(context, view, plan, hasWaited);
    // What this very run has made may take a while to be seen.
    if (isFirst && sayGone(context, view, plan)) isReviewed = false;
    isFirst = false;
    const settled: Settled = isPreview
      ? await preview(view, order, plan)
      : isReviewed && plan.blocked.size === 0
        ? { plan }
        : await reviewed(context, session, view, plan);
    if ('ended' in settled) return settled.ended;
    isReviewed = true;
    isPreview = false;
    try {
      await sayLeft(context, view, settled.plan);
      remember(context, settled.plan);
      const done = await apply(context, session, settled.plan);
      const ended = { ...done, report: { ...settled.plan.report, ...done.report }, planId: settled.plan.id };
      if (done.outcome !== 'handover') return ended;
      const handOverFile = view.handOver(settled.plan.handOvers, ended.report);
      const isLeft = (await waitForHelp(context, session, view, settled.plan)) === 'left';
      if (isLeft) return { ...ended, handOverFile, helpers: helpersOf(settled.plan.handOvers) };
      hasWaited = true;
    } catch (error) {
      const cure = curable(context, error);
      if (cure === undefined) throw error;
      reopenAfter(context, session, cure);
      isReviewed = false;
    }
  }
}
