import { regionName } from '../../src/domain/names.ts';
import { placeOfZone } from '../../src/domain/time-zones.ts';
import type { Provider, Region, ResourceGroup } from '../../src/port/azure.ts';
import type { Machine } from '../../src/port/machine.ts';
import { nearest } from './distance.ts';
import { isAzuresOwn } from './own-groups.ts';
import type { RegionObstacle } from './region-obstacles.ts';

/** A region to begin with, and why it is that one. */
export interface Recommended {
  readonly region: Region;
  readonly why: string;
}

/** What tells which region somebody wants. */
export interface Hints {
  readonly machine: Machine;
  /** Azure's code of the region of an existing group that the instance goes into. */
  readonly group: string | undefined;
  /** The groups of the subscription. */
  readonly groups: readonly ResourceGroup[];
}

/** What can be had, and why not the others. */
interface Offer {
  readonly provider: Provider;
  readonly usable: readonly Region[];
  readonly obstacles: ReadonlyMap<string, RegionObstacle>;
  /** Codes of regions that Azure has refused in this run. */
  readonly refused: ReadonlySet<string>;
}

/** The region where most of the groups are that people made, and how that is said; undefined where no region has the most. */
function mostUsed(groups: readonly ResourceGroup[]): { readonly code: string; readonly why: string } | undefined {
  const own = groups.filter((each) => !isAzuresOwn(each));
  const counts = new Map<string, number>();
  for (const { location } of own) counts.set(location, (counts.get(location) ?? 0) + 1);
  const [first, second] = [...counts].sort(([, one], [, other]) => other - one);
  if (first === undefined || first[1] === second?.[1]) return undefined;
  const [code, count] = first;
  if (own.length === 1) return { code, why: 'your resource group is here' };
  if (count === own.length) return { code, why: `all ${own.length} of your groups are here` };
  return { code, why: `${count} of your ${own.length} groups ${count === 1 ? 'is' : 'are'} here` };
}

/**
 * Where somebody would begin: the region that az uses by default, that of the group, that of most groups, and the one that is
 * nearest to this computer's time zone. Of one that can't be used, the nearest that can. Undefined where nothing tells.
 */
export function recommendedRegion({ machine, group, groups }: Hints, offer: Offer): Recommended | undefined {
  const left = offer.usable.filter((region) => !offer.refused.has(region.name));
  const most = mostUsed(groups);
  const wishes = [
    { code: regionName(machine.defaultRegion() ?? ''), why: 'az uses it by default', whose: "az's " },
    { code: group, why: 'your resource group is there', whose: "your group's " },
    { code: most?.code, why: most?.why ?? '', whose: '' },
  ];
  for (const { code, why, whose } of wishes) {
    const home = offer.provider.allRegions.find((region) => region.name === code);
    if (home === undefined) continue;
    if (left.some((region) => region.name === home.name)) return { region: home, why };
    const region = nearest(home, left);
    const clause = obstacleOf(home, offer);
    if (region !== undefined && clause !== undefined)
      return { region, why: `nearest to ${whose}${home.displayName}, which ${clause}` };
  }
  const zone = machine.timeZone ?? '';
  const place = placeOfZone(zone);
  const region = place && nearest(place, left);
  return region && { region, why: `nearest to your time zone, ${zone}` };
}

function obstacleOf({ name }: Region, { obstacles, refused }: Offer): string | undefined {
  return obstacles.get(name)?.clause ?? (refused.has(name) ? 'Azure has just refused' : undefined);
}
