import { SetupError } from '../../src/errors.ts';
import type { Instance } from '../../src/port/azure.ts';
import type { Look } from '../../src/step/step.ts';
import type { World } from '../../src/step/world.ts';
import type { HasSubscription } from '../facts.ts';
import { creationFailed, isLeaving, isSpoilt, isUsable } from './states.ts';

/** Looks at an instance that is being made, or moved: one that can be used is there. @throws SetupError where nothing comes of it any more. */
export function lookAt(world: World<HasSubscription>, group: string, name: string): () => Promise<Look<Instance>> {
  return async () => {
    const instance = await world.azure.instance(world.facts.subscription.id, group, name);
    if (instance === undefined) return { is: 'absent' };
    if (isUsable(instance)) return { is: 'there', value: instance, born: instance.createdTime };
    if (isSpoilt(instance)) throw creationFailed(instance, await world.azure.creationFailure(instance.id));
    if (isLeaving(instance)) throw beingDeleted(instance);
    return { is: 'under-way', state: instance.provisioningState };
  };
}

function beingDeleted(instance: Instance): SetupError {
  return new SetupError({
    ending: 'refused',
    code: 'instance-being-deleted',
    message: `"${instance.name}" is being deleted.`,
    suggestion: 'Run this again when it is gone, in a minute or two, or choose another name.',
    again: 'answer',
    cures: ['name'],
  });
}

/**
 * What says that an instance of that id is still being deleted; undefined once it is gone.
 * @throws SetupError when it is there to stay after all: it isn't ours to change.
 */
export function heldBy(world: World<HasSubscription>, seen: Instance): () => Promise<string | undefined> {
  return async () => {
    const old = await world.azure.instance(world.facts.subscription.id, seen.resourceGroup, seen.name);
    if (old === undefined) return undefined;
    if (isLeaving(old) || (!isLeaving(seen) && old.createdTime === seen.createdTime))
      return `waiting until the old ${old.name} is deleted`;
    throw new SetupError({
      ending: 'refused',
      code: 'instance-is-back',
      message: `"${old.name}" was being deleted, and is there again: it was created anew meanwhile.`,
      suggestion: 'Run this again to use it as it is, or choose another name.',
      again: 'answer',
      cures: ['name'],
    });
  };
}

/** How long it takes, and what is said meanwhile. */
export const waits = {
  takesAWhile: true,
  usually: 60,
  longest: 900,
  atLongest: 'waiting',
  doing: 'Azure is creating it',
  done: 'created',
} as const;
