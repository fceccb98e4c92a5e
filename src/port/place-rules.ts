import type { InstanceResource } from '../domain/instance.ts';

/** A tag that a policy demands on what is created. */
export interface RequiredTag {
  readonly name: string;
  /** The only values that it may have; any value when undefined. */
  readonly values?: readonly string[] | undefined;
  /** The policy's name, as its owner wrote it. */
  readonly policy: string;
}

/** What Azure Policy will refuse in a resource group or subscription, as far as it tells beforehand. */
export interface Restrictions {
  /** Canonical names of the regions that are denied, each with the name of the policy. */
  readonly regions: ReadonlyMap<string, string>;
  readonly tags: readonly RequiredTag[];
}

/** A lock on a scope, which counts for everything below it too. */
export interface Lock {
  readonly name: string;
  /** ReadOnly stops every change, CanNotDelete only deletions. */
  readonly level: 'ReadOnly' | 'CanNotDelete';
  readonly scope: string;
  /** What those who made it wrote beside it. */
  readonly notes?: string | undefined;
}

/** A policy that keeps things from being deleted (its effect is denyAction). */
export interface DeletionRule {
  /** Its name, as its owner wrote it. */
  readonly policy: string;
  /** Where it was assigned: it counts for everything below; a management group, too. */
  readonly scope: string;
  /** Where it does not count. */
  readonly notScopes: readonly string[];
  /** What it is about: the `if` of its rule. */
  readonly condition: unknown;
}

/** The part of the Azure port that tells what a region, group or subscription will not take. */
export interface PlaceRules {
  /**
   * What policies would refuse of a new instance in a group; without a group, of a new group with an instance in it.
   * `regions` are those to be looked at. `undefined` when it can't be known.
   */
  restrictions(
    subscriptionId: string,
    resourceGroup: string | undefined,
    regions: readonly string[],
  ): Promise<Restrictions | undefined>;
  /**
   * The names of the policies that would refuse exactly this instance; `undefined` when it can't be known. `resourceGroup` is
   * left out for one that isn't there yet.
   */
  policyDenials(instance: InstanceResource, resourceGroup: string | undefined): Promise<readonly string[] | undefined>;
  /** The locks on a subscription and on everything in it; `undefined` when they can't be read. */
  locks(subscriptionId: string): Promise<readonly Lock[] | undefined>;
  /** The policies that keep things from being deleted in a subscription; `undefined` when they can't be read. */
  deletionRules(subscriptionId: string): Promise<readonly DeletionRule[] | undefined>;
}
