import { type AssignmentResource, assignmentOf } from '../../src/domain/assignment.ts';
import { type GroupResource, resourceGroupId } from '../../src/domain/group.ts';
import { type InstanceResource, instanceId, usualProperties } from '../../src/domain/instance.ts';
import { nameIn, parentScope } from '../../src/domain/names.ts';
import type { PrincipalType } from '../../src/domain/principal-type.ts';
import { providerId, type RegistrationResource } from '../../src/domain/registration.ts';
import { kindIn, type Resource } from '../../src/domain/resource.ts';

/** The service of a subscription, to be switched on. */
export function newRegistration(subscriptionId: string): RegistrationResource {
  return { kind: 'registration', id: providerId(subscriptionId) };
}

/** A resource group to be made. */
export function newGroup(
  subscriptionId: string,
  name: string,
  location = 'westeurope',
  tags: GroupResource['tags'] = {},
): GroupResource {
  return { kind: 'group', id: resourceGroupId(subscriptionId, name), name, location, tags };
}

/** An instance to be made. */
export function newInstance(
  wanted: {
    readonly subscriptionId: string;
    readonly resourceGroup: string;
    readonly name: string;
  } & Partial<Pick<InstanceResource, 'location' | 'tags' | 'identity' | 'publicNetworkAccess'>>,
): InstanceResource {
  const { subscriptionId, resourceGroup, name, ...more } = wanted;
  const id = instanceId(subscriptionId, resourceGroup, name);
  return {
    kind: 'instance',
    id,
    group: resourceGroup,
    name,
    location: 'westeurope',
    tags: {},
    ...usualProperties,
    ...more,
  };
}

/** A role to be given. */
export function newAssignment(wanted: {
  readonly scope: string;
  readonly roleId: string;
  readonly principalId: string;
  readonly principalType?: PrincipalType | undefined;
  readonly name?: string;
}): AssignmentResource {
  const { name, ...rest } = wanted;
  const made = assignmentOf(rest);
  if (name === undefined) return made;
  return { ...made, name, id: made.id.replace(made.name, name) };
}

/** Something of that id, as it may have been sent. */
export function resourceAt(id: string): Resource {
  const subscriptionId = nameIn(id, 'subscriptions') ?? '';
  const group = nameIn(id, 'resourceGroups') ?? '';
  const name = id.split('/').at(-1) ?? '';
  switch (kindIn(id)) {
    case 'registration':
      return { ...newRegistration(subscriptionId), id };
    case 'group':
      return { ...newGroup(subscriptionId, group), id };
    case 'instance':
      return newInstance({ subscriptionId, resourceGroup: group, name });
    case 'assignment':
      return { ...newAssignment({ scope: parentScope(id), roleId: 'r', principalId: 'p', name }), id };
    case 'other':
      return { kind: 'other', id, apiVersion: '1', content: {}, does: 'x', says: 'x', portal: 'x', word: 'x' };
  }
}
