import type { Outcome } from '../context.ts';
import { regions, twinsRegions } from '../world/regions.ts';
import { changed, type Registration, type World } from '../world/world.ts';
import { type Call, isAtLeast, param, type Route, subscriptionOf } from './call.ts';
import { pagedList } from './paging.ts';
import { refusal } from './refusal.ts';
import { apiVersions } from './versions.ts';

interface KnownType {
  readonly type: string;
  readonly locations: readonly string[];
  readonly apiVersions: readonly string[];
  readonly defaultApiVersion?: string;
  readonly capabilities: string;
}

interface KnownProvider {
  readonly namespace: string;
  readonly types: readonly KnownType[];
}

const everywhere = regions.map((region) => region.displayName);
const movable =
  'CrossResourceGroupResourceMove, CrossSubscriptionResourceMove, SystemAssignedResourceIdentity, SupportsTags, SupportsLocation';

function type(
  name: string,
  locations: readonly string[],
  versions: readonly string[],
  capabilities = 'None',
): KnownType {
  return {
    type: name,
    locations,
    apiVersions: versions,
    capabilities,
    ...(versions[0] === undefined ? {} : { defaultApiVersion: versions[0] }),
  };
}

// `locations` are display names and some are empty (recorded exchange: providers.get). The types of Microsoft.DigitalTwins
// follow its specification; no recording of this provider's own answer is known, so what only some recorded providers
// have (`authorizations`) is left out.
const twinsPlaces = twinsRegions.map((region) => region.displayName);
const providers: readonly KnownProvider[] = [
  {
    namespace: 'Microsoft.DigitalTwins',
    types: [
      type('digitalTwinsInstances', twinsPlaces, apiVersions.twins, movable),
      type('operations', [], apiVersions.twins),
      type('locations', [], apiVersions.twins),
      type('locations/checkNameAvailability', twinsPlaces, apiVersions.twins),
      type('digitalTwinsInstances/endpoints', twinsPlaces, apiVersions.twins),
      type('digitalTwinsInstances/timeSeriesDatabaseConnections', twinsPlaces, apiVersions.twins),
      type('locations/operationResults', twinsPlaces, apiVersions.twins),
      type('locations/operationsStatuses', twinsPlaces, apiVersions.twins),
    ],
  },
  {
    namespace: 'Microsoft.Storage',
    types: [
      type('storageAccounts', everywhere, ['2024-01-01', '2023-05-01'], movable),
      type('operations', [], ['2024-01-01']),
    ],
  },
  { namespace: 'Microsoft.Compute', types: [type('virtualMachines', everywhere, ['2024-07-01'], movable)] },
  { namespace: 'Microsoft.Network', types: [type('virtualNetworks', everywhere, ['2024-05-01'], movable)] },
  {
    namespace: 'Microsoft.Devices',
    types: [type('IotHubs', everywhere, ['2023-06-30'], movable), type('checkNameAvailability', [], ['2023-06-30'])],
  },
  { namespace: 'Microsoft.EventGrid', types: [type('topics', everywhere, ['2025-02-15'], movable)] },
  { namespace: 'Microsoft.EventHub', types: [type('namespaces', everywhere, ['2024-01-01'], movable)] },
  { namespace: 'Microsoft.Kusto', types: [type('clusters', everywhere, ['2024-04-13'], movable)] },
];

/** Providers that every subscription has without registering them. */
const always: readonly KnownProvider[] = [
  {
    namespace: 'Microsoft.Authorization',
    types: [type('roleAssignments', [], apiVersions.authorization), type('locks', [], apiVersions.locks)],
  },
  {
    namespace: 'Microsoft.Resources',
    types: [type('resourceGroups', everywhere, apiVersions.resources, 'SupportsTags, SupportsLocation')],
  },
];

const all = [...providers, ...always];

function registrationKey(subscriptionId: string, namespace: string): string {
  return `${subscriptionId}/${namespace}`.toLowerCase();
}

/** How far a provider is registered in a subscription: `NotRegistered` when it never was. */
function registrationState(
  world: World,
  subscriptionId: string,
  namespace: string,
): Registration['state'] | 'NotRegistered' {
  if (always.some((each) => each.namespace.toLowerCase() === namespace.toLowerCase())) return 'Registered';
  return world.registrations[registrationKey(subscriptionId, namespace)]?.state ?? 'NotRegistered';
}

function providerBody(call: Call, provider: KnownProvider): object {
  const { id } = subscriptionOf(call);
  const newer = isAtLeast(call.apiVersion, '2020-06-01');
  return {
    id: `/subscriptions/${id}/providers/${provider.namespace}`,
    namespace: provider.namespace,
    resourceTypes: provider.types.map((each) => ({
      resourceType: each.type,
      locations: each.locations,
      apiVersions: each.apiVersions,
      ...(newer && each.defaultApiVersion !== undefined ? { defaultApiVersion: each.defaultApiVersion } : {}),
      ...(each.capabilities === 'None' && !newer ? {} : { capabilities: each.capabilities }),
    })),
    registrationState: registrationState(call.world, id, provider.namespace),
    ...(newer ? { registrationPolicy: always.includes(provider) ? 'RegistrationFree' : 'RegistrationRequired' } : {}),
  };
}

