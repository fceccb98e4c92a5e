import type { Instance } from '../../src/port/azure.ts';
import type { RequiredTag } from '../../src/port/place-rules.ts';
import { unlessClosed } from '../../src/rights/unless-closed.ts';
import type { World } from '../../src/step/world.ts';
import type { HasProvider, HasSubscription } from '../facts.ts';
import { type RegionObstacle, regionObstacles } from './region-obstacles.ts';

/** What a region, group or subscription allows: looked up before anything is asked about it. */
interface Allowed {
  /** All instances of the subscription; `undefined` for somebody with rights on a group only, who may not list them. */
  readonly instances: readonly Instance[] | undefined;
  readonly obstacles: ReadonlyMap<string, RegionObstacle>;
  readonly requiredTags: readonly RequiredTag[];
  /** False when Azure would not tell which policies apply. */
  readonly policiesKnown: boolean;
}

/** In brackets, when they are not known. */
export const policiesUnknown = "your company's policies could not be checked";

/** All instances of the subscription; `undefined` for somebody with rights on a group only, who may not list them. */
export async function listInstances(world: World<HasSubscription>): Promise<readonly Instance[] | undefined> {
  return await unlessClosed(world.azure.instances(world.facts.subscription.id));
}

/** Looks at an existing group, or, without one, at the subscription for a new group. */
export async function rulesAt(
  world: World<HasSubscription & HasProvider>,
  group: string | undefined,
): Promise<Allowed> {
  const { subscription, provider } = world.facts;
  const regions = provider.regions.map((region) => region.name);
  const [instances, restrictions] = await Promise.all([
    listInstances(world),
    world.azure.restrictions(subscription.id, group, regions),
  ]);
  return {
    instances,
    obstacles: regionObstacles(provider, instances, restrictions),
    requiredTags: restrictions?.tags ?? [],
    policiesKnown: restrictions !== undefined,
  };
}
