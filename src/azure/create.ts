import type { ResourceGroup as SdkGroup } from '@azure/arm-resources';
import { nameIn, sameName } from '../domain/names.ts';
import { apiVersionOf, contentOf, type Resource, scopeOf } from '../domain/resource.ts';
import type { Created } from '../port/azure.ts';
import { existingAssignment } from './authorization.ts';
import { groupIn } from './groups.ts';
import type { Clients } from './http/clients.ts';
import { isAbout, objectIn } from './http/evidence.ts';
import { requestAbout, subscriptionIdOf } from './http/resource-request.ts';
import { register } from './provider.ts';
import type { About } from './refusals/table.ts';
import { refused, translate } from './refusals/translate.ts';
import { unusable } from './refusals/unusable.ts';

/** What was accepted, and where its operation can be asked about. */
export interface Accepted extends Created {
  readonly operation?: string | undefined;
}

/** What is being done, for the words of a refusal. */
export function aboutOf(clients: Clients, resource: Resource): About {
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
      ...requestAbout(clients, resource.id, apiVersionOf(resource)),
      method: 'PUT',
      body,
    });
    if (answer.status >= 300) throw refused(answer);
    const made = objectIn(answer, about.doing);
    if (!isWhatWasSent(made, resource)) throw unusable(about.doing);
    const accepted = { id: resource.id, operation: answer.headers.get('azure-asyncoperation') };
    if (resource.kind !== 'group') return accepted;
    return { ...accepted, told: { group: groupIn(made as unknown as SdkGroup, about.doing) } };
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
