import { drawGuid } from '../../world/identifiers.ts';
import type { Instance, Operation } from '../../world/instances.ts';
import { instanceKey } from '../../world/keys.ts';
import { changed, type World } from '../../world/world.ts';
import type { Call } from '../call.ts';
import { refusal } from '../refusal.ts';

/** An operation on an instance begins. */
export function begin(
  call: Call,
  world: World,
  instance: Instance,
  kind: Operation['kind'],
): [operation: Operation, world: World] {
  const [id, spent] = drawGuid(world);
  const operation: Operation = {
    id,
    kind,
    subscriptionId: instance.subscriptionId,
    resourceGroup: instance.resourceGroup,
    resourceName: instance.name,
    location: instance.location,
    startedAt: call.context.now,
    endsAt: instance.until ?? call.context.now,
    ...(instance.fails === undefined ? {} : { fails: instance.fails }),
    actor: call.caller.objectId,
  };
  return [operation, changed(spent, { operations: { ...spent.operations, [id]: operation } })];
}

/** The world with an instance as it is now. */
export function store(world: World, instance: Instance): World {
  return changed(world, {
    instances: {
      ...world.instances,
      [instanceKey(instance.subscriptionId, instance.resourceGroup, instance.name)]: instance,
    },
  });
}

/** Belief: a write while another operation runs is refused with 409; the setting `putWhileBusy` turns it round. */
export function refuseBusy(call: Call, instance: Instance | undefined): void {
  if (instance?.until === undefined || call.context.settings.putWhileBusy === 'accepted') return;
  throw refusal(
    409,
    'Conflict',
    `Another operation is in progress on the resource '${instance.name}', which is in state '${instance.state}'. Wait for it to complete and try again.`,
    { by: 'provider' },
  );
}
