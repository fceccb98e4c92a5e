import { sameName } from '../domain/names.ts';
import { removalLine } from '../domain/resource.ts';
import type { Begun, Context } from '../engine/context.ts';
import type { Plan } from '../engine/plan.ts';
import { mayBeLeft } from '../engine/resume.ts';
import { commandLine } from '../text/shell.ts';
import type { View } from './view.ts';

/** What this set-up has made for other answers than the plan's: each of its steps has something else now. */
function otherThan({ outcomes }: Plan, things: readonly Begun[]): readonly Begun[] {
  return things.filter(({ step, id }) => {
    const outcome = outcomes.get(step);
    const now =
      outcome?.kind === 'change' ? outcome.change.makes?.id : outcome?.kind === 'found' ? outcome.id : undefined;
    return now !== undefined && !sameName(now, id);
  });
}

/**
 * Says what this set-up has made for earlier answers, is still there, and no part of the plan: it stays, and costs what it
 * costs. `said`: the ids that were said in this run already.
 */
export async function sayKept(context: Context, view: View, plan: Plan, said: Set<string>): Promise<void> {
  const things = otherThan(plan, context.memory.things());
  for (const thing of things) {
    // What belongs to another of them goes with it.
    const isPart = things.some(({ id, kind }) => kind !== 'group' && thing.id.startsWith(`${id}/`));
    if (isPart || said.has(thing.id)) continue;
    said.add(thing.id);
    if (!(await mayBeLeft(context, thing))) continue;
    const removal = removalLine(thing);
    const how = removal === undefined ? '' : ` To remove it: ${commandLine(removal)}`;
    view.say(`This set-up has made ${thing.id} for other answers. It is no part of this plan, and stays.${how}`);
  }
}
