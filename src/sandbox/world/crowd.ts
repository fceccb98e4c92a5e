import type { ResourceGroup, Subscription } from './subscriptions.ts';
import type { World } from './world.ts';

const crowdPrefix = 'c0ffee00-0000-4000-8000-';

/** The n-th generated subscription: made from its number at every request, never stored. */
export function crowdSubscriptionAt(world: World, index: number): Subscription {
  const id = crowdPrefix + String(index).padStart(12, '0');
  const tenantId = world.tenants[0]?.id ?? '';
  return {
    id,
    tenantId,
    displayName: `Contoso Unit ${String(index).padStart(5, '0')}`,
    state: 'Enabled',
    quotaId: 'EnterpriseAgreement_2014-09-01',
    spendingLimit: 'Off',
  };
}

/** The generated subscription of an id. */
export function crowdSubscription(world: World, id: string): Subscription | undefined {
  if (!id.startsWith(crowdPrefix)) return undefined;
  const index = Number(id.slice(crowdPrefix.length));
  return index < world.crowd.subscriptions ? crowdSubscriptionAt(world, index) : undefined;
}

/** The n-th generated group of the first subscription. */
export function crowdGroupAt(world: World, index: number): ResourceGroup {
  return {
    subscriptionId: world.subscriptions[0]?.id ?? '',
    name: `rg-unit-${String(index).padStart(5, '0')}`,
    location: 'westeurope',
  };
}

/** The generated group of a name. */
export function crowdGroup(world: World, subscriptionId: string, name: string): ResourceGroup | undefined {
  const index = /^rg-unit-(\d{5,})$/i.exec(name)?.[1];
  if (
    index === undefined ||
    subscriptionId.toLowerCase() !== world.subscriptions[0]?.id ||
    Number(index) >= world.crowd.groups
  )
    return undefined;
  return crowdGroupAt(world, Number(index));
}
