import { saysYes } from '../cli/says-yes.ts';
import type { Context } from '../engine/context.ts';
import { makePlan } from '../engine/make-plan.ts';
import type { Plan } from '../engine/plan.ts';
import { beginChange, close } from '../engine/reopening.ts';
import type { Session } from '../engine/session.ts';
import { activate, activationsOf } from './colleague.ts';
import type { Consent } from './consent.ts';
import { type Ended, endedWith } from './ended.ts';
import { sayKept } from './kept.ts';
import { lookedAgain } from './looked-again.ts';
import type { Order } from './order.ts';
import { review, whichAnswer } from './review.ts';
import { ListError } from './several/list-error.ts';
import { othersLike, partOfList } from './several/others.ts';
import type { View, WizardPrompter } from './view.ts';

/** A plan to carry out, and whether it was agreed to only now; or how it ended. */
export type Settled = { readonly plan: Plan; readonly isNew: boolean } | { readonly ended: Ended };

/** Nothing to make and nobody to wait for: everything is there. */
export function isComplete(plan: Plan): boolean {
  return plan.lines.every((line) => line.status === 'reused');
}

/** Shows what would be done; goes on only where the person says so. */
export async function preview(view: View, order: Order, plan: Plan): Promise<Settled> {
  view.showPreview(plan);
  if (view.prompter === undefined || isComplete(plan)) return { ended: endedWith('planned', plan) };
  const explain = 'Yes does what the plan says. No leaves Azure, and your saved set-ups, as they are.';
  if (!(await saysYes(view.prompter, 'Carry it out now?', explain))) return { ended: endedWith('planned', plan) };
  await order.beginForReal();
  return { plan, isNew: true };
}

/** Says that nobody was asked what the person wanted to change: it decides nothing in this plan. */
function sayUnasked({ steps }: Context, session: Session, view: View, key: string): void {
  if (session.reopened.get(key) !== 'wanted' || session.deferred.has(key)) return;
  close(session, key);
  const question = steps.flatMap((step) => step.questions).find((each) => each.key === key);
  view.say(`Nothing in this plan asks for it: ${question?.message ?? key}. What is there already is used as it is.`);
}

/** Whether a set-up can still become one of a list: nothing of it is begun. */
function mayList({ memory }: Context, { saveList }: View): boolean {
  return saveList !== undefined && memory.things().length === 0 && memory.begun() === undefined;
}

/** Asks for others like this one. @throws ListError where there are any: the list is set up instead. */
async function goOnAsList(
  context: Context & { readonly prompter: WizardPrompter },
  session: Session,
  view: View,
): Promise<void> {
  const rows = await othersLike(context, session, view.say);
  const file = rows.length === 0 ? undefined : view.saveList?.(rows);
  if (file === undefined) return;
  partOfList(context);
  throw new ListError(file);
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
    const decision = await review(
      { plan, activations: activationsOf(plan), mayList: mayList(context, view) },
      prompter,
    );
    let changed: string | undefined;
    switch (decision.is) {
      case 'go':
        return { plan, isNew: true };
      case 'stop':
        return { ended: endedWith('left', plan) };
      case 'commands':
        view.showCommands(plan);
        continue;
      case 'save':
        view.savePlan(plan);
        continue;
      case 'others':
        view.closePlan();
        await goOnAsList({ ...context, prompter }, session, view);
        view.showPlan(plan);
        continue;
      case 'activate':
        await activate(context, session, view, plan, decision.activation);
        break;
      case 'change':
        view.closePlan();
        changed = await whichAnswer(context, prompter);
        if (changed === '') {
          view.showPlan(plan);
          continue;
        }
        beginChange(context, session, changed);
        break;
      case 'look-again':
        // Rights that were given since the sign-in may only show with a new token (Azure RBAC, "Troubleshoot").
        context.azure.forgetTokens();
        break;
    }
    const before = plan;
    plan = await makePlan(context, session);
    view.planned(plan);
    view.showPlan(plan);
    await sayKept(context, view, plan, kept);
    if (decision.is === 'look-again') view.say(lookedAgain(before, plan, context.clock.now()));
    if (changed !== undefined) sayUnasked(context, session, view, changed);
  }
}

/** Who is asked, by whom, and what was asked before. */
interface Sitting {
  readonly context: Context;
  readonly session: Session;
  readonly view: View;
}

/** The plan that is agreed to, by whatever the run was given or by the person; or how it ends without that. */
export async function agreed(
  { context, session, view }: Sitting,
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
