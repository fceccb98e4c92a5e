import { isOlder } from '../domain/birth.ts';
import { sameName } from '../domain/names.ts';
import type { ResourceKey } from '../domain/resource.ts';
import { markTag } from '../domain/tags.ts';
import { atStep, SetupError } from '../errors.ts';
import type { Identified } from '../port/azure.ts';
import { isObject } from '../text/is-object.ts';
import type { Begun, Context, Memory } from './context.ts';
import type { Plan } from './plan.ts';

/**
 * Whether what is there can be what we began to make: of that id, and with our mark where such things carry one. (The name of
 * a role assignment follows from its scope, principal and role, and it was absent when we began.)
 */
export function isOurs(found: Identified | undefined, { id, since }: Begun, memory: Memory): found is Identified {
  if (found === undefined || !sameName(found.id, id)) return false;
  // What was there before we began is another's.
  if (since !== undefined && isOlder(found.born, since)) return false;
  return found.tags === undefined || found.tags[markTag] === memory.id;
}

/** How Azure is asked about it. */
function keyOf({ kind, id, sent }: Begun): ResourceKey {
  return sent ?? { kind, id };
}

/**
 * Settles what was under way when an earlier run ended without knowing how it went on: now its step was seen to be done. What
 * is there counts as made by us, so that it can be undone, if it is ours.
 */
export async function settleBegun(context: Context, step: string): Promise<void> {
  const begun = context.memory.begun();
  if (begun?.step !== step) return;
  const found = await foundOf(context, begun);
  if (found !== undefined) context.memory.made(begun, context.clock.now(), found.born);
}

/** What was begun, if it is there by now, and ours. */
export async function foundOf(context: Context, begun: Begun): Promise<Identified | undefined> {
  const found = await context.azure.find(keyOf(begun));
  return isOurs(found, begun, context.memory) ? found : undefined;
}

/** Whether the plan itself goes on with what was begun, waits for it, or has it already. */
export function isPlanned({ outcomes }: Plan, begun: Begun): boolean {
  const outcome = outcomes.get(begun.step);
  if (outcome?.kind === 'found') return outcome.id !== undefined && sameName(outcome.id, begun.id);
  if (outcome?.kind !== 'change') return false;
  const awaited = isObject(outcome.expects) ? outcome.expects['id'] : undefined;
  const id = outcome.change.makes?.id ?? awaited;
  return typeof id === 'string' && sameName(id, begun.id);
}

/**
 * Settles what was begun before other answers were given, and is no part of the plan any more: what came of it counts as made
 * by us, so that it isn't lost track of. Gives its id if it is there.
 * @throws SetupError, with its step, when it can't be looked up: nothing else may be begun before that is known.
 */
export async function settleLeft(context: Context, plan: Plan): Promise<string | undefined> {
  const begun = context.memory.begun();
  if (begun === undefined || isPlanned(plan, begun)) return undefined;
  return await settle(context, begun);
}

/**
 * Settles what was begun to be made, whatever the answers are now: it counts as made by us if it is there, and ours. Gives its id
 * then.
 * @throws SetupError, with its step, when it can't be looked up.
 */
export async function settle(context: Looking, begun: Begun): Promise<string | undefined> {
  const found = await find(context, begun);
  if (!isOurs(found, begun, context.memory)) {
    context.memory.unmade();
    return undefined;
  }
  context.memory.made(begun, context.clock.now(), found.born);
  return begun.id;
}

/** What it takes to look at what was begun. */
type Looking = Pick<Context, 'azure' | 'memory' | 'clock'>;

/** Whether what was made for other answers may still be there: also when it can't be looked up. */
export async function mayBeLeft(context: Context, begun: Begun): Promise<boolean> {
  try {
    return (await context.azure.find(keyOf(begun))) !== undefined;
  } catch (error) {
    if (error instanceof SetupError) return true;
    throw error;
  }
}

async function find(context: Looking, begun: Begun): Promise<Identified | undefined> {
  try {
    return await context.azure.find(keyOf(begun));
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    if (error.ending === 'forNow') throw atStep(begun.step, error);
    throw atStep(begun.step, unknownLeft(begun.id, error));
  }
}

function unknownLeft(id: string, cause: SetupError): SetupError {
  return new SetupError(
    {
      ending: 'refused',
      code: 'left-unknown',
      message: `This set-up began to make ${id} before the answers were changed, and it can't be seen now what came of it.`,
      suggestion: 'Answer as before, so that it is finished; or begin another set-up beside this one: --fresh.',
    },
    cause,
  );
}
