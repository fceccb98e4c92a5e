import type { Desk } from '../engine/desk.ts';
import type { Plan } from '../engine/plan.ts';
import type { Front } from './wizard.ts';

/** Ids of what this set-up has made, and that is not there any more: the plan would make it again. */
function goneIn(desk: Desk, plan: Plan): readonly string[] {
  return [...plan.outcomes.values()].flatMap((outcome) => {
    if (outcome.kind !== 'change' || outcome.change.sent === true) return [];
    return desk.memory.madeAt(outcome.change.id) === undefined ? [] : [outcome.change.id];
  });
}

/** Says what somebody has deleted since it was made, and whether there is anything: then the plan is a new one to approve. */
export function sayGone(desk: Desk, front: Front, plan: Plan): boolean {
  const gone = goneIn(desk, plan);
  if (gone.length > 0) front.say(`Made by this set-up before, and not there any more: ${gone.join(', ')}.`);
  return gone.length > 0;
}
