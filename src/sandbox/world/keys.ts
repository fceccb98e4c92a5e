import type { RoleAssignment } from './access.ts';
import type { Instance } from './instances.ts';

/** Assignments under the key by which the world knows them. */
export function byName(assignments: readonly RoleAssignment[]): Record<string, RoleAssignment> {
  return Object.fromEntries(assignments.map((each) => [each.name.toLowerCase(), each]));
}

/** Key of an instance in the world. */
export function instanceKey(subscriptionId: string, resourceGroup: string, name: string): string {
  return `${subscriptionId}/${resourceGroup}/${name}`.toLowerCase();
}

/** Instances under the key by which the world knows them. */
export function byKey(instances: readonly Instance[]): Record<string, Instance> {
  return Object.fromEntries(
    instances.map((each) => [instanceKey(each.subscriptionId, each.resourceGroup, each.name), each]),
  );
}

/** Key of a group in the world. */
export function groupKey(subscriptionId: string, name: string): string {
  return `${subscriptionId}/${name}`.toLowerCase();
}
