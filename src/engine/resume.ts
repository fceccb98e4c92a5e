import { sameName } from '../domain/names.ts';
import { atStep, SetupError } from '../errors.ts';
import type { AnyStep, Facts, StepId, Trace } from '../step/step.ts';
import type { Context, Memory } from './context.ts';
import type { Plan } from './plan.ts';

/**
 * Whether what is there can be what we began to make: of that id, and with our mark where such things carry one. (The name of
 * a role assignment follows from its scope, principal and role, and it was absent when we began.)
 */
function isOurs(trace: Trace, id: string, memory: Memory): boolean {
  return sameName(trace.id, id) && (trace.tags === undefined || trace.tags['adt-setup'] === memory.id);
}

function stepOf(context: Context, id: StepId): AnyStep | undefined {
  return context.steps.find((step) => step.id === id);
}

/**
 * Settles what was under way when an earlier run ended without knowing how it went on: now it was seen to be there. It counts
 * as made by us, so that it can be undone, if it is ours.
 */
export function settleBegun(context: Context, step: StepId, value: Facts[StepId]): void {
  const begun = context.memory.begun();
  if (begun?.step !== step) return;
  const trace = stepOf(context, step)?.trace?.(value);
  if (trace === undefined || !isOurs(trace, begun.id, context.memory)) return;
  context.memory.made(step, begun.id, context.clock.now());
}

/** Whether the plan itself goes on with what was begun, or has it already. */
function isPlanned(context: Context, plan: Plan, begun: { readonly step: StepId; readonly id: string }): boolean {
  const outcome = plan.outcomes.get(begun.step);
  if (outcome?.kind === 'change') return sameName(outcome.change.id, begun.id);
  if (outcome?.kind !== 'found') return false;
  const trace = stepOf(context, begun.step)?.trace?.(outcome.value);
  return trace !== undefined && isOurs(trace, begun.id, context.memory);
}

/**
 * Settles what was begun before other answers were given, and is no part of the plan any more: what came of it counts as made
 * by us, so that it isn't lost track of. Gives its id if it is there.
 * @throws SetupError, with its step, when it can't be looked up: nothing else may be begun before that is known.
 */
export async function settleLeft(context: Context, plan: Plan): Promise<string | undefined> {
  const begun = context.memory.begun();
  if (begun === undefined || isPlanned(context, plan, begun)) return undefined;
  const trace = await seek(context, begun);
  if (trace === undefined || !isOurs(trace, begun.id, context.memory)) {
    context.memory.unmade();
    return undefined;
  }
  context.memory.made(begun.step, begun.id, context.clock.now());
  return begun.id;
}

async function seek(
  context: Context,
  begun: { readonly step: StepId; readonly id: string },
): Promise<Trace | undefined> {
  try {
    return await stepOf(context, begun.step)?.seek?.(context.azure, begun.id);
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
