import type { DenyAssignment, Eligibility, Favour, RoleAssignment, RoleDefinition } from './access.ts';
import type { Deployment, Job } from './deployments.ts';
import type { DeviceCode } from './device-code.ts';
import type { DirectoryObject, Tenant } from './directory.ts';
import type { Lock, Policy } from './guards.ts';
import type { Instance, Operation } from './instances.ts';
import type { Moment } from './moment.ts';
import type { Registration, ResourceGroup, Subscription } from './subscriptions.ts';

/**
 * The sandbox's world: everything that Azure would remember, as one JSON-serializable value. It is never changed: a
 * transition gives a new one. Nothing here runs on timers: what takes time carries the moment when it is over.
 */
export interface World {
  readonly schema: 1;
  readonly scenario: string;
  /** From this and `drawn` the next identifier follows. */
  readonly source: string;
  readonly drawn: number;
  /** Object id of the person who signs in when nobody chooses. */
  readonly signedIn: string;
  readonly tenants: readonly Tenant[];
  readonly directory: Readonly<Record<string, DirectoryObject>>;
  readonly subscriptions: readonly Subscription[];
  /** Keys are lower case throughout: `{subscription}/{namespace}`, resource ids, names. */
  readonly registrations: Readonly<Record<string, Registration>>;
  readonly groups: Readonly<Record<string, ResourceGroup>>;
  readonly instances: Readonly<Record<string, Instance>>;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly assignments: Readonly<Record<string, RoleAssignment>>;
  readonly customRoles: readonly RoleDefinition[];
  readonly denials: readonly DenyAssignment[];
  readonly eligibilities: readonly Eligibility[];
  readonly locks: readonly Lock[];
  readonly policies: readonly Policy[];
  readonly deviceCodes: Readonly<Record<string, DeviceCode>>;
  /** Names that a deleted instance still holds, `{region}/{name}`, and until when. */
  readonly heldNames: Readonly<Record<string, Moment>>;
  readonly favours?: readonly Favour[];
  /** By their ids in lower case, in the order in which they began; worlds that have none lack the key. */
  readonly deployments?: Readonly<Record<string, Deployment>>;
  readonly jobs?: Readonly<Record<string, Job>>;
  /** How many subscriptions and groups are generated on top, never stored. */
  readonly crowd: { readonly subscriptions: number; readonly groups: number };
}

/** The same world with some parts replaced. */
export function changed(world: World, parts: Partial<World>): World {
  return { ...world, ...parts };
}

/** A record without one key. */
export function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
