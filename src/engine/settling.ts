import { sameName } from '../domain/names.ts';
import type { Facts, StepId } from '../step.ts';
import type { Desk, Memory } from './desk.ts';

type Fact<Id extends StepId = StepId> = { readonly step: Id; readonly value: Facts[Id] };

function hasOurMark(value: { readonly tags: Readonly<Record<string, string>> }, memory: Memory): boolean {
  return value.tags['adt-setup'] === memory.id;
}

/** Whether what is there can be what we began to make: of that name, and with our mark where such things carry one. */
function isOurs(fact: Fact, id: string, memory: Memory): boolean {
  const { step } = fact;
  if (step === 'resource-group' || step === 'instance') {
    const value = fact.value as Facts['resource-group' | 'instance'];
    return sameName(value.id, id) && hasOurMark(value, memory);
  }
  // The name of an assignment follows from its scope, principal and role, and it was absent when we began.
  if (step === 'role') return sameName((fact.value as Facts['role']).assignment.id, id);
  return step === 'provider';
}

/**
 * Settles what was under way when an earlier run ended without knowing how it went on: now it was seen to be there. It counts
 * as made by us, so that it can be undone, if it is ours.
 */
export function settleBegun(desk: Desk, step: StepId, value: Facts[StepId]): void {
  const begun = desk.memory.begun();
  if (begun?.step !== step || !isOurs({ step, value }, begun.id, desk.memory)) return;
  desk.memory.made(step, begun.id, desk.clock.now());
}
