import type { Provider, Region } from '../src/azure.ts';
import { regionName } from '../src/domain/names.ts';
import { usageError } from '../src/errors.ts';
import type { Choice, Question, StepId, World } from '../src/step.ts';

export const location: Question = {
  key: 'location',
  flag: 'location',
  short: 'l',
  placeholder: 'REGION',
  message: 'Region',
  explain: 'Where in the world the instance runs. Choose one near the people and devices that will use it.',
  help: 'region of the instance, and of a new resource group',
  neededWhen: 'the resource group is new',
  dependsOn: ['subscription'],
  parse(text) {
    const name = regionName(text);
    if (/^[a-z0-9]{1,64}$/.test(name)) return name;
    throw usageError(
      'invalid-location',
      `"${text}" can't be a region.`,
      'Use a name such as westeurope or "West Europe".',
    );
  },
};

/** Roughly how far two regions are apart, in kilometres (haversine); far when one of the places is unknown. */
function distance(one: Region, other: Region): number {
  if (one.latitude === undefined || one.longitude === undefined) return Number.MAX_VALUE;
  if (other.latitude === undefined || other.longitude === undefined) return Number.MAX_VALUE;
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const lat = radians(other.latitude - one.latitude) / 2;
  const lon = radians(other.longitude - one.longitude) / 2;
  const h =
    Math.sin(lat) ** 2 + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * Math.sin(lon) ** 2;
  return 12_742 * Math.asin(Math.sqrt(h));
}

function recommend(
  provider: Provider,
  groupRegion: string | undefined,
): { region: Region; why: string; fromGroup: boolean } | undefined {
  const offered = provider.regions;
  const same = offered.find((region) => region.name === groupRegion);
  if (same) return { region: same, why: 'your resource group is there', fromGroup: true };
  const home = provider.allRegions.find((region) => region.name === groupRegion);
  const near = home && [...offered].sort((a, b) => distance(home, a) - distance(home, b))[0];
  if (home && near) {
    return {
      region: near,
      why: `the nearest to your group's ${home.displayName}, which doesn't offer the service`,
      fromGroup: true,
    };
  }
  const first = offered.find((region) => region.name === 'westeurope') ?? offered[0];
  return first && { region: first, why: 'a region that offers the service', fromGroup: false };
}

function choices(provider: Provider): readonly Choice[] {
  const offered = new Set(provider.regions.map((region) => region.name));
  const rest = provider.allRegions.filter((region) => !offered.has(region.name));
  const choice = (region: Region): Choice => ({
    value: region.name,
    label: region.displayName,
    hint: region.geographyGroup,
  });
  return [
    ...provider.regions.map(choice),
    ...rest.map((region) => ({ ...choice(region), disabled: "doesn't offer Azure Digital Twins" })),
  ];
}

/**
 * The region of the instance, asked among those that offer the service.
 * `groupRegion` is the region of an existing resource group; its region, or the nearest that offers the service, is recommended.
 */
export async function askRegion<Needs extends StepId>(
  world: World<Needs>,
  provider: Provider,
  groupRegion: string | undefined,
): Promise<Region> {
  const best = recommend(provider, groupRegion);
  const answer = await world.ask(location, {
    choices: choices(provider),
    ...(best && { recommended: { value: best.region.name, why: best.why, safe: best.fromGroup } }),
    check: (value) => Promise.resolve(refusal(provider, value)),
  });
  const region = provider.regions.find((each) => each.name === answer);
  if (region === undefined) throw refusal(provider, answer) ?? new Error(`no region ${answer}`);
  return region;
}

function refusal(provider: Provider, name: string): ReturnType<typeof usageError> | undefined {
  if (provider.regions.some((region) => region.name === name)) return undefined;
  const known = provider.allRegions.find((region) => region.name === name);
  return usageError(
    known ? 'region-without-service' : 'no-such-region',
    known ? `${known.displayName} doesn't offer Azure Digital Twins.` : `There is no region "${name}".`,
    `Use one of: ${provider.regions.map((region) => region.name).join(', ')}.`,
  );
}
