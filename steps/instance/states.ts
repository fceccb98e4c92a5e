import { nameIn, sameName } from '../../src/domain/names.ts';
import { SetupError } from '../../src/errors.ts';
import type { Instance } from '../../src/port/azure.ts';
import type { World } from '../../src/step/world.ts';
import { commandLine } from '../../src/text/shell.ts';
import type { HasGroup } from '../facts.ts';

/** Whether an instance is being deleted: its name is free when it is gone. */
export function isLeaving(instance: Instance): boolean {
  return instance.provisioningState === 'Deleting';
}

/** Whether it goes, by itself or with its group: one of a group that is to be made anew was in the one that goes. */
export function isGoingIn(world: World<HasGroup>): (instance: Instance) => boolean {
  const { name } = world.facts['resource-group'];
  const isGroupGoing = world.absent.has('resource-group');
  return (each) => isLeaving(each) || (isGroupGoing && sameName(each.resourceGroup, name));
}

/** Whether Azure gave up creating or changing it: it can't be counted on, and holds its name until somebody deletes it. */
export function isSpoilt(instance: Instance): boolean {
  return instance.provisioningState === 'Failed' || instance.provisioningState === 'Canceled';
}

/** Whether it can be used: what is changed of one that is there, tags or its network, goes on beside. */
export function isUsable(instance: Instance): instance is Instance & { readonly hostName: string } {
  const { provisioningState, hostName } = instance;
  return hostName !== undefined && (provisioningState === 'Succeeded' || provisioningState === 'Updating');
}

/** One that has an address was there once: what failed may be a change of it, and it may hold what somebody needs. */
function hasBeenThere({ hostName }: Instance): boolean {
  return hostName !== undefined;
}

/** Beside a spoilt instance in a list. */
export function spoiltHint(instance: Instance): string {
  return hasBeenThere(instance)
    ? `Azure says ${instance.provisioningState}: its creation failed, or a change of it`
    : 'its creation failed: delete it to use the name again';
}

/** Says that an instance is spoilt, with Azure's own reason where it is known, and the command that takes it away. */
export function creationFailed(instance: Instance, reason: string | undefined): SetupError {
  const { id, name, resourceGroup, provisioningState } = instance;
  const subscription = nameIn(id, 'subscriptions') ?? '';
  const where = ['--resource-group', resourceGroup, '--subscription', subscription];
  const remove = commandLine(['az', 'dt', 'delete', '--dt-name', name, ...where]);
  return new SetupError({
    ending: 'refused',
    code: `provisioning-${provisioningState.toLowerCase()}`,
    message: `Azure could not finish creating${hasBeenThere(instance) ? ' or changing' : ''} "${name}" (${provisioningState}).${reason === undefined ? '' : ` Azure said: "${reason}"`}`,
    suggestion: hasBeenThere(instance)
      ? `Choose another name, or see its activity log in the portal: once a change of it has succeeded, run this again. Only if nothing that it holds is needed, delete it first: ${remove}`
      : `Choose another name, or delete what is left of it and run this again: ${remove}`,
    again: 'answer',
    cures: ['name', 'region'],
  });
}
