import { regionName } from '../../src/domain/names.ts';
import { SetupError, usageError } from '../../src/errors.ts';
import type { Provider, Region } from '../../src/port/azure.ts';
import type { Choice, Question } from '../../src/step/question.ts';
import type { World } from '../../src/step/world.ts';
import { nearest } from '../../src/text/nearest.ts';
import type { HasProvider, HasSubscription } from '../facts.ts';
import { nearestFirst } from './distance.ts';
import { resourceGroup } from './group.ts';
import { type Hints, recommendedRegion } from './recommended-region.ts';
import type { RegionObstacle } from './region-obstacles.ts';
import { subscription } from './subscription.ts';

export const location: Question<'location'> = {
  key: 'location',
  subject: 'region',
  flag: 'location',
  short: 'l',
  placeholder: 'REGION',
  message: 'Region',
  explain: 'Where in the world the instance runs. Choose one near the people and devices that will use it.',
  help: 'region of the instance, and of a new resource group',
  neededWhen: { says: 'the resource group is new', decides: resourceGroup },
  dependsOn: [subscription],
  known: (report) => report.location,
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

/** What people call the region that Azure's code means: "West Europe" for westeurope; the code when Azure tells no name. */
export function regionTitle({ allRegions }: Provider, code: string): string {
  return allRegions.find((region) => region.name === code)?.displayName ?? code;
}

type Obstacles = ReadonlyMap<string, RegionObstacle>;

/**
 * Those that can be used first, then those of the service that can't, then the rest; each by how far they are from the one to begin
 * with, or else by name.
 */
function choices(
  provider: Provider,
  usable: readonly Region[],
  obstacles: Obstacles,
  first: Region | undefined,
): readonly Choice[] {
  const offered = new Set(provider.regions.map((region) => region.name));
  const closed = provider.regions.filter((region) => obstacles.has(region.name));
  const rest = provider.allRegions.filter((region) => !offered.has(region.name));
  return [usable, closed, rest]
    .flatMap((regions) => (first === undefined ? byTitle(regions) : nearestFirst(first, byTitle(regions))))
    .map((region) => ({
      value: region.name,
      label: region.displayName,
      hint: region.name,
      disabled: obstacles.get(region.name)?.brief,
    }));
}

function byTitle(regions: readonly Region[]): readonly Region[] {
  return [...regions].sort((one, other) => one.displayName.localeCompare(other.displayName, 'en'));
}

/** The region that was meant, perhaps, and whether it can be used; otherwise all that can. */
function nearTo(usable: readonly Region[], obstacles: Obstacles, name: string): string {
  const near = nearest(name, [...usable.map((region) => region.name), ...obstacles.keys()]);
  const all = `Use one of: ${usable.map((region) => region.name).join(', ')}.`;
  if (near === undefined) return all;
  const obstacle = obstacles.get(near)?.refusal(usable);
  return obstacle === undefined ? `Did you mean ${near}?` : `Did you mean ${near}? ${obstacle.message} ${all}`;
}

function refusal(usable: readonly Region[], obstacles: Obstacles, name: string): SetupError | undefined {
  if (usable.some((region) => region.name === name)) return undefined;
  return (
    obstacles.get(name)?.refusal(usable) ??
    usageError('no-such-region', `There is no region "${name}".`, nearTo(usable, obstacles, name))
  );
}

function nowhere(subscription: string, obstacles: Obstacles, provider: Provider): SetupError {
  const why = provider.regions.map((region) => `${region.displayName}: ${obstacles.get(region.name)?.brief ?? ''}`);
  return new SetupError({
    ending: 'refused',
    code: 'no-usable-region',
    message: `No region of the subscription "${subscription}" can take an instance.`,
    suggestion: `${why.join('; ')}. Choose another subscription, or ask its owner.`,
    again: 'answer',
    cures: ['subscription'],
  });
}

/** The region of the instance, asked among those that offer the service and have no obstacle. */
export async function askRegion(
  world: World<HasSubscription & HasProvider>,
  hints: Pick<Hints, 'group' | 'groups'>,
  obstacles: Obstacles,
): Promise<Region> {
  const { provider, subscription } = world.facts;
  const usable = provider.regions.filter((region) => !obstacles.has(region.name));
  if (usable.length === 0) throw nowhere(subscription.name, obstacles, provider);
  const offer = { provider, usable, obstacles, refused: world.refused(location) };
  const best = recommendedRegion({ ...hints, machine: world.machine }, offer);
  const listed = choices(provider, usable, obstacles, best?.region);
  const answer = await world.ask(location, {
    choices: listed,
    // An existing group is in a region already; for a new one it is somebody's decision.
    ...(best && { recommended: { value: best.region.name, why: best.why, safe: hints.group !== undefined } }),
    example: listed[0]?.value,
    check: (value) => Promise.resolve(refusal(usable, obstacles, value)),
  });
  const region = usable.find((each) => each.name === answer);
  if (region === undefined) throw refusal(usable, obstacles, answer) ?? new Error(`no region ${answer}`);
  return region;
}
