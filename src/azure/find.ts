import { nameIn, parentScope } from '../domain/names.ts';
import type { ResourceKey } from '../domain/resource.ts';
import type { Identified, Together } from '../port/azure.ts';
import { readAssignment } from './authorization.ts';
import { readGroup, readGroupBirths } from './groups.ts';
import type { Clients } from './http/clients.ts';
import { isAbout, objectIn } from './http/evidence.ts';
import { requestAbout, subscriptionIdOf } from './http/resource-request.ts';
import { readInstance } from './instances.ts';
import { readProvider } from './provider.ts';
import { refused, translate } from './refusals/translate.ts';
import { unusable } from './refusals/unusable.ts';

/** Whether something of that id is there, in whatever state it is. */
export async function find(clients: Clients, key: ResourceKey, together?: Together): Promise<Identified | undefined> {
  const { id } = key;
  const subscriptionId = subscriptionIdOf(key);
  const group = nameIn(id, 'resourceGroups') ?? '';
  switch (key.kind) {
    case 'registration': {
      const provider = await readProvider(clients, subscriptionId);
      return /^regist/i.test(provider.registrationState) ? { id: provider.id } : undefined;
    }
    case 'group': {
      const found = await readGroup(clients, subscriptionId, group);
      return found && { ...found, born: await groupBornAt(clients, key, together) };
    }
    case 'instance': {
      const found = await readInstance(clients, subscriptionId, group, id.split('/').at(-1) ?? '');
      return found && { ...found, born: found.createdTime };
    }
    case 'assignment': {
      const found = await readAssignment(clients, id);
      return found && { id: found.id, born: found.createdOn };
    }
    case 'other':
      return await findOther(clients, key);
  }
}

/** When something that is there was made; of a group only the list of groups tells. */
export async function bornAt(clients: Clients, key: ResourceKey): Promise<string | undefined> {
  if (key.kind === 'registration') return undefined;
  if (key.kind !== 'group') return (await find(clients, key))?.born;
  return await groupBornAt(clients, key);
}

/** One list tells of all groups of a subscription: it is read once for those that are looked at together. */
async function groupBornAt(clients: Clients, key: ResourceKey, together?: Together): Promise<string | undefined> {
  const subscriptionId = subscriptionIdOf(key);
  const known = together?.get(subscriptionId) as ReturnType<typeof readGroupBirths> | undefined;
  const births = known ?? readGroupBirths(clients, subscriptionId);
  together?.set(subscriptionId, births);
  return (await births).get(key.id.toLowerCase());
}

async function findOther(clients: Clients, { id, apiVersion = '' }: ResourceKey): Promise<Identified | undefined> {
  const about = clients.about({ doing: `look at ${id}`, scope: parentScope(id) });
  try {
    const answer = await clients.send(requestAbout(clients, id, apiVersion));
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw refused(answer);
    const found = objectIn(answer, about.doing);
    if (typeof found['id'] !== 'string' || !isAbout(found['id'], id)) throw unusable(about.doing);
    return { id: found['id'], tags: found['tags'] as Identified['tags'] };
  } catch (error) {
    throw translate(error, about);
  }
}
