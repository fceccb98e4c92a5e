import type { Context } from '../engine/context.ts';
import type { Plan } from '../engine/plan.ts';
import type { Session } from '../engine/session.ts';
import { watch } from '../engine/watch.ts';
import { SetupError } from '../errors.ts';
import type { Activation } from '../step/hand-over.ts';
import type { View } from './view.ts';

/** The roles that the account could switch on for what the plan lacks, each once. */
export function activationsOf(plan: Plan): readonly Activation[] {
  const all = [...plan.outcomes.values()].flatMap((outcome) => (outcome.kind === 'blocked' ? outcome.activations : []));
  return [...new Map(all.map((each) => [`${each.role} ${each.on}`, each])).values()];
}

async function watched(
  context: Context,
  session: Session,
  view: View,
  plan: Plan,
  until: string,
): Promise<'moved' | 'left'> {
  view.say('Press any key to stop waiting. It carries on by itself when it is done.');
  try {
    const seen = await view.untilKey((leave) =>
      watch(context, session, plan, { everySeconds: context.cloud.lookEverySeconds, until }, leave),
    );
    view.rest();
    return seen === undefined ? 'left' : 'moved';
  } catch (error) {
    view.rest();
    // What a question can cure is asked where questions are asked: at the next look.
    if (error instanceof SetupError && error.step !== undefined) return 'moved';
    throw error;
  }
}

/** After the hand-over is written: waits with the person until somebody has helped, or until the person leaves. */
export async function waitForHelp(
  context: Context,
  session: Session,
  view: View,
  plan: Plan,
): Promise<'moved' | 'left'> {
  const answer = await view.prompter?.choose({
    message: 'What now',
    explain:
      'Waiting only looks at Azure; when your colleague has done their part, the set-up carries on. You may also leave, and run it again later.',
    choices: [
      { value: 'wait', label: `Wait here: it looks every ${context.cloud.lookEverySeconds} s` },
      { value: 'leave', label: 'Leave, and carry on later' },
    ],
    preselected: 'wait',
    escape: 'leave',
  });
  return answer === 'wait' ? watched(context, session, view, plan, 'for help') : 'left';
}

/** Switches a role on because the person has asked for it, and waits until it counts. */
export async function activate(
  context: Context,
  session: Session,
  view: View,
  plan: Plan,
  activation: Activation,
): Promise<void> {
  const { role, on, hours } = activation;
  let until = `until your role ${role} counts`;
  try {
    const state = await context.azure.activateRole(activation.subscriptionId, activation.eligible, hours);
    if (state === 'waiting') until = `until your role ${role} is approved`;
    view.say(
      state === 'active'
        ? `Activated: ${role} on ${on}, for ${hours} hour${hours === 1 ? '' : 's'}. It takes a moment until it counts.`
        : `Asked for: ${role} on ${on}. It has to be approved.`,
    );
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    view.say(`${error.message} ${error.suggestion} The page for that: ${activation.link}`);
    return;
  }
  await watched(context, session, view, plan, until);
}
