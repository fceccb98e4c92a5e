import type { Resource, ResourceKey } from '../domain/resource.ts';
import type { Removable } from '../domain/right.ts';
import type { AccessControl, EligibleRole } from './access-control.ts';
import type { Account, AccountDirectory, SignInMethod, SignInOffer } from './accounts.ts';
import type { DeploymentReads, DeploymentWrites } from './deployments.ts';
import type { PlaceRules } from './place-rules.ts';
import type { PermissionEntry, Principal, RoleAssignment } from './principals.ts';
import type { Availability, Holdings, Instance, Provider, Resident, ResourceGroup, Subscription } from './resources.ts';
import type { TwinsData, TwinsKey } from './twins.ts';

export type * from './accounts.ts';
export type * from './deployments.ts';
export type * from './events.ts';
export type * from './principals.ts';
export type * from './resources.ts';
export type * from './twins.ts';

/**
 * The Azure port: what the wizard needs of Azure, in the domain's words. Steps see nothing else of Azure.
 * `src/azure/` implements it with Microsoft's SDK clients; tests of steps pass a fake of a few lines.
 *
 * Every method throws a {@link SetupError} when Azure refuses, is out of reach, or answers something unusable.
 * Reads give `undefined` (not an error) for what is not there.
 */

/** What the instance's own endpoint said to one small call made as the signed-in account. */
export type TwinsAnswer =
  | { readonly is: 'answered'; readonly models: number }
  /** 403: no data role, or the role has not spread yet. */
  | { readonly is: 'forbidden' }
  /** 404 "Sub-domain not found": a token of another tenant, or the instance is gone. */
  | { readonly is: 'unknown-host' }
  /** The host name can't be resolved (yet); `says`: in the words of what tried in our place. */
  | { readonly is: 'no-such-host'; readonly says?: string }
  /** 401. */
  | { readonly is: 'unauthorized' };

/** What shows whether something that stands in Azure is what a set-up began to make. */
export interface Identified {
  /** Resource id. */
  readonly id: string;
  /** Where such things carry tags. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** When it came to be, where Azure tells. */
  readonly born?: string | undefined;
}

/** Answers that tell of several of the things that are looked at in one go: each is read once for all of them. */
export type Together = Map<string, Promise<unknown>>;

/** What Azure's answer to the creation of something that is made at once says of it: as good as a first look. */
export interface Told {
  readonly group?: ResourceGroup;
}

/** What came of a creation that Azure has accepted. */
export interface Created {
  /** The id under which Azure has it: another one when the same role assignment was there already under another name. */
  readonly id: string;
  readonly told?: Told;
}

/** The half of the port that changes nothing in Azure: all that a look needs. */
export interface AzureReads extends AccessControl, PlaceRules, DeploymentReads {
  /**
   * The ways to sign in on this machine, the best first. Sends nothing. `tools`: also those of Microsoft's command-line tools, which
   * are started for that.
   */
  signInOffers(which: { readonly tools: boolean }): readonly SignInOffer[];
  /**
   * Has the person sign in to the Azure CLI by its own `az login`, which keeps the sign-in; what it says is told by the port's events.
   * @throws SetupError (sign-in) when it doesn't sign in.
   */
  signInTool(tenant: string | undefined): Promise<void>;
  /**
   * Signs in, once for the same method and tenant; interactive methods report what the person must do through the port's events.
   * `subscription`: the one that will be asked for, where its id is known: it, or else the list of them, is read meanwhile.
   */
  signIn(method: SignInMethod, tenant: string | undefined, subscription?: string): Promise<Account>;
  /** Forgets the sign-in: the next one is new, also in the same way. */
  signOut(): void;
  /** What is asked from now on is asked of Azure, whatever is remembered: something turned out otherwise. */
  forgetFacts(): void;

  /** The account's directories, its own first; one that wants more proof, or fails, doesn't hide the rest. Empty before anybody signed in. */
  directories(): Promise<readonly AccountDirectory[]>;
  /**
   * All subscriptions that the account sees, also disabled ones. Where an id is given, only that one, if it is the sign-in's own
   * directory that has it: no list is read then.
   */
  subscriptions(id?: string): Promise<readonly Subscription[]>;

  provider(subscriptionId: string): Promise<Provider>;

