import type { Context } from '../../context.ts';
import { dated } from '../../deployments/functions/dates.ts';
import type { Drawing } from '../../deployments/template/frames.ts';
import type { Home, Look } from '../../deployments/template/home.ts';
import type { ValueObject } from '../../deployments/value.ts';
import type { Caller } from '../../world/caller.ts';
import { findGroup, findSubscription } from '../../world/find.ts';
import { guidOf } from '../../world/identifiers.ts';
import { resourceId } from '../../world/resources.ts';
import type { World } from '../../world/world.ts';

/** Who deploys, in which world. */
export interface Deploying {
  readonly world: World;
  readonly context: Context;
  readonly caller: Caller;
}

function groupValue(world: World, subscriptionId: string, name: string): ValueObject | undefined {
  const group = findGroup(world, subscriptionId, name);
  if (group === undefined) return undefined;
  return {
    id: resourceId.group(subscriptionId, group.name),
    name: group.name,
    type: 'Microsoft.Resources/resourceGroups',
    location: group.location,
    ...(group.tags === undefined ? {} : { tags: group.tags }),
    properties: { provisioningState: 'Succeeded' },
  };
}

/** What the engine's functions learn of the world. */
function lookOf({ world, context, caller }: Deploying): Look {
  return {
    subscription: (id) => ({
      id: `/subscriptions/${id}`,
      subscriptionId: id,
      tenantId: findSubscription(world, id)?.tenantId ?? caller.tenantId,
      displayName: findSubscription(world, id)?.displayName ?? '',
    }),
    tenant: () => {
      const tenant = world.tenants.find((each) => each.id === caller.tenantId);
      return {
        id: `/tenants/${caller.tenantId}`,
        tenantId: caller.tenantId,
        countryCode: tenant?.countryCode ?? '',
        displayName: tenant?.displayName ?? '',
      };
    },
    group: (subscriptionId, name) => groupValue(world, subscriptionId, name),
    environment: () => ({
      name: 'AdtSetupSandbox',
      resourceManager: `${context.origin}/`,
      portal: context.origin,
      graph: context.origin,
      authentication: {
        loginEndpoint: `${context.origin}/`,
        audiences: ['https://management.core.windows.net/', 'https://management.azure.com/'],
        tenant: 'common',
        identityProvider: 'AAD',
      },
      suffixes: {},
    }),
    deployer: () => ({
      objectId: caller.objectId,
      tenantId: caller.tenantId,
      userPrincipalName: caller.kind === 'user' ? caller.name : '',
    }),
  };
}

/** Where a deployment takes place, for the engine. */
export function homeOf(
  deploying: Deploying,
  {
    subscriptionId,
    group,
    name,
    location,
  }: { subscriptionId: string; group?: string; name: string; location?: string },
): Home {
  return {
    tenantId: findSubscription(deploying.world, subscriptionId)?.tenantId ?? deploying.caller.tenantId,
    subscriptionId,
    ...(group === undefined ? {} : { group }),
    deployment: { name, ...(location === undefined ? {} : { location }) },
    look: lookOf(deploying),
  };
}

/** What a deployment draws as it begins; the same for the same correlation. */
export function drawingOf(correlationId: string, now: number, id: string): Drawing {
  let count = 0;
  return {
    time: (format) => dated(now, format ?? 'yyyyMMddTHHmmss\\Z'),
    guid: () => guidOf('newGuid', correlationId, id, (count += 1)),
  };
}
