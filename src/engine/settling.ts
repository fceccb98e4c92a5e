import { sameName } from '../domain/names.ts';
import { SetupError } from '../errors.ts';
import type { AnyStep, Facts, StepId, Trace } from '../step.ts';
import type { Desk, Memory } from './desk.ts';
import { StepError } from './flow.ts';
import type { Plan } from './plan.ts';

/**
 * Whether what is there can be what we began to make: of that id, and with our mark where such things carry one. (The name of
 * a role assignment follows from its scope, principal and role, and it was absent when we began.)
 */
function isOurs(trace: Trace, id: string, memory: Memory): boolean {
  return sameName(trace.id, id) && (trace.tags === undefined || trace.tags['adt-setup'] === memory.id);
}

function stepOf(desk: Desk, id: StepId): AnyStep | undefined {
  return desk.steps.find((step) => step.id === id);
}

/**
 * Settles what was under way when an earlier run ended without knowing how it went on: now it was seen to be there. It counts
 * as made by us, so that it can be undone, if it is ours.
 */
export function settleBegun(desk: Desk, step: StepId, value: Facts[StepId]): void {
  const begun = desk.memory.begun();
  if (begun?.step !== step) return;
  const trace = stepOf(desk, step)?.trace?.(value);
  if (trace === undefined || !isOurs(trace, begun.id, desk.memory)) return;
  desk.memory.made(step, begun.id, desk.clock.now());
}

/** Whether the plan itself goes on with what was begun, or has it already. */
function isPlanned(desk: Desk, plan: Plan, begun: { readonly step: StepId; readonly id: string }): boolean {
  const outcome = plan.outcomes.get(begun.step);
  if (outcome?.kind === 'change') return sameName(outcome.change.id, begun.id);
  if (outcome?.kind !== 'found') return false;
  const trace = stepOf(desk, begun.step)?.trace?.(outcome.value);
  return trace !== undefined && isOurs(trace, begun.id, desk.memory);
}

/**
 * Settles what was begun before other answers were given, and is no part of the plan any more: what came of it counts as made
 * by us, so that it isn't lost track of. Gives its id if it is there.
 * @throws StepError when it can't be looked up: nothing else may be begun before that is known.
 */
export async function settleLeft(desk: Desk, plan: Plan): Promise<string | undefined> {
  const begun = desk.memory.begun();
  if (begun === undefined || isPlanned(desk, plan, begun)) return undefined;
  const trace = await seek(desk, begun);
  if (trace === undefined || !isOurs(trace, begun.id, desk.memory)) {
    desk.memory.unmade();
    return undefined;
  }
  desk.memory.made(begun.step, begun.id, desk.clock.now());
  return begun.id;
}

async function seek(desk: Desk, begun: { readonly step: StepId; readonly id: string }): Promise<Trace | undefined> {
  try {
    return await stepOf(desk, begun.step)?.seek?.(desk.azure, begun.id);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    if (error.trouble.ending === 'forNow') throw new StepError(begun.step, error);
    throw new StepError(begun.step, unknownLeft(begun.id, error));
  }
}

function unknownLeft(id: string, cause: SetupError): SetupError {
  return new SetupError(
    {
      ending: 'refused',
      code: 'left-unknown',
      message: `This set-up began to make ${id} before the answers were changed, and it can't be seen now what came of it.`,
      help: 'Answer as before, so that it is finished; or begin another set-up beside this one: --fresh.',
    },
    cause,
  );
}
