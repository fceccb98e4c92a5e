import { instancesPerRegion } from '../../src/domain/limits.ts';
import { nameIn } from '../../src/domain/names.ts';
import { SetupError, usageError } from '../../src/errors.ts';
import type { Instance, Provider, Region } from '../../src/port/azure.ts';
import type { Restrictions } from '../../src/port/place-rules.ts';
import { nearestFirst } from './distance.ts';

/** Why a region can't be used. */
export interface RegionObstacle {
  /** Beside the region in a list. */
  readonly brief: string;
  /** After "which": "is full". */
  readonly clause: string;
  refusal(usable: readonly Region[]): SetupError;
}

/** Three to choose from are enough; the nearest is usually what one wants. */
function instead(region: Region, usable: readonly Region[]): string {
  const [nearest, ...others] = nearestFirst(region, usable).map(({ name }) => name);
  if (nearest === undefined) return '';
  const rest = others.slice(0, 2).join(' or ');
  return rest === '' ? `Use ${nearest}.` : `Use ${nearest}, which is the nearest, or ${rest}.`;
}

function notOffered(region: Region): RegionObstacle {
  return {
    brief: "doesn't offer Azure Digital Twins",
    clause: "doesn't offer the service",
    refusal: (usable) =>
      usageError(
        'region-without-service',
        `${region.displayName} doesn't offer Azure Digital Twins.`,
        instead(region, usable),
      ),
  };
}

function denied(region: Region, policy: string): RegionObstacle {
  return {
    brief: `not allowed by your company's policy "${policy}"`,
    clause: 'a policy of your company forbids',
    refusal: (usable) =>
      new SetupError({
        ending: 'refused',
        code: 'region-denied-by-policy',
        message: `Your company's policy "${policy}" doesn't allow ${region.displayName}.`,
        suggestion: `${instead(region, usable)} Or ask the administrator of your company's Azure policies.`.trim(),
        again: 'answer',
        cures: ['region'],
      }),
  };
}

function full(region: Region, used: number, subscriptionId: string): RegionObstacle {
  const brief = `full: ${used} of ${instancesPerRegion} instances used`;
  return {
    brief,
    clause: 'is full',
    refusal: (usable) =>
      new SetupError({
        ending: 'refused',
        code: 'region-full',
        message: `${region.displayName} is ${brief} in this subscription.`,
        suggestion:
          `${instead(region, usable)} Or delete an instance that nobody needs (az dt list --subscription ${subscriptionId} --output table), or ask Microsoft for more: https://aka.ms/azuresupport`.trim(),
        again: 'answer',
        cures: ['region'],
      }),
  };
}

/** More instances than the limit allows prove that it was raised for this subscription: then it isn't known. */
function isFull(used: number): boolean {
  return used === instancesPerRegion;
}

/**
 * The regions that can't be used, by their canonical names, each with the first reason found. `instances` and
 * `restrictions` are undefined when Azure doesn't tell this account.
 */
export function regionObstacles(
  provider: Provider,
  instances: readonly Instance[] | undefined,
  restrictions: Restrictions | undefined,
): ReadonlyMap<string, RegionObstacle> {
  const offered = new Set(provider.regions.map((region) => region.name));
  const obstacles = new Map<string, RegionObstacle>();
  for (const region of [...provider.regions, ...provider.allRegions]) {
    const { name } = region;
    const policy = restrictions?.regions.get(name);
    const used = instances?.filter((each) => each.location === name).length ?? 0;
    if (!offered.has(name)) obstacles.set(name, notOffered(region));
    else if (policy !== undefined) obstacles.set(name, denied(region, policy));
    else if (isFull(used)) obstacles.set(name, full(region, used, nameIn(provider.id, 'subscriptions') ?? ''));
  }
  return obstacles;
}
