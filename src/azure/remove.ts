import { assignmentType } from '../domain/assignment.ts';
import { instanceVersion } from '../domain/instance.ts';
import { nameIn, sameName, typeIn } from '../domain/names.ts';
import { kindIn } from '../domain/resource.ts';
import type { Removable } from '../domain/right.ts';
import type { Clients } from './http/clients.ts';
import { requestAbout, subscriptionIdOf } from './http/resource-request.ts';
import type { About } from './refusals/table.ts';
import { refused, translate } from './refusals/translate.ts';

/** Versions: Microsoft.Resources 2021-04-01, Microsoft.DigitalTwins 2023-01-31, Microsoft.Authorization 2022-04-01. */
const apiVersions: Readonly<Record<Removable, string>> = {
  group: '2021-04-01',
  instance: instanceVersion,
  assignment: '2022-04-01',
};

const doing: Readonly<Record<Removable, string>> = {
  group: 'delete the resource group',
  instance: 'delete the instance',
  assignment: 'take the role away',
};

/** Whether an id is that of exactly one thing of that kind: nothing else is ever deleted. */
function isOneOf(kind: Removable, id: string): boolean {
  if (!/^\/subscriptions\/[^/?#]+\/resourceGroups\/[^/?#]+(\/providers(\/[^/?#]+)+)?$/i.test(id)) return false;
  return kind === 'assignment' ? sameName(typeIn(id), assignmentType) : kindIn(id) === kind;
}

function aboutOf(clients: Clients, kind: Removable, id: string): About {
  return clients.about({
    doing: doing[kind],
    subscriptionId: subscriptionIdOf({ id }),
    scope: id,
    resourceGroup: nameIn(id, 'resourceGroups'),
    ...(kind === 'instance' && { name: id.split('/').at(-1) }),
  });
}

/**
 * Sends DELETE for exactly this id, and returns when Azure has accepted it (200, 202, 204), or says that there is nothing of that id
 * (404). The addresses that it gives for asking how far it is are not followed: the thing itself tells.
 */
export async function remove(clients: Clients, kind: Removable, id: string): Promise<void> {
  if (!isOneOf(kind, id)) throw new TypeError(`Not the id of a ${kind}: ${id}`);
  const about = aboutOf(clients, kind, id);
  try {
    const answer = await clients.send({ ...requestAbout(clients, id, apiVersions[kind]), method: 'DELETE' });
    if (answer.status >= 300 && answer.status !== 404) throw refused(answer);
  } catch (error) {
    throw translate(error, about);
  }
}
