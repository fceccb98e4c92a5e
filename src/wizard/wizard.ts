import { sameName } from '../domain/names.ts';
import { isSameAccount } from '../domain/plan.ts';
import type { Resource } from '../domain/resource.ts';
import { type Applied, apply } from '../engine/apply.ts';
import type { Context } from '../engine/context.ts';
import { OtherPlanError } from '../engine/flow.ts';
import { makePlan } from '../engine/make-plan.ts';
import type { Plan } from '../engine/plan.ts';
import { curable, reopen, reopenAfter } from '../engine/reopening.ts';
import { settleBegun, settleLeft } from '../engine/resume.ts';
import { newSession, type Session } from '../engine/session.ts';
import { activate, activationsOf, waitForHelp } from './colleague.ts';
import { type Consent, consentTo } from './consent.ts';
import { sayGone } from './gone.ts';
import { helpersOf } from './hand-over.ts';
import { sayKept } from './kept.ts';
import { review } from './review.ts';
import type { View, WizardPrompter } from './view.ts';

export interface Order {
  /** Look and show only. */
  readonly preview: boolean;
  /** Show the plan and ask before anything is done, also where it was approved before. */
  readonly review: boolean;
  /** `--yes`: whatever the plan says is agreed to. */
  readonly yes: boolean;
  /** `--plan`: the plan of this id is agreed to, and no other. */
  readonly planId?: string | undefined;
  /** From now on writes are allowed and progress is saved: the person wants the preview carried out. */
  beginForReal(): void | Promise<void>;
}

/** How the wizard ended, errors apart. `left`: the person stopped at the plan. `needs-approval`: nobody could agree to it. */
export interface Ended {
  readonly outcome: Applied['outcome'] | 'planned' | 'left' | 'needs-approval';
  readonly lines: Applied['lines'];
  readonly report: Applied['report'];
  /** Of the plan that it ended with. */
  readonly planId: string | undefined;
  readonly handOverFile?: string;
  /** Whom to send it to, as far as it is known. */
  readonly helpers?: readonly string[];
}

/** A plan to carry out, and whether it was agreed to only now; or how it ended. */
type Settled = { readonly plan: Plan; readonly isNew: boolean } | { readonly ended: Ended };

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
  return { plan, isNew: true };
}

/** Shows the plan until the person decides; plans again after a change. */
async function reviewed(
  context: Context,
  session: Session,
  view: View & { readonly prompter: WizardPrompter },
  first: Plan,
): Promise<Settled> {
  let plan = first;
  const { prompter } = view;
  const kept = new Set<string>();
  view.showPlan(plan);
  await sayKept(context, view, plan, kept);
  for (;;) {
    const decision = await review(context, plan, prompter, activationsOf(plan));
    switch (decision.is) {
      case 'go':
        return { plan, isNew: true };
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
    await sayKept(context, view, plan, kept);
  }
}

/** The plan that is agreed to, by whatever the run was given or by the person; or how it ends without that. */
async function agreed(
  context: Context,
  session: Session,
  view: View,
  plan: Plan,
  consent: Consent,
  isForced: boolean,
): Promise<Settled> {
  const { prompter } = view;
  if (prompter !== undefined && (isForced || plan.blocked.size > 0 || consent.is === 'to-ask')) {
    if (consent.is === 'to-ask' && consent.says !== undefined) view.say(consent.says);
    return await reviewed(context, session, { ...view, prompter }, plan);
  }
  const isNew = consent.is !== 'agreed' || !consent.before;
  if (isNew) view.showPlan(plan);
  await sayKept(context, view, plan, new Set());
  return consent.is === 'agreed' ? { plan, isNew } : { ended: endedWith('needs-approval', plan) };
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

/** What is agreed to is kept before anything is sent. What the same account approved before stays approved. */
function remember({ memory, clock }: Context, { id, value }: Plan, agreedTo: readonly Resource[]): void {
  if (id === undefined || value === undefined) return;
  const { approved } = memory.approval();
  const before = approved && isSameAccount(approved.account, value.account) ? approved.resources : [];
  const kept = before.filter((each) => !agreedTo.some((other) => sameName(other.id, each.id)));
  memory.approved(id, { ...value, resources: [...kept, ...agreedTo] }, clock.now());
}

/**
 * The whole set-up: plan, review, apply. After a refusal that another answer cures, that question is asked again.
 * @throws SetupError, NeedsAnswersError, InterruptedError.
 */
export async function wizard(context: Context, view: View, order: Order): Promise<Ended> {
  const session = newSession();
  let isForced = order.review;
  let isPreview = order.preview;
  let hasWaited = false;
  let isFirst = true;
  for (;;) {
    const plan = await makePlan(context, session);
    view.planned(plan);
    const given = { ...order, practice: context.cloud.practice, canAsk: view.prompter !== undefined };
    const consent = isPreview ? undefined : consentTo(plan, context.memory.approval(), given);
    if (consent !== undefined && isComplete(plan)) return await madeReady(context, view, plan, hasWaited);
    // What this very run has made may take a while to be seen.
    if (isFirst && sayGone(context, view, plan)) isForced = true;
    isFirst = false;
    const settled: Settled =
      consent === undefined
        ? await preview(view, order, plan)
        : await agreed(context, session, view, plan, consent, isForced);
    if ('ended' in settled) return settled.ended;
    isForced = false;
    isPreview = false;
    try {
      await sayLeft(context, view, settled.plan);
      if (settled.isNew) remember(context, settled.plan, settled.plan.resources);
      const done = await apply(context, session, settled.plan);
      const ended = { ...done, report: { ...settled.plan.report, ...done.report }, planId: settled.plan.id };
      if (done.outcome !== 'handover') return ended;
      const handOverFile = view.handOver(settled.plan.handOvers, ended.report);
      const isLeft = (await waitForHelp(context, session, view, settled.plan)) === 'left';
      if (isLeft) return { ...ended, handOverFile, helpers: helpersOf(settled.plan.handOvers) };
      // Who waits has seen what is carried on then.
      remember(context, settled.plan, [...settled.plan.resources, ...settled.plan.later]);
      hasWaited = true;
    } catch (error) {
      if (error instanceof OtherPlanError) continue;
      const cure = curable(context, error);
      if (cure === undefined) throw error;
      reopenAfter(context, session, cure);
      isForced = true;
    }
  }
}
