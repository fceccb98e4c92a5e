import { regionName } from '../domain/names.ts';
import { providerId } from '../domain/registration.ts';
import type { Provider, Region } from '../port/azure.ts';
import { inAddress } from '../text/in-address.ts';
import { isObject } from '../text/is-object.ts';
import type { Clients } from './http/clients.ts';
import { isAbout } from './http/evidence.ts';
import { rawList, textIn } from './http/raw-list.ts';
import { shaped } from './http/shaped.ts';
import { translate } from './refusals/translate.ts';
import { unusable } from './refusals/unusable.ts';

const namespace = 'Microsoft.DigitalTwins';
const resourceType = 'digitalTwinsInstances';

const shapes = { namespace: 'text', registrationState: 'text', resourceTypes: 'objects?' } as const;
const typeShapes = { resourceType: 'text?', locations: 'texts?' } as const;

/**
 * The provider's state, and its regions. The provider names regions as people do ("West Europe"), the subscription's
 * list of locations has both spellings; Resource Manager takes either. (Resource providers and types; recorded answers.)
 */
export async function readProvider(clients: Clients, subscriptionId: string): Promise<Provider> {
  const about = clients.about({ doing: 'read which regions offer Azure Digital Twins', subscriptionId });
  try {
    const [answer, allRegions] = await Promise.all([
      clients.resources(subscriptionId).then((client) => client.providers.get(namespace)),
      readRegions(clients, subscriptionId, about.doing),
    ]);
    const provider = shaped(answer, shapes, about.doing);
    if (!isAbout(provider.namespace, namespace) || provider.registrationState === undefined)
      throw unusable(about.doing);
    const types = (provider.resourceTypes ?? []).map((each) => shaped(each, typeShapes, about.doing));
    const type = types.find((entry) => isAbout(entry.resourceType, resourceType));
    const known = new Map(allRegions.map((region) => [region.name, region]));
    const offered = (type?.locations ?? [])
      // "global" stands for services without a region, and is no region for an instance.
      .filter((location) => location !== '' && regionName(location) !== 'global')
      .map(
        (location): Region => known.get(regionName(location)) ?? { name: regionName(location), displayName: location },
      );
    for (const { name, displayName } of [...allRegions, ...offered]) clients.regionNames.set(name, displayName);
    const { registrationState } = provider;
    return { id: providerId(subscriptionId), registrationState, regions: offered, allRegions };
  } catch (error) {
    throw translate(error, about);
  }
}

/** The SDK's client reads locations in the version of 2016, which has no geography and no kinds of regions. */
async function readRegions(clients: Clients, subscriptionId: string, doing: string): Promise<readonly Region[]> {
  const { session } = clients;
  const known = clients.regions.get(subscriptionId);
  if (known !== undefined) return known;
  const path = `/subscriptions/${inAddress(subscriptionId)}/locations?api-version=2022-12-01`;
  const locations = await rawList(clients, path, session.credential(session.tenantOf(subscriptionId)), doing);
  const regions = locations.flatMap(region);
  clients.regions.set(subscriptionId, regions);
  return regions;
}

function region(location: Readonly<Record<string, unknown>>): Region[] {
  const name = textIn(location, 'name');
  const metadata = isObject(location['metadata']) ? location['metadata'] : {};
  // "Logical" regions are groups of regions ("Europe"), where nothing can be created.
  if (name === undefined || textIn(metadata, 'regionType') === 'Logical') return [];
  return [
    {
      name: regionName(name),
      displayName: textIn(location, 'displayName') ?? name,
      geographyGroup: textIn(metadata, 'geographyGroup'),
      latitude: degrees(textIn(metadata, 'latitude')),
      longitude: degrees(textIn(metadata, 'longitude')),
    },
  ];
}

function degrees(text: string | undefined): number | undefined {
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Asks for the registration; Azure goes on with it by itself, for each region apart. Harmless when it is registered. */
export async function register(clients: Clients, subscriptionId: string): Promise<void> {
  const about = clients.about({
    doing: 'register the subscription for Azure Digital Twins',
    subscriptionId,
    scope: `/subscriptions/${subscriptionId}`,
  });
  try {
    const client = await clients.resources(subscriptionId);
    const provider = await client.providers.register(namespace);
    if (!isAbout(provider.namespace, namespace)) throw unusable(about.doing);
  } catch (error) {
    throw translate(error, about);
  }
}
