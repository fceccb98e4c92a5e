import { sameName } from '../domain/names.ts';
import type { Resource } from '../domain/resource.ts';
import { askedOnce } from '../port/asked-once.ts';
import type { Azure, Instance } from '../port/azure.ts';
import { unlessClosed } from '../rights/unless-closed.ts';

/** What all rows of a list read alike. Nothing of it changes while a list is planned, since that changes nothing. */
const shared = [
  'subscriptions',
  'provider',
  'resourceGroups',
  'instances',
  'groupContents',
  'locks',
  'restrictions',
  'policyDenials',
  'deletionRules',
  'permissions',
  'denyAssignments',
  'me',
  'myGroups',
  'principals',
  'principalsById',
  'roleDefinitions',
  'customRoles',
  'eligibleRoles',
  'roleAssignments',
  'roleAssignmentsOf',
] as const satisfies readonly (keyof Azure)[];

/** Azure as the rows of a list see it while they are planned, one after the other. */
export interface PlanningPort {
  /** For the row of this name. */
  of(name: string): Azure;
  /** A row makes this: later rows find less room for theirs. */
  planned(subscriptionId: string, resources: readonly Resource[]): void;
  /** How many instances rows before make in a region. */
  inRegion(subscriptionId: string, location: string): number;
}

/** What is planned, as the list of instances would show it. */
function asInstance(resource: Extract<Resource, { kind: 'instance' }>): Instance {
  return { ...resource, resourceGroup: resource.group, provisioningState: 'Succeeded' };
}

/**
 * The port for planning a list: what rows have in common is read once, and the instances that rows before make count as if they were
 * there. Those of the row's own name don't: that it is there twice is said of the list.
 */
export function planningPort(azure: Azure): PlanningPort {
  const { reads } = askedOnce(azure, shared, { isFresh: () => true });
  const made = new Map<string, Instance[]>();
  const madeIn = (subscriptionId: string): readonly Instance[] => made.get(subscriptionId.toLowerCase()) ?? [];
  return {
    of: (name) => ({
      ...azure,
      ...reads,
      // Rows name their groups and instances: one list tells of all of them.
      resourceGroup: async (subscriptionId, group) =>
        (await reads.resourceGroups(subscriptionId)).find((each) => sameName(each.name, group)),
      instance: async (subscriptionId, group, instance) => {
        const there = await unlessClosed(reads.instances(subscriptionId));
        if (there === undefined) return await azure.instance(subscriptionId, group, instance);
        return there.find((each) => sameName(each.name, instance) && sameName(each.resourceGroup, group));
      },
      instances: async (subscriptionId) => {
        const there = await reads.instances(subscriptionId);
        const others = madeIn(subscriptionId).filter((each) => !sameName(each.name, name));
        return [...there, ...others];
      },
    }),
    planned(subscriptionId, resources) {
      const more = resources.flatMap((each) => (each.kind === 'instance' ? [asInstance(each)] : []));
      made.set(subscriptionId.toLowerCase(), [...madeIn(subscriptionId), ...more]);
    },
    inRegion: (subscriptionId, location) => madeIn(subscriptionId).filter((each) => each.location === location).length,
  };
}
