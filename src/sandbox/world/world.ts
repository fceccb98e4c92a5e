/**
 * The sandbox's world: everything that Azure would remember, as one JSON-serialisable value. It never changes in
 * place; a transition gives a new value. Nothing here runs on timers: what takes time carries the moment when it is over.
 */

/** Milliseconds since 1970. */
export type Moment = number;

export interface Tenant {
  readonly id: string;
  readonly displayName: string;
  readonly defaultDomain: string;
  readonly domains: readonly string[];
  readonly countryCode: string;
}

interface DirectoryEntry {
  readonly id: string;
  readonly tenantId: string;
  readonly displayName: string;
  /** When it was made; a principal younger than the directory's replication is not found without its type. */
  readonly createdAt: Moment;
}

export interface User extends DirectoryEntry {
  readonly kind: 'user';
  readonly userPrincipalName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly mail: string | null;
  readonly otherMails: readonly string[];
  readonly jobTitle: string | null;
  readonly userType: 'Member' | 'Guest';
  /** Where a guest's account lives. */
  readonly home?: { readonly tenantId: string; readonly objectId: string };
  readonly accountEnabled: boolean;
  /** False: neither reads of other people nor of groups are allowed (a directory that restricts its guests). */
  readonly readsDirectory: boolean;
}

export interface Group extends DirectoryEntry {
  readonly kind: 'group';
  readonly mail: string | null;
  readonly members: readonly string[];
}

export interface ServicePrincipal extends DirectoryEntry {
  readonly kind: 'servicePrincipal';
  readonly appId: string;
  readonly servicePrincipalType: 'Application' | 'ManagedIdentity';
  /** SHA-256 of the client secret, base64url; the secret itself is not part of the world. */
  readonly secretHash?: string;
  readonly readsDirectory: boolean;
}

export type DirectoryObject = User | Group | ServicePrincipal;

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

export interface ResourceGroup {
  readonly subscriptionId: string;
  readonly name: string;
  readonly location: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly managedBy?: string;
  /** Set while it is being deleted: when it is gone. */
  readonly goneAt?: Moment;
  /** The deletion will fail, and the group be as it was. */
  readonly deletionFails?: boolean;
}

export interface SystemData {
  readonly createdBy: string;
  readonly createdByType: 'User' | 'Application';
  readonly createdAt: string;
  readonly lastModifiedBy: string;
  readonly lastModifiedByType: 'User' | 'Application';
  readonly lastModifiedAt: string;
}

export interface Instance {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>> | null;
  readonly identity?: {
    readonly type: string;
    readonly principalId?: string;
    readonly tenantId?: string;
    readonly userAssignedIdentities?: Readonly<Record<string, object>>;
  };
  readonly publicNetworkAccess: 'Enabled' | 'Disabled';
  readonly createdTime: string;
  readonly lastUpdatedTime: string;
  readonly systemData: SystemData;
  /** Null until the creation is over. */
  readonly hostLabel: string | null;
  readonly state: 'Provisioning' | 'Updating' | 'Deleting' | 'Succeeded' | 'Failed';
  /** When the state is over: `Deleting` ends in nothing, the others in `Succeeded`, or in `Failed` with `fails`. */
  readonly until?: Moment;
  readonly fails?: { readonly code: string; readonly message: string };
  /** Names this instance's twins; a later instance of the same name has another one. */
  readonly key: string;
}

export interface Operation {
  readonly id: string;
  readonly kind: 'Create' | 'Update' | 'Delete' | 'DeleteGroup';
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly resourceName: string;
  readonly location: string;
  readonly startedAt: Moment;
  readonly endsAt: Moment;
  readonly fails?: { readonly code: string; readonly message: string };
  readonly actor: string;
}

export type PrincipalType = 'User' | 'Group' | 'ServicePrincipal' | 'ForeignGroup' | 'Device';

export interface RoleAssignment {
  readonly name: string;
  /** As it was first written: `/`, or the id of a subscription, group or resource. */
  readonly scope: string;
  readonly roleId: string;
  readonly principalId: string;
  readonly principalType: PrincipalType;
  readonly condition: string | null;
  readonly conditionVersion: string | null;
  readonly description: string | null;
  readonly createdOn: Moment;
  readonly createdBy: string;
  /** From when on it counts. */
  readonly effectiveAt: Moment;
  /** Until when an activated role counts. */
  readonly expiresAt?: Moment;
}

export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

export interface RoleDefinition {
  readonly id: string;
  readonly roleName: string;
  readonly description: string;
  readonly custom?: { readonly assignableScopes: readonly string[]; readonly createdBy: string };
  readonly permissions: readonly Permission[];
  readonly createdOn: string;
  readonly updatedOn: string;
}

export interface DenyAssignment extends Permission {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly scope: string;
  readonly doNotApplyToChildScopes: boolean;
  /** Object ids; {@link everyone} stands for everybody. */
  readonly principals: readonly string[];
  readonly excludePrincipals: readonly string[];
}

/** The principal of a deny assignment that means everybody. */
export const everyone = '00000000-0000-0000-0000-000000000000';

/** A role that its holder may activate (Privileged Identity Management). */
export interface Eligibility {
  readonly name: string;
  readonly scope: string;
  readonly roleId: string;
  readonly principalId: string;
  readonly principalType: PrincipalType;
  readonly createdOn: Moment;
}

export interface Lock {
  readonly name: string;
  readonly scope: string;
  readonly level: 'ReadOnly' | 'CanNotDelete';
  readonly notes?: string;
}

/** What a policy assignment demands. */
type PolicyRule =
  | { readonly kind: 'allowedLocations'; readonly locations: readonly string[] }
  | { readonly kind: 'requiredTag'; readonly tag: string }
  /** Instances must not be reachable from the internet. */
  | { readonly kind: 'noPublicAccess' }
  /** Instances must have an identity of their own. */
  | { readonly kind: 'systemIdentity' };

export interface Policy {
  readonly name: string;
  readonly displayName: string;
  readonly scope: string;
  readonly definitionId: string;
  readonly definitionName: string;
  readonly definitionDisplayName: string;
  readonly effect: 'Deny' | 'Audit';
  readonly rule: PolicyRule;
}

/** A role that the administrator has been asked for (setting `helpfulAdministratorSeconds`). */
export interface Favour {
  /** Also the name of the assignment that comes of it. */
  readonly name: string;
  readonly scope: string;
  readonly roleId: string;
  readonly principalId: string;
  /** When it is given. */
  readonly at: Moment;
  readonly effectiveAt: Moment;
  /** Given once; whoever takes it away again has their reasons. */
  readonly given: boolean;
}

export interface DeviceCode {
  /** SHA-256 of the device code, base64url. */
  readonly hash: string;
  readonly userCode: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly scope: string;
  readonly issuedAt: Moment;
  readonly expiresAt: Moment;
  /** Whether the request asked for multi-factor authentication. */
  readonly mfa: boolean;
  readonly verdict:
    | { readonly is: 'pending' /** When the sandbox approves by itself. */; readonly approvesAt: Moment | null }
    | { readonly is: 'approved'; readonly objectId: string }
    | { readonly is: 'declined' }
    | { readonly is: 'redeemed' };
}

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
