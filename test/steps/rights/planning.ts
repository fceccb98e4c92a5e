import type { Line } from '../../../src/engine/context.ts';
import { makePlan } from '../../../src/engine/make-plan.ts';
import type { Plan } from '../../../src/engine/plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import type { DenyAssignment } from '../../../src/port/access-control.ts';
import type { Azure, Principal, RoleAssignment } from '../../../src/port/azure.ts';
import { everyone } from '../../../src/rights/verdict.ts';
import type { StepId } from '../../../steps/index.ts';
import { dev, group, reader } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../../support/fake-world.ts';

export const all = { resourceGroup: 'rg-factory', name: 'factory-twins', location: 'westeurope' };
export const subscription = `/subscriptions/${dev.id}`;
export const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
export const rbacAdministrator = 'f58310d9-a9f6-439a-9e8d-f62e7b41a168';
export const assigns = { ...reader, actions: ['*/read', 'Microsoft.Authorization/roleAssignments/write'] };
export const granting = { id: rbacAdministrator, name: 'Role Based Access Control Administrator', entries: [assigns] };

/** Plans without anybody to ask. */
export async function planned(
  world: Partial<FakeWorld>,
  answers: Readonly<Record<string, string>> = {},
  change: Partial<Azure> = {},
): Promise<Plan> {
  const azure = fakeAzure(fakeWorld(world), change);
  return makePlan(fakeContext(azure, { answers: { ...all, ...answers } }), newSession());
}

/** The line of a step. */
export const line = (plan: Plan, id: StepId): Line | undefined => plan.lines.find((each) => each.id === id);

/** A role that somebody has, on the subscription unless it says otherwise. */
export function held(principalId: string, roleId: string, more: Partial<RoleAssignment> = {}): RoleAssignment {
  return { id: '/x', name: 'x', scope: subscription, principalId, roleId, conditional: false, ...more };
}

export const managed: DenyAssignment = {
  name: 'Managed by contoso-insights',
  scope: group('rg-factory').id,
  entries: [{ actions: ['*'], notActions: ['*/read'] }],
  principals: [everyone],
  excluded: [],
  onlyItsScope: false,
  conditional: false,
};

/** Somebody of the directory, by number. */
export function prompter(n: number, name: string, type: Principal['type'] = 'User'): Principal {
  return { id: `cccccccc-0000-4000-8000-00000000000${n}`, type, name };
}

export const [bea, admins, robot] = [
  prompter(1, 'Bea Cruz'),
  prompter(2, 'Platform Admins', 'Group'),
  prompter(3, 'contoso-automation', 'ServicePrincipal'),
];
