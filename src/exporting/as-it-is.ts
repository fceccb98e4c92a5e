import { differences, differenceWords } from '../domain/difference.ts';
import { resourceGroupId } from '../domain/group.ts';
import { instanceId, usualProperties } from '../domain/instance.ts';
import { nameIn, sameName } from '../domain/names.ts';
import type { Resource } from '../domain/resource.ts';
import type { Azure } from '../port/azure.ts';

/** A thing of a set-up as it is in Azure now. */
export interface AsItIs {
  readonly resource: Resource;
  /** What was changed since it was made, a sentence. */
  readonly changed?: string | undefined;
  /** Why it can't be written down as it is, a sentence. */
  readonly unsayable?: string | undefined;
}

const idWords = (id: string): readonly [subscription: string, group: string, name: string] => [
  id.split('/')[2] ?? '',
  nameIn(id, 'resourceGroups') ?? '',
  id.split('/').at(-1) ?? '',
];

async function groupNow(azure: Azure, id: string, sent: Resource | undefined): Promise<AsItIs | undefined> {
  const [subscription, name] = idWords(id);
  const found = await azure.resourceGroup(subscription, name);
  if (found === undefined) return undefined;
  const { location, tags } = found;
  const asked = sent?.kind === 'group' ? { location: sent.location, tags: sent.tags } : {};
  const words = differenceWords(differences(asked, { location, tags }));
  return {
    resource: { kind: 'group', id: resourceGroupId(subscription, found.name), name: found.name, location, tags },
    ...(words !== undefined && { changed: `The resource group is written as it is now: ${words}.` }),
  };
}

async function instanceNow(azure: Azure, id: string, sent: Resource | undefined): Promise<AsItIs | undefined> {
  const [subscription, group, name] = idWords(id);
  const found = await azure.instance(subscription, group, name);
  if (found === undefined) return undefined;
  const { location, tags, identity, publicNetworkAccess } = found;
  const asked = sent?.kind === 'instance' ? sent : {};
  const words = differenceWords(differences(asked, found));
  return {
    resource: {
      kind: 'instance',
      id: instanceId(subscription, group, found.name),
      group,
      name: found.name,
      location,
      tags,
      identity: identity === 'other' ? usualProperties.identity : identity,
      publicNetworkAccess: publicNetworkAccess === 'other' ? usualProperties.publicNetworkAccess : publicNetworkAccess,
    },
    ...(words !== undefined && { changed: `The instance is written as it is now: ${words}.` }),
    ...(identity === 'other' && {
      unsayable: `The instance ${found.name} has an identity by now that adt-setup can't write down, such as a user-assigned one.`,
    }),
  };
}

/** What the set-up made, as it is now; as it was sent where that can't change. Undefined where it isn't there any more. */
export async function asItIs(azure: Azure, id: string, sent: Resource | undefined): Promise<AsItIs | undefined> {
  if (sent?.kind === 'group' || sameName(id, resourceGroupId(...(idWords(id).slice(0, 2) as [string, string])))) {
    return await groupNow(azure, id, sent);
  }
  if (sent?.kind === 'instance' || sameName(id, instanceId(...idWords(id)))) return await instanceNow(azure, id, sent);
  return sent === undefined ? undefined : { resource: sent };
}
