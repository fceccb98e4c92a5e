import type { RoleAssignment } from '../../src/port/azure.ts';
import { newRecord } from '../../src/state/memory.ts';
import type { Made, SetupRecord } from '../../src/state/set-up-record.ts';
import { ana, dev, group, instance } from './contoso.ts';
import { type FakeWorld, fakeWorld } from './fake-world.ts';
import { newAssignment, newGroup, newInstance, newRegistration } from './resources.ts';

/** When the set-up made everything, and when somebody else made something anew. */
export const then = '2026-01-02T03:04:05.000Z';
export const later = '2026-01-05T08:00:00.000Z';

const tags = { 'adt-setup': 'x' };
const wanted = { subscriptionId: dev.id, resourceGroup: 'rg-factory', name: 'factory-twins', tags };
const owner = 'bcd981a7-7f74-457b-83e1-cceb9e632ffe';

/** What the set-up of factory-twins has sent. */
export const sent = {
  registration: newRegistration(dev.id),
  group: newGroup(dev.id, 'rg-factory', 'westeurope', tags),
  instance: newInstance(wanted),
  assignment: newAssignment({ scope: newInstance(wanted).id, roleId: owner, principalId: ana.objectId }),
};

/** The same as Azure has it. */
export const rg = group('rg-factory', 'westeurope', { tags });
export const twins = instance('factory-twins', 'rg-factory', { tags, createdTime: then });
export const role: RoleAssignment = assignment(twins.id, sent.assignment.name, {
  id: sent.assignment.id,
  principalId: ana.objectId,
});

/** A data role that somebody has at a scope. */
export function assignment(scope: string, name: string, more: Partial<RoleAssignment> = {}): RoleAssignment {
  const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
  return { id, name, scope, principalId: 'somebody', roleId: owner, conditional: false, createdOn: then, ...more };
}

const steps = {
  registration: 'provider',
  group: 'resource-group',
  instance: 'instance',
  assignment: 'role',
} as const;

/** What is saved of one thing that was made. */
export function madeOf(kind: keyof typeof sent, change: Partial<Made> = {}): Made {
  return { step: steps[kind], kind, id: sent[kind].id, sent: sent[kind], at: then, born: then, ...change };
}

/** Everything that the set-up has made is there. */
export function readyWorld(change: Partial<FakeWorld> = {}): FakeWorld {
  return fakeWorld({
    groups: [rg],
    instances: [twins],
    assignments: [role],
    births: new Map([[rg.id.toLowerCase(), then]]),
    ...change,
  });
}

/** What is saved of it. */
export function readyRecord(change: Partial<SetupRecord> = {}): SetupRecord {
  return {
    ...newRecord('AzureCloud', new Date(then), 'seed'),
    tenant: ana.tenantId,
    made: [madeOf('registration'), madeOf('group'), madeOf('instance'), madeOf('assignment')],
    facts: { resourceId: twins.id, hostName: twins.hostName ?? '', assignmentId: role.id },
    outcome: 'ready',
    ...change,
  };
}
