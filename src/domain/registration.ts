import type { Kind } from './kind.ts';
import { subscriptionScope } from './names.ts';
import { actions } from './right.ts';

/** The resource provider Microsoft.DigitalTwins, switched on for a subscription. */
export interface RegistrationResource {
  readonly kind: 'registration';
  readonly id: string;
}

/** The namespace of the service's resource provider. */
const providerNamespace = 'Microsoft.DigitalTwins';

/** Id of the resource provider Microsoft.DigitalTwins in a subscription. */
export function providerId(subscriptionId: string): string {
  return `/subscriptions/${subscriptionId}/providers/${providerNamespace}`;
}

/**
 * A registration is made by a POST ("Azure resource providers and types", Resource Manager 2021-04-01). A template has none:
 * deploying a resource of the provider registers it.
 */
export const registrationKind: Kind<RegistrationResource> = {
  type: () => 'Microsoft.Resources/subscriptions/providers',
  apiVersion: () => '2021-04-01',
  action: () => actions.register,
  scope: ({ id }) => subscriptionScope(id),
  target: ({ id }) => subscriptionScope(id),
  content: () => undefined,
  az: ({ id }) =>
    ['az', 'provider', 'register', '--namespace', providerNamespace].concat('--subscription', id.split('/')[2] ?? ''),
  visit: ({ id }) => ({
    at: subscriptionScope(id),
    page: 'overview',
    then: `choose Resource providers, then ${providerNamespace}, then Register`,
  }),
  thing: () => 'switched on for this subscription',
  happens: 'will be ',
  closed: (_, thing) => `you may not have it ${thing}`,
  became: 'switched on',
  does: () => 'switch the service on',
  asks: () => 'switch Azure Digital Twins on for the subscription',
  word: () => 'registration',
};
