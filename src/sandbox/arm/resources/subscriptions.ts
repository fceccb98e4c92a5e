import type { Outcome } from '../../context.ts';
import { crowdSubscriptionAt } from '../../world/crowd.ts';
import type { Tenant } from '../../world/directory.ts';
import { regions, type SandboxRegion } from '../../world/regions.ts';
import { isVisible } from '../../world/rights.ts';
import type { Subscription } from '../../world/subscriptions.ts';
import { type Call, isAtLeast, type Route, subscriptionNotFound, subscriptionOf } from '../call.ts';
import { paged } from '../paging.ts';

/** Recorded exchange: subscriptions.list. Only newer api-versions name the tenant. */
function subscriptionBody(subscription: Subscription, apiVersion: string): object {
  const { id, tenantId, displayName, state, quotaId, spendingLimit } = subscription;
  const newer = isAtLeast(apiVersion, '2019-06-01');
  return {
    id: `/subscriptions/${id}`,
    ...(newer ? { authorizationSource: 'RoleBased', managedByTenants: [], tenantId } : {}),
    subscriptionId: id,
    displayName,
    state,
    subscriptionPolicies: { locationPlacementId: 'Public_2014-09-01', quotaId, ...(newer ? { spendingLimit } : {}) },
  };
}

function list(call: Call): Outcome {
  const { world, caller, context, apiVersion } = call;
  const stored = world.subscriptions.filter(
    (each) =>
      each.tenantId === caller.tenantId && isVisible(world, caller.objectId, `/subscriptions/${each.id}`, context.now),
  );
  const crowd = caller.tenantId === world.tenants[0]?.id ? world.crowd.subscriptions : 0;
  const page = paged(call, stored.length + crowd, (index) => {
    const found = stored[index] ?? crowdSubscriptionAt(world, index - stored.length);
    return subscriptionBody(found, apiVersion);
  });
  // Recorded exchange: subscriptions.list (api-version 2020-01-01 has `count`, 2016-06-01 hasn't). Microsoft's
  // specifications of later versions don't declare it, so it stays with the years in which it was recorded.
  const counts = isAtLeast(apiVersion, '2019-06-01') && !isAtLeast(apiVersion, '2021-01-01');
  return {
    reply: {
      status: 200,
      body: { ...page, ...(counts ? { count: { type: 'Total', value: stored.length + crowd } } : {}) },
    },
  };
}

function get(call: Call): Outcome {
  const subscription = subscriptionOf(call);
  if (!isVisible(call.world, call.caller.objectId, `/subscriptions/${subscription.id}`, call.context.now))
    throw subscriptionNotFound(subscription.id);
  return { reply: { status: 200, body: subscriptionBody(subscription, call.apiVersion) } };
}

/** Recorded exchange: tenants.list. No nextLink, no count. */
function tenantBody(tenant: Tenant, home: boolean, apiVersion: string): object {
  const category = isAtLeast(apiVersion, '2019-06-01') ? { tenantCategory: home ? 'Home' : 'ProjectedBy' } : {};
  const names = isAtLeast(apiVersion, '2020-06-01')
    ? {
        countryCode: tenant.countryCode,
        displayName: tenant.displayName,
        domains: [...tenant.domains],
        defaultDomain: tenant.defaultDomain,
        tenantType: 'AAD',
      }
    : {};
  return { id: `/tenants/${tenant.id}`, tenantId: tenant.id, ...category, ...names };
}

/** The tenants in which the caller has an account. */
function tenants(call: Call): Outcome {
  const { world, caller, apiVersion } = call;
  const person = world.directory[caller.objectId];
  const identity = person?.kind === 'user' ? (person.home?.objectId ?? person.id) : caller.objectId;
  const home = Object.values(world.directory).find((each) => each.id === identity)?.tenantId;
  const mine = world.tenants.filter((tenant) =>
    Object.values(world.directory).some(
      (each) =>
        each.tenantId === tenant.id &&
        (each.kind === 'user' ? (each.home?.objectId ?? each.id) === identity : each.id === caller.objectId),
    ),
  );
  // Every tenant that one signs in to for itself is "Home", guest accounts included; projected ones come from Lighthouse.
  return {
    reply: { status: 200, body: { value: mine.map((tenant) => tenantBody(tenant, home !== undefined, apiVersion)) } },
  };
}

/** Recorded exchange: subscriptions.listLocations. Up to 2019 the coordinates stood beside the name (specification of 2016-06-01). */
function locationBody(region: SandboxRegion, subscriptionId: string, apiVersion: string): object {
  const at = (name: string): string => `/subscriptions/${subscriptionId}/locations/${name}`;
  const { name, displayName, latitude, longitude, pairedWith } = region;
  if (!isAtLeast(apiVersion, '2019-11-01')) return { id: at(name), name, displayName, longitude, latitude };
  const isNew = isAtLeast(apiVersion, '2022-12-01');
  return {
    id: at(name),
    name,
    ...(isNew ? { type: 'Region' } : {}),
    displayName,
    regionalDisplayName: `(${region.prefix}) ${displayName}`,
    metadata: {
      regionType: 'Physical',
      regionCategory: region.category,
      ...(isNew ? { geography: region.geography } : {}),
      geographyGroup: region.geographyGroup,
      longitude,
      latitude,
      physicalLocation: region.physicalLocation,
      pairedRegion: pairedWith === undefined ? [] : [{ name: pairedWith, id: at(pairedWith) }],
    },
  };
}

function locations(call: Call): Outcome {
  const { id } = subscriptionOf(call);
  return {
    reply: { status: 200, body: { value: regions.map((region) => locationBody(region, id, call.apiVersion)) } },
  };
}

export const subscriptionRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/subscriptions', family: 'subscriptions', handle: list },
  { method: 'GET', pattern: '/tenants', family: 'subscriptions', handle: tenants },
  { method: 'GET', pattern: '/subscriptions/{subscription}', family: 'subscriptions', handle: get },
  {
    method: 'GET',
    pattern: '/subscriptions/{subscription}/locations',
    family: 'subscriptions',
    needs: (call) => ({
      action: 'Microsoft.Resources/subscriptions/locations/read',
      scope: `/subscriptions/${subscriptionOf(call).id}`,
    }),
    handle: locations,
  },
];
