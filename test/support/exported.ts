import type { Declared, Exported } from '../../src/export/exported.ts';
import { newAssignment, newGroup, newInstance, newRegistration } from './resources.ts';

const subscriptionId = 'b3a1c9d4-6e2f-4f58-8b07-1c5d9e4a7f36';
const tenantId = '72b0c3f5-1d4e-4a86-9c27-5f3e81d0ab64';
const person = '3c7f1b92-85d0-4ea6-b24f-60d91e8a53c7';
const owner = 'bcd981a7-7f74-457b-83e1-cceb9e632ffe';

const group = newGroup(subscriptionId, 'rg-plant', 'westeurope', { 'adt-setup': 'x', team: 'a' });
const instance = newInstance({
  subscriptionId,
  resourceGroup: 'rg-plant',
  name: 'Plant-1',
  tags: { 'adt-setup': 'x', team: 'a' },
});
const assignment = newAssignment({ scope: instance.id, roleId: owner, principalId: person, principalType: 'User' });

const parts = { registration: newRegistration(subscriptionId), group, instance, assignment } as const;

const declared = (...resources: readonly Declared['resource'][]): readonly Declared[] =>
  resources.map((resource) => ({ resource, exists: true }));

/** A set-up that made all of it. */
export const everything: Exported = {
  cloud: 'AzureCloud',
  tenantId,
  twinsScope: 'https://digitaltwins.azure.net/.default',
  instanceId: instance.id,
  location: 'westeurope',
  hostName: 'Plant-1.api.weu.digitaltwins.azure.net',
  declared: declared(parts.registration, group, instance, assignment),
  found: [],
  access: {
    principal: 'Ana Lima',
    principalId: person,
    principalType: 'User',
    role: 'Azure Digital Twins Data Owner',
    roleId: owner,
  },
  planId: '7f3a19c2e4b05d61',
  version: '0.1.0',
  about: ['Looked at in Azure: all of it.'],
};

/** Set-ups by what they found and what they made. */
export const setUps: Readonly<Record<string, Exported>> = {
  'all of it was made': everything,
  'the group was there': {
    ...everything,
    declared: declared(instance, assignment),
    found: [{ kind: 'group', id: group.id }],
  },
  'group and instance were there': {
    ...everything,
    declared: declared(assignment),
    found: [
      { kind: 'group', id: group.id },
      { kind: 'instance', id: instance.id },
    ],
  },
  'all of it was there': {
    ...everything,
    declared: [],
    found: [
      { kind: 'group', id: group.id },
      { kind: 'instance', id: instance.id },
      { kind: 'assignment', id: assignment.id },
    ],
  },
  'nothing is there yet': {
    ...everything,
    hostName: undefined,
    declared: everything.declared.map(({ resource }) => ({ resource, exists: false })),
  },
  'a closed network, an identity, a group of people': {
    ...everything,
    declared: declared(
      group,
      { ...instance, identity: 'system', publicNetworkAccess: 'disabled' },
      newAssignment({ scope: instance.id, roleId: owner, principalId: person, principalType: 'Group' }),
    ),
  },
  'another cloud': { ...everything, cloud: 'AzureUSGovernment', location: 'usgovvirginia' },
  'a lock, too': {
    ...everything,
    declared: [
      ...everything.declared,
      ...declared({
        kind: 'other',
        id: `${instance.id}/providers/Microsoft.Authorization/locks/keep`,
        apiVersion: '2020-05-01',
        content: { properties: { level: 'CanNotDelete' } },
        does: 'lock the instance',
        says: 'will be locked',
        portal: 'choose Locks',
        word: 'lock',
      }),
    ],
  },
};

/** A set-up whose group and instance have these tags. */
export function tagged(tags: Readonly<Record<string, string>>): Exported {
  return { ...everything, declared: declared({ ...group, tags }, { ...instance, tags }, assignment) };
}
