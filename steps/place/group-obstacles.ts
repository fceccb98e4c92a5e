import { sameName, scopeName } from '../../src/domain/names.ts';
import { SetupError } from '../../src/errors.ts';
import type { Instance, ResourceGroup, Subscription } from '../../src/port/azure.ts';
import type { Lock } from '../../src/port/place-rules.ts';
import { isAtOrBelow } from '../../src/rights/verdict.ts';

/** Why nothing can be created in an existing group. */
interface GroupObstacle {
  readonly code: string;
  /** Beside the group in a list. */
  readonly brief: string;
  /** After "it": "is being deleted". */
  readonly clause: string;
}

/** It is going, and can be made anew once it is gone. */
export function isGoing(group: ResourceGroup): boolean {
  return group.provisioningState === 'Deleting';
}

/** Only read-only locks stop a set-up: the other kind stops deletions (Azure Resource Manager, "Lock your resources"). */
export function readOnlyLock(locks: readonly Lock[] | undefined, scope: string): Lock | undefined {
  return locks?.find((lock) => lock.level === 'ReadOnly' && sameName(lock.scope, scope));
}

/** `locks` are those of the subscription, as far as they can be read. */
export function groupObstacle(group: ResourceGroup, locks: readonly Lock[] | undefined): GroupObstacle | undefined {
  if (group.managedBy !== undefined) {
    const clause = 'is managed by another application';
    return { code: 'managed-resource-group', brief: 'managed by another application', clause };
  }
  const lock = readOnlyLock(locks, group.id);
  if (lock === undefined) return undefined;
  return {
    code: 'read-only-lock',
    brief: "read-only lock: can't be used",
    clause: `has the read-only lock "${lock.name}"`,
  };
}

export function groupRefusal(group: ResourceGroup, obstacle: GroupObstacle): SetupError {
  return new SetupError({
    ending: 'refused',
    code: obstacle.code,
    message: `Nothing can be created in the resource group "${group.name}": it ${obstacle.clause}.`,
    suggestion: 'Choose another resource group, or a name for a new one.',
    again: 'answer',
    cures: ['group'],
  });
}

/** A read-only lock on the subscription counts for everything in it. */
export function lockedSubscription(name: string, id: string, lock: Lock): SetupError {
  return new SetupError({
    ending: 'refused',
    code: 'read-only-lock',
    message: `The subscription "${name}" has the read-only lock "${lock.name}": nothing can be created in it.`,
    suggestion: `Choose another subscription, or ask its owner to take the lock away for a while (az lock list --subscription ${id} shows it).`,
    again: 'answer',
    cures: ['subscription'],
  });
}

/**
 * What may stop a role from being given on an instance that is there: read-only locks on it or above it (Azure Resource
 * Manager, "Lock your resources", says so of some services). Only trying shows.
 */
export function locksOver(
  instance: Instance,
  subscription: Subscription,
  locks: readonly Lock[] | undefined,
): readonly string[] {
  return (locks ?? [])
    .filter(({ level, scope }) => level === 'ReadOnly' && isAtOrBelow(instance.id, scope))
    .map(({ name, scope }) => `unless the read-only lock "${name}" on ${scopeName(scope, subscription.name)} stops it`);
}
