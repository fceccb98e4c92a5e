import type { Instance, ResourceGroup, Subscription } from '../src/azure.ts';
import { placeName, sameName } from '../src/domain/names.ts';
import { isAtOrBelow } from '../src/domain/rights-verdict.ts';
import { wayOutOf } from '../src/domain/way-out.ts';
import { SetupError } from '../src/errors.ts';
import type { Lock } from '../src/place-rules.ts';

/** Why nothing can be created in an existing group. */
interface GroupObstacle {
  readonly code: string;
  /** Beside the group in a list. */
  readonly brief: string;
  /** After "it": "is being deleted". */
  readonly clause: string;
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
  if (group.provisioningState === 'Deleting') {
    return { code: 'ResourceGroupBeingDeleted', brief: 'being deleted', clause: 'is being deleted' };
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
    help: 'Choose another resource group, or a name for a new one.',
    again: 'answer',
    questions: ['resourceGroup'],
  });
}

/** A read-only lock on the subscription counts for everything in it. */
export function lockedSubscription(name: string, id: string, lock: Lock): SetupError {
  return new SetupError({
    ending: 'refused',
    code: 'read-only-lock',
    message: `The subscription "${name}" has the read-only lock "${lock.name}": nothing can be created in it.`,
    help: `Choose another subscription, or ask its owner to take the lock away for a while (az lock list --subscription ${id} shows it).`,
    again: 'answer',
    questions: ['subscription'],
  });
}

/**
 * Why nobody can be given a role on an instance that is there: read-only locks on it, or above it, stop that too (Azure
 * Resource Manager, "Lock your resources"). Of several the widest counts: whoever gets out of that one gets out of all.
 */
export function lockedInstance(
  instance: Instance,
  subscription: Subscription,
  locks: readonly Lock[] | undefined,
): SetupError | undefined {
  const [lock] = (locks ?? [])
    .filter(({ level, scope }) => level === 'ReadOnly' && isAtOrBelow(instance.id, scope))
    .sort((one, other) => one.scope.length - other.scope.length);
  if (lock === undefined) return undefined;
  const { question, says } = wayOutOf(lock.scope);
  const other = question === 'name' ? says : `a new instance in ${says}`;
  return new SetupError({
    ending: 'refused',
    code: 'read-only-lock',
    message: `Nobody can be given access to the instance "${instance.name}": ${placeName(lock.scope, subscription.name)} has the read-only lock "${lock.name}".`,
    help: `Ask its owner to take the lock away for a while (az lock list --subscription ${subscription.id} shows it), or use ${other}.`,
    again: 'answer',
    questions: [question],
  });
}
