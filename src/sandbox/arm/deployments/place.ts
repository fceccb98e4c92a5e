import { inAddress } from '../../../text/in-address.ts';
import type { Deployment } from '../../world/deployments.ts';
import { findGroup } from '../../world/find.ts';
import { resourceId } from '../../world/resources.ts';
import { changed, type World, without } from '../../world/world.ts';
import { type Call, groupOf, param, subscriptionOf } from '../call.ts';
import { refusal } from '../refusal.ts';

export const deploymentType = 'Microsoft.Resources/deployments';
const marker = `/providers/${deploymentType}`;

/** Where a request's deployment takes place. */
export interface Place {
  readonly subscriptionId: string;
  readonly group?: string;
  /** The scope's id, as Azure writes it. */
  readonly scope: string;
}

/** The scope of a request: the group that its path names, else the subscription. */
export function placeOf(call: Call): Place {
  const { id: subscriptionId } = subscriptionOf(call);
  if (param(call, 'group') === '') return { subscriptionId, scope: resourceId.subscription(subscriptionId) };
  const group = groupOf(call).name;
  return { subscriptionId, group, scope: resourceId.group(subscriptionId, group) };
}

export function deploymentId(place: Pick<Place, 'scope'>, name: string): string {
  return `${place.scope}${marker}/${name}`;
}

/** The deployment of an id, in any letter case. */
export function findDeployment(world: World, id: string): Deployment | undefined {
  return world.deployments?.[id.toLowerCase()];
}

/** The deployments of a scope, the oldest first. */
export function deploymentsAt(world: World, { scope }: Pick<Place, 'scope'>): readonly Deployment[] {
  const start = `${scope}${marker}/`.toLowerCase();
  return Object.entries(world.deployments ?? {}).flatMap(([id, each]) => (id.startsWith(start) ? [each] : []));
}

/** The deployment that the path names, or 404. */
export function deploymentOf(call: Call): Deployment {
  const name = param(call, 'deployment');
  const found = findDeployment(call.world, deploymentId(placeOf(call), name));
  if (found === undefined) throw refusal(404, 'DeploymentNotFound', `Deployment '${name}' could not be found.`);
  return found;
}

/** The action that a request needs, over the deployment that it names, or over the scope. */
export function over(verb: string): (call: Call) => { action: string; scope: string } {
  return (call) => {
    const { id } = subscriptionOf(call);
    const named = param(call, 'group');
    const group = findGroup(call.world, id, named)?.name ?? named;
    const scope = group === '' ? resourceId.subscription(id) : resourceId.group(id, group);
    const name = param(call, 'deployment');
    return { action: `${deploymentType}/${verb}`, scope: name === '' ? scope : deploymentId({ scope }, name) };
  };
}

/** The address of a resource, for a request within another one. */
export function addressOf(id: string, apiVersion: string): string {
  return `${id.split('/').map(inAddress).join('/')}?api-version=${inAddress(apiVersion)}`;
}

/** With a deployment as it is now; one of the same name moves to the end. */
export function withDeployment(world: World, deployment: Deployment): World {
  const key = deployment.id.toLowerCase();
  return changed(world, { deployments: { ...without(world.deployments ?? {}, key), [key]: deployment } });
}
