import type { Outcome } from '../../context.ts';
import type { Registration } from '../../world/subscriptions.ts';
import { changed, type World } from '../../world/world.ts';
import { type Call, isAtLeast, param, type Route, subscriptionOf } from '../call.ts';
import { pagedList } from '../paging.ts';
import { refusal } from '../refusal.ts';
import { type KnownProvider, knownProviders, registrationFree } from './provider-types.ts';

function registrationKey(subscriptionId: string, namespace: string): string {
  return `${subscriptionId}/${namespace}`.toLowerCase();
}

/** How far a provider is registered in a subscription: `NotRegistered` when it never was. */
function registrationState(
  world: World,
  subscriptionId: string,
  namespace: string,
): Registration['state'] | 'NotRegistered' {
  if (registrationFree.some((each) => each.namespace.toLowerCase() === namespace.toLowerCase())) return 'Registered';
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
    ...(newer
      ? { registrationPolicy: registrationFree.includes(provider) ? 'RegistrationFree' : 'RegistrationRequired' }
      : {}),
  };
}

/** Any letter case is accepted and the canonical one answered (recorded exchange: providers.get of Microsoft.DatalakeStore). */
function knownProvider(call: Call): KnownProvider {
  const wanted = param(call, 'namespace');
  const found = knownProviders.find((each) => each.namespace.toLowerCase() === wanted.toLowerCase());
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
        knownProviders.map((provider) => providerBody(call, provider)),
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

/** A world in which all known providers are registered in some subscriptions. */
export function allRegistered(world: World, subscriptionIds: ReadonlySet<string>): World {
  const registrations = [...subscriptionIds].flatMap((subscriptionId) =>
    knownProviders.map(({ namespace }): [string, Registration] => [
      registrationKey(subscriptionId, namespace),
      { namespace, subscriptionId: subscriptionId.toLowerCase(), state: 'Registered' },
    ]),
  );
  return changed(world, { registrations: { ...world.registrations, ...Object.fromEntries(registrations) } });
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