/** Any letter case is accepted and the canonical one answered (recorded exchange: providers.get of Microsoft.DatalakeStore). */
function knownProvider(call: Call): KnownProvider {
  const wanted = param(call, 'namespace');
  const found = all.find((each) => each.namespace.toLowerCase() === wanted.toLowerCase());
  if (found === undefined)
    throw refusal(404, 'InvalidResourceNamespace', `The resource namespace '${wanted}' is invalid.`);
  return found;
}

function list(call: Call): Outcome {
  return {
    reply: {
      status: 200,
      body: pagedList(
        call,
        all.map((provider) => providerBody(call, provider)),
      ),
    },
  };
}

function get(call: Call): Outcome {
  return { reply: { status: 200, body: providerBody(call, knownProvider(call)) } };
}

/** 200 at once with the whole provider, no LRO headers; registering again is harmless (recorded exchange: providers.register). */
function register(call: Call): Outcome {
  const provider = knownProvider(call);
  const { id } = subscriptionOf(call);
  const state = registrationState(call.world, id, provider.namespace);
  if (state === 'Registered' || state === 'Registering') return get(call);
  const until = call.context.now + call.context.settings.registrationSeconds * 1000;
  const registration: Registration = { namespace: provider.namespace, subscriptionId: id, state: 'Registering', until };
  const world = changed(call.world, {
    registrations: { ...call.world.registrations, [registrationKey(id, provider.namespace)]: registration },
  });
  return { reply: { status: 200, body: providerBody({ ...call, world }, provider) }, world };
}

/** Recorded exchange: providers.unregister. Refused while resources of the provider exist. */
function unregister(call: Call): Outcome {
  const provider = knownProvider(call);
  const { id } = subscriptionOf(call);
  const inUse =
    provider.namespace === 'Microsoft.DigitalTwins' &&
    Object.values(call.world.instances).some((each) => each.subscriptionId === id);
  if (inUse) {
    throw refusal(
      409,
      'ResourceProviderUnregistrationFailed',
      `The resource provider '${provider.namespace}' cannot be unregistered because resources of it exist in the subscription '${id}'.`,
    );
  }
  if (registrationState(call.world, id, provider.namespace) === 'NotRegistered') return get(call);
  const until = call.context.now + call.context.settings.registrationSeconds * 1000;
  const registration: Registration = {
    namespace: provider.namespace,
    subscriptionId: id,
    state: 'Unregistering',
    until,
  };
  const world = changed(call.world, {
    registrations: { ...call.world.registrations, [registrationKey(id, provider.namespace)]: registration },
  });
  return { reply: { status: 200, body: providerBody({ ...call, world }, provider) }, world };
}

/** Both texts as recorded: never registered, and registered before. */
export function requireRegistered(world: World, subscriptionId: string, namespace: string): void {
  const state = registrationState(world, subscriptionId, namespace);
  if (state === 'Registered') return;
  const advice = 'See https://aka.ms/rps-not-found for how to register subscriptions.';
  const message =
    state === 'NotRegistered'
      ? `The subscription is not registered to use namespace '${namespace}'. ${advice}`
      : `The subscription registration is in '${state}' state. The subscription must be registered to use namespace '${namespace}'. ${advice}`;
  throw refusal(409, 'MissingSubscriptionRegistration', message);
}

const at = (call: Call): string => `/subscriptions/${subscriptionOf(call).id}`;
const reads = (call: Call): { action: string; scope: string } => ({
  action: 'Microsoft.Resources/subscriptions/providers/read',
  scope: at(call),
});

export const providerRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/subscriptions/{subscription}/providers',
    family: 'resources',
    needs: reads,
    handle: list,
  },
  {
    method: 'GET',
    pattern: '/subscriptions/{subscription}/providers/{namespace}',
    family: 'resources',
    needs: reads,
    handle: get,
  },
  {
    method: 'POST',
    pattern: '/subscriptions/{subscription}/providers/{namespace}/register',
    family: 'resources',
    needs: (call) => ({ action: `${knownProvider(call).namespace}/register/action`, scope: at(call) }),
    handle: register,
  },
  {
    method: 'POST',
    pattern: '/subscriptions/{subscription}/providers/{namespace}/unregister',
    family: 'resources',
    needs: (call) => ({ action: `${knownProvider(call).namespace}/unregister/action`, scope: at(call) }),
    handle: unregister,
  },
];
