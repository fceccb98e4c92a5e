import type { Moment } from './moment.ts';

/** A subscription. */
export interface Subscription {
  readonly id: string;
  readonly tenantId: string;
  readonly displayName: string;
  readonly state: 'Enabled' | 'Warned' | 'PastDue' | 'Disabled' | 'Deleted';
  readonly quotaId: string;
  readonly spendingLimit: 'On' | 'Off' | 'CurrentPeriodOff';
}

/** A resource provider in a subscription. Without one it was never registered. */
export interface Registration {
  readonly namespace: string;
  readonly subscriptionId: string;
  readonly state: 'Registering' | 'Registered' | 'Unregistering' | 'Unregistered';
  /** When `Registering` becomes `Registered`, `Unregistering` becomes `Unregistered`. */
  readonly until?: Moment;
}

/** A resource group. */
export interface ResourceGroup {
  readonly subscriptionId: string;
  readonly name: string;
  readonly location: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly managedBy?: string;
  /** When it was made; left out of one that has long been there. */
  readonly createdAt?: Moment;
  /** Set while it is being deleted: when it is gone. */
  readonly goneAt?: Moment;
  /** The deletion will fail, and the group be as it was. */
  readonly deletionFails?: boolean;
}
