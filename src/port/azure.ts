import type { AccessControl } from './access-control.ts';
import type { PlaceRules } from './place-rules.ts';

/**
 * The Azure port: what the wizard needs of Azure, in the domain's words. Steps see nothing else of Azure.
 * `src/azure/` implements it with Microsoft's SDK clients; tests of steps pass a fake of a few lines.
 *
 * Every method throws a {@link SetupError} when Azure refuses, is out of reach, or answers something unusable.
 * Reads give `undefined` (not an error) for what is not there.
 */

/** One way to sign in. */
export type SignInMethod = 'cli' | 'browser' | 'device-code' | 'environment';

/** A way to sign in that this machine offers now, and who one would be. */
export interface SignInOffer {
  readonly method: SignInMethod;
  /** Who one would be, as far as it can be known without signing in: "ana@contoso.com". */
  readonly account?: string | undefined;
  /** Whose session `cli` would use, or what proves the identity of an application: "Azure Developer CLI (azd)", "certificate". */
  readonly by?: string | undefined;
  /** Something to know before choosing it: "maybe left over". */
  readonly note?: string | undefined;
  /** Why it can't be used here, when it can't. */
  readonly unavailable?: string | undefined;
}

/** A directory (tenant) that the signed-in account belongs to, and what there is for it. */
export interface AccountDirectory {
  readonly tenantId: string;
  /** "Contoso", when the directory tells. */
  readonly name?: string | undefined;
  /** "contoso.com". */
  readonly domain?: string | undefined;
  /** How many subscriptions can be used there; `undefined` when that directory would not tell. */
  readonly subscriptions: number | undefined;
  /** Why it would not tell: it wants more proof of who one is (multi-factor authentication), or something else. */
  readonly closed?: 'needs-proof' | 'refused' | undefined;
}

/** The signed-in account. */
export interface Account {
  readonly kind: 'user' | 'servicePrincipal';
  /** "Ana Lima"; the application's name or id for a service principal. */
  readonly displayName: string;
  /** User principal name or e-mail as the sign-in gives it; the application (client) id for a service principal. */
  readonly username: string;
  /** Directory (tenant) id of the sign-in, lower case. */
  readonly tenantId: string;
  /** "Contoso", when the directory tells. */
  readonly tenantName?: string | undefined;
  /** Object id in `tenantId`. */
  readonly objectId: string;
  readonly method: SignInMethod;
}

export interface Subscription {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
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

export interface Instance {
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
  readonly identity: 'none' | 'system' | 'other';
  readonly publicNetworkAccess: 'enabled' | 'disabled';
}

/** What to create. */
export interface NewInstance {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly identity: 'none' | 'system';
  readonly publicNetworkAccess: 'enabled' | 'disabled';
}

/** `unknown`: the name could not be checked (provider not registered yet, no right to ask), with the reason. */
export type Availability =
  | { readonly is: 'free' }
  | { readonly is: 'taken'; readonly message: string }
  | { readonly is: 'unknown'; readonly why: string };

/** One role's worth of rights, as `permissions` lists them: an entry grants what its actions match and its notActions don't. */
export interface PermissionEntry {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

export type PrincipalType = 'User' | 'Group' | 'ServicePrincipal';

export interface Principal {
  readonly id: string;
  /** `undefined` when the directory could not be asked. */
  readonly type?: PrincipalType | undefined;
  /** Display name; the id when the directory could not be asked. */
  readonly name: string;
  readonly userPrincipalName?: string | undefined;
  readonly mail?: string | undefined;
  /** A guest from another tenant or a personal account. */
  readonly guest?: boolean | undefined;
}

export interface RoleAssignment {
  /** Full resource id. */
  readonly id: string;
  /** The GUID. */
  readonly name: string;
  readonly scope: string;
  readonly principalId: string;
  readonly principalType?: PrincipalType | undefined;
  /** Last segment of the role definition id, lower case. */
  readonly roleId: string;
  /** True when it restricts what the role may do. */
  readonly conditional: boolean;
}

export interface NewRoleAssignment {
  readonly subscriptionId: string;
  readonly scope: string;
  readonly name: string;
  readonly roleId: string;
  readonly principalId: string;
  readonly principalType?: PrincipalType | undefined;
}

/** What the instance's own endpoint said to one small call made as the signed-in account. */
export type TwinsAnswer =
  | { readonly is: 'answered'; readonly models: number }
  /** 403: no data role, or the role has not spread yet. */
  | { readonly is: 'forbidden' }
  /** 404 "Sub-domain not found": a token of another tenant, or the instance is gone. */
  | { readonly is: 'unknown-host' }
  /** The host name can't be resolved (yet). */
  | { readonly is: 'no-such-host' }
  /** 401. */
  | { readonly is: 'unauthorized' };

export interface Azure extends AccessControl, PlaceRules {
  /** The ways to sign in on this machine, the best first. Sends nothing. */
  signInOffers(): Promise<readonly SignInOffer[]>;
  /** Signs in, once for the same method and tenant; interactive methods report what the person must do through the port's events. */
  signIn(method: SignInMethod, tenant: string | undefined): Promise<Account>;
  /** Forgets the sign-in: the next one is new, also in the same way. */
  signOut(): void;