  resourceGroups(subscriptionId: string): Promise<readonly ResourceGroup[]>;
  resourceGroup(subscriptionId: string, name: string): Promise<ResourceGroup | undefined>;
  /**
   * All that is in a group, whatever it is; `undefined` when it can't be read. The account sees of it what it may read: whether
   * that is all, its rights tell.
   */
  groupContents(subscriptionId: string, name: string): Promise<readonly Resident[] | undefined>;

  /** All instances of the subscription. */
  instances(subscriptionId: string): Promise<readonly Instance[]>;
  instance(subscriptionId: string, resourceGroup: string, name: string): Promise<Instance | undefined>;
  nameAvailability(subscriptionId: string, location: string, name: string): Promise<Availability>;
  /** Azure's own words, safe to show, for why a creation that was sent here has failed; `undefined` when it doesn't tell. */
  creationFailure(instanceId: string): Promise<string | undefined>;

  /** The signed-in account's rights at a scope (subscription, group or resource id); `undefined` when they can't be read. */
  permissions(scope: string): Promise<readonly PermissionEntry[] | undefined>;

  /** The signed-in account as a principal of the subscription's tenant. */
  me(subscriptionId: string): Promise<Principal>;
  /** Who a user principal name, e-mail, object id, application id or name may mean in the subscription's tenant; none, one or several. */
  principals(subscriptionId: string, text: string): Promise<readonly Principal[]>;
  /** People and groups whose name, user principal name or e-mail begins with a text; none where the directory won't tell. */
  principalsLike(subscriptionId: string, text: string): Promise<readonly Principal[]>;
  /** Names for object ids; those that the directory doesn't know, or won't tell, are left out. */
  principalsById(subscriptionId: string, ids: readonly string[]): Promise<readonly Principal[]>;

  /** The role assignments that apply at a scope, inherited ones included. */
  roleAssignments(scope: string): Promise<readonly RoleAssignment[]>;
  /** The same, only those that apply to one principal, also through groups. */
  roleAssignmentsOf(scope: string, principalId: string): Promise<readonly RoleAssignment[]>;
  /** One assignment by its id; asked itself, no list. */
  roleAssignment(id: string): Promise<RoleAssignment | undefined>;

  /** Whether something of that id is there, in whatever state it is. `together`: what is looked at in one go with others. */
  find(key: ResourceKey, together?: Together): Promise<Identified | undefined>;
  /** When something that was just seen to be there was made, where Azure tells. */
  bornAt(key: ResourceKey): Promise<string | undefined>;

  /** One small read of the instance's own endpoint (list models). `fresh` asks for a new token first. */
  askTwins(subscriptionId: string, hostName: string, fresh: boolean): Promise<TwinsAnswer>;
  /** Gets the token for such calls beforehand, without asking anybody. */
  readyForTwins(subscriptionId: string): Promise<void>;
  /** Counts what an instance holds besides some things, as far as the account may see it, and the instance can be reached. */
  holdings(subscriptionId: string, hostName: string, besides: readonly TwinsKey[]): Promise<Holdings>;
  /** How many endpoints an instance sends events to; `undefined` when they can't be read. */
  endpoints(instanceId: string): Promise<number | undefined>;

  /** Web addresses of this cloud for people. */
  readonly links: Links;
  /** Requests sent so far. */
  readonly requests: { readonly reads: number; readonly writes: number };
}

/** The half of the port that changes something in Azure. */
export interface AzureWrites extends DeploymentWrites {
  /**
   * Sends the one request that makes it, and returns when Azure has accepted it; what is being made goes on in Azure. Only for
   * what was just seen to be absent.
   */
  create(resource: Resource): Promise<Created>;
  /**
   * Sends the one request that takes away exactly what has this id, and returns when Azure has accepted it: it may be there for a
   * while yet, and that it is gone is what it tells itself, by no longer being there. Something that isn't there is no error.
   */
  remove(kind: Removable, id: string): Promise<void>;
  /** Sends PUT: switches the role on for that many hours. `waiting`: somebody has to approve it. */
  activateRole(subscriptionId: string, role: EligibleRole, hours: number): Promise<'active' | 'waiting'>;
  /** The data of an instance, to be read and written. */
  twinsData(subscriptionId: string, hostName: string): TwinsData;
}

export interface Azure extends AzureReads, AzureWrites {}

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
