import type { ResourceGroup as SdkGroup } from '@azure/arm-resources';
import { resourceGroupId } from '../domain/group.ts';
import { regionName } from '../domain/names.ts';
import type { Resident, ResourceGroup } from '../port/azure.ts';
import { inAddress } from '../text/in-address.ts';
import type { Clients } from './http/clients.ts';
import { allOf, isAbout } from './http/evidence.ts';
import { rawList, textIn } from './http/raw-list.ts';
import { shaped } from './http/shaped.ts';
import { ifTold } from './refusals/if-told.ts';
import { hasCode, translate } from './refusals/translate.ts';
import { unusable } from './refusals/unusable.ts';

/** A group, as an answer has it. */
export function groupIn(found: SdkGroup, doing: string): ResourceGroup {
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
    return found.map((one) => groupIn(one, about.doing));
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
    return same(groupIn(await client.resourceGroups.get(name), about.doing), subscriptionId, name, about.doing);
  } catch (error) {
    if (hasCode(error, 'ResourceGroupNotFound')) return undefined;
    throw translate(error, about);
  }
}

function same(found: ResourceGroup, subscriptionId: string, name: string, doing: string): ResourceGroup {
  if (!isAbout(found.id, resourceGroupId(subscriptionId, name))) throw unusable(doing);
  return found;
}

/**
 * When the groups of a subscription were made, by their ids in lower case. Only the list of groups tells, and only when it is asked for
 * (`$expand=createdTime`, in use with Microsoft.Resources 2019-08-01 and later); nothing when it doesn't.
 */
export async function readGroupBirths(clients: Clients, subscriptionId: string): Promise<ReadonlyMap<string, string>> {
  const { session } = clients;
  const about = clients.about({ doing: 'look when the resource groups were made', subscriptionId });
  const path = `/subscriptions/${inAddress(subscriptionId)}/resourcegroups?api-version=2021-04-01&$expand=createdTime`;
  const credential = session.credential(session.tenantOf(subscriptionId));
  const entries = (await ifTold(rawList(clients, path, credential, about.doing), about)) ?? [];
  const births = entries.map((entry) => [textIn(entry, 'id')?.toLowerCase(), textIn(entry, 'createdTime')] as const);
  return new Map(births.flatMap(([id, born]) => (id === undefined || born === undefined ? [] : [[id, born] as const])));
}

/** All that is in a group ("Resources - List By Resource Group", Microsoft.Resources 2021-04-01); `undefined` when Azure won't tell. */
export async function listContents(
  clients: Clients,
  subscriptionId: string,
  name: string,
): Promise<readonly Resident[] | undefined> {
  const { session } = clients;
  const about = clients.about({ doing: 'list what is in the resource group', subscriptionId, resourceGroup: name });
  const path = `/subscriptions/${inAddress(subscriptionId)}/resourceGroups/${inAddress(name)}/resources?api-version=2021-04-01`;
  const credential = session.credential(session.tenantOf(subscriptionId));
  const entries = await ifTold(rawList(clients, path, credential, about.doing), about);
  return entries?.map((entry) => {
    const [id, itsName, type] = [textIn(entry, 'id'), textIn(entry, 'name'), textIn(entry, 'type')];
    if (id === undefined) throw unusable(about.doing);
    return { id, name: itsName ?? id.split('/').at(-1) ?? id, type: type ?? '' };
  });
}
