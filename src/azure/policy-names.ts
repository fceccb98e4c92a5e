import { inAddress } from '../text/in-address.ts';
import type { Clients } from './http/clients.ts';
import { legible } from './refusals/table.ts';
import { refusalOf, refused } from './refusals/translate.ts';

const pattern = /^(\/.*)?\/providers\/Microsoft\.Authorization\/policyAssignments\/([^/]+)$/i;

/**
 * What people call a policy: the display name of its assignment (Microsoft.Authorization 2022-06-01); the last part of
 * its id, which is often a random one, when Azure doesn't tell.
 */
export async function nameOfPolicy(clients: Clients, subscriptionId: string, assignmentId: string): Promise<string> {
  const [, , last] = pattern.exec(assignmentId) ?? [];
  if (last === undefined) return 'without a name';
  return legible((await displayName(clients, subscriptionId, assignmentId)) ?? last, 80);
}

async function displayName(clients: Clients, subscriptionId: string, id: string): Promise<string | undefined> {
  const { session } = clients;
  const { cloud } = clients.connection.rules;
  const path = id.split('/').map(inAddress).join('/');
  try {
    const answer = await clients.send({
      url: `${cloud.resourceManager}${path}?api-version=2022-06-01`,
      scope: cloud.resourceManagerScope,
      credential: session.credential(session.tenantOf(subscriptionId)),
    });
    if (answer.status !== 200) throw refused(answer);
    const body = JSON.parse(answer.bodyAsText ?? 'null') as { properties?: { displayName?: unknown } } | null;
    const name = body?.properties?.displayName;
    return typeof name === 'string' && name.trim() !== '' ? name : undefined;
  } catch (error) {
    // The name is a courtesy; somebody who may not read the assignment gets its id.
    if (refusalOf(error) !== undefined || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
