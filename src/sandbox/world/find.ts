import { crowdGroup, crowdSubscription } from './crowd.ts';
import { groupKey } from './keys.ts';
import type { ResourceGroup, Subscription } from './subscriptions.ts';
import type { World } from './world.ts';

/** A subscription by its id, in any casing; also a generated one. */
export function findSubscription(world: World, id: string): Subscription | undefined {
  return world.subscriptions.find((each) => each.id === id.toLowerCase()) ?? crowdSubscription(world, id.toLowerCase());
}

/** A resource group by its name, in any casing; also a generated one. */
export function findGroup(world: World, subscriptionId: string, name: string): ResourceGroup | undefined {
  return world.groups[groupKey(subscriptionId, name)] ?? crowdGroup(world, subscriptionId, name);
}
