import type { Context, Line } from '../../src/engine/context.ts';
import { makePlan } from '../../src/engine/make-plan.ts';
import { factsOf, type Plan } from '../../src/engine/plan.ts';
import { newSession } from '../../src/engine/session.ts';
import { worldFor } from '../../src/engine/world.ts';
import { SetupError } from '../../src/errors.ts';
import type { Principal, RoleAssignment } from '../../src/port/azure.ts';
import type { Change } from '../../src/step/step.ts';
import type { Facts, StepId } from '../../steps/index.ts';
import { instance } from './contoso.ts';
import { fakeAzure } from './fake-azure.ts';
import { fakeContext } from './fake-context.ts';
import { type FakeWorld, fakeWorld } from './fake-world.ts';

export const bea: Principal = {
  id: 'cccccccc-0000-4000-8000-000000000001',
  type: 'User',
  name: 'Bea Cruz',
  userPrincipalName: 'bea@contoso.com',
};
export const gus: Principal = {
  id: 'cccccccc-0000-4000-8000-000000000002',
  type: 'User',
  name: 'Gus Keller',
  userPrincipalName: 'gus_fabrikam.com#EXT#@contoso.onmicrosoft.com',
  mail: 'gus@fabrikam.com',
  guest: true,
};
export const twin: Principal = { ...bea, id: 'cccccccc-0000-4000-8000-000000000003', name: 'Bea Cruz (Sales)' };

/** Answers enough for a plan. */
export const all = { resourceGroup: 'rg-factory', name: 'factory-twins', location: 'westeurope' };

/** The plan of an unattended run. */
export async function planned(
  world: Partial<FakeWorld>,
  answers: Readonly<Record<string, string>> = {},
): Promise<Plan> {
  return makePlan(fakeContext(fakeAzure(fakeWorld(world)), { answers: { ...all, ...answers } }), newSession());
}

/** What such a run is refused with. */
export async function refused(
  world: Partial<FakeWorld>,
  answers: Readonly<Record<string, string>> = {},
): Promise<SetupError> {
  const error = await planned(world, answers).catch((each: unknown) => each);
  if (!(error instanceof SetupError)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

/** What the steps of a plan found, or expect. */
export function factsIn(plan: Pick<Plan, 'outcomes'>): Partial<Facts> {
  return factsOf(plan.outcomes);
}

/** What carries out a step of a plan, as it is looked at when its turn has come. */
export async function changeOf(context: Context, plan: Plan, id: StepId): Promise<Change<unknown>> {
  const at = context.steps.findIndex((step) => step.id === id);
  const earlier = context.steps.slice(0, at).flatMap((step) => {
    const outcome = plan.outcomes.get(step.id);
    return outcome === undefined ? [] : [[step.id, outcome] as const];
  });
  const step = context.steps[at];
  const outcome = await step?.plan(worldFor(context, newSession(), step, new Map(earlier)));
  if (outcome?.kind !== 'change') throw new Error(`${id} makes nothing`);
  return outcome.change;
}

export const line = (plan: Plan, id: StepId): Line | undefined => plan.lines.find((each) => each.id === id);

/** The role Data Owner of an instance, held by somebody. */
export function assigned(principal: Principal, more: Partial<RoleAssignment> = {}): RoleAssignment {
  return {
    id: '/x',
    name: 'x',
    scope: instance('factory-twins').id,
    principalId: principal.id,
    roleId: 'bcd981a7-7f74-457b-83e1-cceb9e632ffe',
    conditional: false,
    ...more,
  };
}
