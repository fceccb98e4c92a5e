import type { Context } from '../engine/context.ts';
import type { Plan } from '../engine/plan.ts';
import type { View } from './view.ts';

/** Ids of what this set-up has made, and that is not there any more: the plan would make it again. */
function goneIn(context: Context, plan: Plan): readonly string[] {
  return [...plan.outcomes.values()].flatMap((outcome) => {
    const id = outcome.kind === 'change' ? outcome.change.makes?.id : undefined;
    return id === undefined || context.memory.madeAt(id) === undefined ? [] : [id];
  });
}

/** Says what somebody has deleted since it was made, and whether there is anything: then the plan is a new one to approve. */
export function sayGone(context: Context, view: View, plan: Plan): boolean {
  const gone = goneIn(context, plan);
  if (gone.length > 0) view.say(`Made by this set-up before, and not there any more: ${gone.join(', ')}.`);
  return gone.length > 0;
}
