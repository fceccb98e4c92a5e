import type { Desk } from '../engine/desk.ts';
import { StepError } from '../engine/flow.ts';
import type { Plan } from '../engine/plan.ts';
import type { Walk } from '../engine/walk.ts';
import { watch } from '../engine/watch.ts';
import { SetupError } from '../errors.ts';
import type { Activation } from '../packet.ts';
import type { Front } from './wizard.ts';

/** The roles that the account could switch on for what the plan lacks, each once. */
export function activationsOf(plan: Plan): readonly Activation[] {
  const all = [...plan.outcomes.values()].flatMap((outcome) => (outcome.kind === 'blocked' ? outcome.activations : []));
  return [...new Map(all.map((each) => [`${each.role} ${each.on}`, each])).values()];
}

async function watched(desk: Desk, walk: Walk, front: Front, plan: Plan, until: string): Promise<'moved' | 'left'> {
  front.say('Press any key to stop waiting. It carries on by itself when it is done.');
  try {
    const seen = await front.untilKey((leave) =>
      watch(desk, walk, plan, { everySeconds: front.lookEverySeconds, until }, leave),
    );
    front.rest();
    return seen === undefined ? 'left' : 'moved';
  } catch (error) {
    front.rest();
    // What a question can cure is asked where questions are asked: at the next look.
    if (error instanceof StepError) return 'moved';
    throw error;
  }
}

/** After the hand-over is written: waits with the person until somebody has helped, or until the person leaves. */
export async function waitForHelp(desk: Desk, walk: Walk, front: Front, plan: Plan): Promise<'moved' | 'left'> {
  const answer = await front.person?.choose({
    message: 'What now',
    explain:
      'Waiting only looks at Azure; when somebody has done their part, the set-up carries on. You may also leave, and run it again later.',
    choices: [
      { value: 'wait', label: `Wait here: it looks every ${front.lookEverySeconds} s` },
      { value: 'leave', label: 'Leave, and carry on later' },
    ],
    preselected: 'wait',
  });
  return answer === 'wait' ? watched(desk, walk, front, plan, 'for help') : 'left';
}

/** Switches a role on because the person has asked for it, and waits until it counts. */
export async function activate(
  desk: Desk,
  walk: Walk,
  front: Front,
  plan: Plan,
  activation: Activation,
): Promise<void> {
  const { role, on, hours } = activation;
  let until = `until your role ${role} counts`;
  try {
    const state = await activation.send();
    if (state === 'waiting') until = `until somebody approves your role ${role}`;
    front.say(
      state === 'active'
        ? `Activated: ${role} on ${on}, for ${hours} hour${hours === 1 ? '' : 's'}. It takes a moment until it counts.`
        : `Asked for: ${role} on ${on}. Somebody has to approve it.`,
    );
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    front.say(`${error.trouble.message} ${error.trouble.help} The page for that: ${activation.link}`);
    return;
  }
  await watched(desk, walk, front, plan, until);
}
