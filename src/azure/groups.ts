import type { ResourceGroup as SdkGroup } from '@azure/arm-resources';
import { resourceGroupId } from '../domain/group.ts';
import { regionName } from '../domain/names.ts';
import type { ResourceGroup } from '../port/azure.ts';
import type { Clients } from './http/clients.ts';
import { allOf, isAbout } from './http/evidence.ts';
import { shaped } from './http/shaped.ts';
import { hasCode, translate, unusable } from './refusals/translate.ts';

function group(found: SdkGroup, doing: string): ResourceGroup {
  const shapes = {
    id: 'text',
    name: 'text',
    location: 'text',
    managedBy: 'text?',
    tags: 'tags?',
    properties: 'object?',
  } as const;
  const { id = '', name = '', location, tags = {}, managedBy, properties } = shaped(found, shapes, doing);
  const { provisioningState } = shaped(properties ?? {}, { provisioningState: 'text?' }, doing);
  return {
    id,
    name,
    location: regionName(location),
    provisioningState: provisioningState ?? 'Succeeded',
    managedBy,
    tags,
  };
}

/** All groups of a subscription. */
export async function listGroups(clients: Clients, subscriptionId: string): Promise<readonly ResourceGroup[]> {
  const about = clients.about({ doing: 'list the resource groups', subscriptionId });
  try {
    const client = await clients.resources(subscriptionId);
    const found = await allOf((options) => client.resourceGroups.list(options), about.doing);
    return found.map((one) => group(one, about.doing));
  } catch (error) {
    throw translate(error, about);
  }
}

/** One group; `undefined` when Azure says that there is none of that name. */
export async function readGroup(
  clients: Clients,
  subscriptionId: string,
  name: string,
): Promise<ResourceGroup | undefined> {
  const about = clients.about({ doing: 'look at the resource group', subscriptionId, resourceGroup: name });
  try {
    const client = await clients.resources(subscriptionId);
    return same(group(await client.resourceGroups.get(name), about.doing), subscriptionId, name, about.doing);
  } catch (error) {
    if (hasCode(error, 'ResourceGroupNotFound')) return undefined;
    throw translate(error, about);
  }
}

function same(found: ResourceGroup, subscriptionId: string, name: string, doing: string): ResourceGroup {
  if (!isAbout(found.id, resourceGroupId(subscriptionId, name))) throw unusable(doing);
  return found;
}
