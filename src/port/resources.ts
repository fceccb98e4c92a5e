import type { FoundProperties } from '../domain/instance.ts';

export interface Subscription {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  /** The account's directory, where it manages a subscription of another one from there (Azure Lighthouse). */
  readonly delegatedTo?: string | undefined;
  /** Enabled, Warned, PastDue, Disabled, Deleted. */
  readonly state: string;
}

/** A region, under both spellings that Azure uses. */
export interface Region {
  /** Canonical: "westeurope". */
  readonly name: string;
  /** For people: "West Europe". */
  readonly displayName: string;
  /** "Europe"; groups near regions together. */
  readonly geographyGroup?: string | undefined;
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
}

/** The resource provider Microsoft.DigitalTwins in one subscription. */
export interface Provider {
  readonly id: string;
  /** NotRegistered, Registering, Registered, Unregistering, Unregistered. */
  readonly registrationState: string;
  /** The regions that offer Azure Digital Twins instances, read live; known even when not registered. */
  readonly regions: readonly Region[];
  /** All regions of the subscription: for resource groups, and to say which don't offer the service. */
  readonly allRegions: readonly Region[];
}

export interface ResourceGroup {
  /** Full resource id, in Azure's own casing. */
  readonly id: string;
  readonly name: string;
  /** Canonical region name: "westeurope". */
  readonly location: string;
  /** "Succeeded", "Deleting", … */
  readonly provisioningState: string;
  /** Set when a managed application owns the group. */
  readonly managedBy?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** Something that is in a resource group, of whatever kind. */
export interface Resident {
  readonly id: string;
  /** "lab7" */
  readonly name: string;
  /** "Microsoft.Storage/storageAccounts" */
  readonly type: string;
}

export interface Instance extends FoundProperties {
  /** Full resource id, in Azure's own casing. */
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  /** Canonical region name. */
  readonly location: string;
  /** Provisioning, Succeeded, Failed, … or a value of the future. */
  readonly provisioningState: string;
  /** Bare host name (no scheme), checked against the cloud's suffix; undefined until Azure has given one. */
  readonly hostName?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** When Azure made it. */
  readonly createdTime?: string | undefined;
}

/** What an instance holds; undefined is what could not be counted. */
export interface Holdings {
  readonly models: number | undefined;
  readonly twins: number | undefined;
  readonly relationships: number | undefined;
  readonly eventRoutes: number | undefined;
}

/** `unknown`: the name could not be checked (provider not registered yet, no right to ask), with the reason. */
export type Availability =
  | { readonly is: 'free' }
  | { readonly is: 'taken'; readonly message: string }
  | { readonly is: 'unknown'; readonly why: string };