  /** The account's directories, its own first; one that wants more proof, or fails, doesn't hide the rest. Empty before anybody signed in. */
  directories(): Promise<readonly AccountDirectory[]>;
  /** All subscriptions that the account sees, also disabled ones. */
  subscriptions(): Promise<readonly Subscription[]>;

  provider(subscriptionId: string): Promise<Provider>;
  /** Returns at once; the registration goes on in Azure. */
  registerProvider(subscriptionId: string): Promise<void>;

  resourceGroups(subscriptionId: string): Promise<readonly ResourceGroup[]>;
  resourceGroup(subscriptionId: string, name: string): Promise<ResourceGroup | undefined>;
  /** Sends PUT: only for a name that was just seen to be absent. */
  createResourceGroup(
    subscriptionId: string,
    name: string,
    location: string,
    tags: Readonly<Record<string, string>>,
  ): Promise<ResourceGroup>;

  /** All instances of the subscription. */
  instances(subscriptionId: string): Promise<readonly Instance[]>;
  instance(subscriptionId: string, resourceGroup: string, name: string): Promise<Instance | undefined>;
  nameAvailability(subscriptionId: string, location: string, name: string): Promise<Availability>;
  /** Sends PUT and returns when Azure has accepted it; never polls. Only for a name that was just seen to be absent. */
  createInstance(instance: NewInstance): Promise<void>;
  /** Azure's own words, safe to show, for why a creation that was sent here has failed; `undefined` when it doesn't tell. */
  creationFailure(instanceId: string): Promise<string | undefined>;

  /** The signed-in account's rights at a scope (subscription, group or resource id); `undefined` when they can't be read. */
  permissions(scope: string): Promise<readonly PermissionEntry[] | undefined>;

  /** The signed-in account as a principal of the subscription's tenant. */
  me(subscriptionId: string): Promise<Principal>;
  /** Who a user principal name, e-mail, object id, application id or name may mean in the subscription's tenant; none, one or several. */
  principals(subscriptionId: string, text: string): Promise<readonly Principal[]>;
  /** Names for object ids; those that the directory doesn't know, or won't tell, are left out. */
  principalsById(subscriptionId: string, ids: readonly string[]): Promise<readonly Principal[]>;

  /** The role assignments that apply at a scope, inherited ones included. */
  roleAssignments(scope: string): Promise<readonly RoleAssignment[]>;
  /** The same, only those that apply to one principal, also through groups. */
  roleAssignmentsOf(scope: string, principalId: string): Promise<readonly RoleAssignment[]>;
  /** Sends PUT; gives the existing one when Azure says that the same assignment exists under another name. */
  assignRole(assignment: NewRoleAssignment): Promise<RoleAssignment>;

  /** One small read of the instance's own endpoint (list models). `fresh` asks for a new token first. */
  askTwins(subscriptionId: string, hostName: string, fresh: boolean): Promise<TwinsAnswer>;

  /** Web addresses of this cloud for people. */
  readonly links: Links;
  /** Requests sent so far. */
  readonly requests: { readonly reads: number; readonly writes: number };
}

export interface Links {
  /** Portal page of a resource id. */
  resource(resourceId: string): string;
  /** Portal page "Access control (IAM)" of a resource id. */
  accessControl(resourceId: string): string;
  /** Portal page on which people activate the Azure roles that they are eligible for. */
  readonly activateRoles: string;
  /** Portal page that lists the users of the directory. */
  readonly users: string;
  /** The Explorer, opened on an instance; undefined where there is none. */
  explorer(tenantId: string, hostName: string): string | undefined;
}

/**
 * Why somebody who has signed in is asked to do it once more: Azure wants a second proof of who they are, or a directory
 * doesn't do with the sign-in that there was.
 */
export type OnceMore = 'second-proof' | 'directory';

/** What the port reports while it works. */
export type AzureEvent =
  | {
      readonly kind: 'device-code';
      readonly userCode: string;
      readonly verificationUri: string;
      readonly expiresInSeconds: number;
      readonly approvesItself: boolean;
      /** The code before it was not used in time. */
      readonly renewed?: boolean | undefined;
      /** No directory is named, so personal accounts can't sign in. */
      readonly workOnly?: boolean | undefined;
      readonly onceMore?: OnceMore | undefined;
    }
  | {
      readonly kind: 'browser';
      readonly url: string;
      readonly workOnly?: boolean | undefined;
      readonly onceMore?: OnceMore | undefined;
    }
  | { readonly kind: 'delayed'; readonly seconds: number; readonly why: string };
