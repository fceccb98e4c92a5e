import { nameIn, parentScope, sameName } from '../domain/names.ts';
import { apiVersionOf, contentOf, type Resource, type ResourceKey, scopeOf } from '../domain/resource.ts';
import type { Identified } from '../port/azure.ts';
import { existingAssignment, listAssignments } from './authorization.ts';
import { readGroup } from './groups.ts';
import type { Clients, RawRequest } from './http/clients.ts';
import { isAbout, objectIn } from './http/evidence.ts';
import { readInstance } from './instances.ts';
import { readProvider, register } from './provider.ts';
import type { About } from './refusals/table.ts';
import { refused, translate, unusable } from './refusals/translate.ts';

/** What was accepted: the id under which Azure has it, and where its operation can be asked about. */
export interface Accepted {
  readonly id: string;
  readonly operation?: string | undefined;
}

function subscriptionIdOf({ id }: { readonly id: string }): string {
  return id.split('/')[2] ?? '';
}

/** A request about a resource, with a token for its subscription's directory. */
function request(clients: Clients, id: string, apiVersion: string): RawRequest {
  const { session, connection } = clients;
  const { cloud } = connection.rules;
  return {
    url: `${cloud.resourceManager}${encodeURI(id)}?api-version=${apiVersion}`,
    scope: cloud.resourceManagerScope,
    credential: session.credential(session.tenantOf(subscriptionIdOf({ id }))),
  };
}

/** What is being done, for the words of a refusal. */
function aboutOf(clients: Clients, resource: Resource): About {
  const known = { subscriptionId: subscriptionIdOf(resource), scope: scopeOf(resource) };
  const { id } = resource;
  switch (resource.kind) {
    case 'registration':
      return clients.about({ ...known, doing: 'register the subscription for Azure Digital Twins' });
    case 'group':
      return clients.about({
        ...known,
        doing: 'create the resource group',
        resourceGroup: resource.name,
        location: resource.location,
      });
    case 'instance':
      return clients.about({
        ...known,
        doing: 'create the instance',
        resourceGroup: resource.group,
        name: resource.name,
        location: resource.location,
      });
    case 'assignment':
      return clients.about({
        ...known,
        doing: 'give the role',
        assignee: resource.principalId,
        roleId: resource.roleId,
      });
    case 'other':
      return clients.about({ ...known, doing: resource.does, resourceGroup: nameIn(id, 'resourceGroups') });
  }
}

/**
 * Sends the one request that makes a resource, and returns when Azure has accepted it: the body and the api-version are those
 * of the resource, and no address in the answer is followed. A PUT over what is there would replace it: only for what was just
 * seen to be absent.
 */
export async function create(clients: Clients, resource: Resource): Promise<Accepted> {
  const about = aboutOf(clients, resource);
  const body = contentOf(resource);
  if (body === undefined) {
    await register(clients, subscriptionIdOf(resource));
    return { id: resource.id };
  }
  try {
    const answer = await clients.send({
      ...request(clients, resource.id, apiVersionOf(resource)),
      method: 'PUT',
      body,
    });
    if (answer.status >= 300) throw refused(answer);
    const made = objectIn(answer, about.doing);
    if (!isWhatWasSent(made, resource)) throw unusable(about.doing);
    return { id: resource.id, operation: answer.headers.get('azure-asyncoperation') };
  } catch (error) {
    const existing = resource.kind === 'assignment' ? await existingAssignment(clients, resource, error) : undefined;
    if (existing !== undefined) return { id: existing.id };
    throw translate(error, about);
  }
}

/** An answer about anything else is no evidence. */
function isWhatWasSent(made: Readonly<Record<string, unknown>>, resource: Resource): boolean {
  if (typeof made['id'] !== 'string' || !isAbout(made['id'], resource.id)) return false;
  if (resource.kind !== 'assignment') return true;
  const { principalId, roleDefinitionId } = (made['properties'] ?? {}) as Record<string, unknown>;
  return (
    sameName(String(principalId), resource.principalId) &&
    String(roleDefinitionId).toLowerCase().endsWith(resource.roleId.toLowerCase())
  );
}

/** Whether something of that id is there, in whatever state it is. */
export async function find(clients: Clients, key: ResourceKey): Promise<Identified | undefined> {
  const { id } = key;
  const subscriptionId = subscriptionIdOf(key);
  const group = nameIn(id, 'resourceGroups') ?? '';
  switch (key.kind) {
    case 'registration': {
      const provider = await readProvider(clients, subscriptionId);
      return /^regist/i.test(provider.registrationState) ? { id: provider.id } : undefined;
    }
    case 'group':
      return await readGroup(clients, subscriptionId, group);
    case 'instance':
      return await readInstance(clients, subscriptionId, group, id.split('/').at(-1) ?? '');
    case 'assignment':
      return (await listAssignments(clients, parentScope(id))).find((each) => sameName(each.id, id));
    case 'other':
      return await findOther(clients, key);
  }
}

async function findOther(clients: Clients, { id, apiVersion = '' }: ResourceKey): Promise<Identified | undefined> {
  const about = clients.about({ doing: `look at ${id}`, scope: parentScope(id) });
  try {
    const answer = await clients.send(request(clients, id, apiVersion));
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw refused(answer);
    const found = objectIn(answer, about.doing);
    if (typeof found['id'] !== 'string' || !isAbout(found['id'], id)) throw unusable(about.doing);
    return { id: found['id'], tags: found['tags'] as Identified['tags'] };
  } catch (error) {
    throw translate(error, about);
  }
}
