import type { Role } from '../src/domain/roles.ts';
import type {
  Account,
  Instance,
  Principal,
  Provider,
  ResourceGroup,
  RoleAssignment,
  Subscription,
} from '../src/port/azure.ts';
import type { Verdict } from '../src/rights/verdict.ts';

/** What steps find out and other steps need, by the id of the step that finds it. A fact that nobody needs isn't here. */
export type HasLogin = { readonly login: Account };
export type HasSubscription = { readonly subscription: Subscription };
export type HasProvider = { readonly provider: Provider };
export type HasGroup = { readonly 'resource-group': ResourceGroup };
export type HasInstance = { readonly instance: Instance };
export type HasPermissions = { readonly permissions: Rights };
export type HasRole = { readonly role: Grant };

/** The account's rights at the scope where the instance is or will be. */
export interface Rights {
  /** Whether it may give roles on the instance. */
  readonly assignRoles: Verdict;
  /** Whether something that comes before that may not be made by this account. */
  readonly isMissingSome: boolean;
}

/** Who has which role on the instance. */
export interface Grant {
  readonly principal: Principal;
  readonly role: Role;
  /** The account itself: then the instance can be called as a proof. */
  readonly mine: boolean;
  /** Without an id as long as somebody else is to make it. */
  readonly assignment: Pick<RoleAssignment, 'scope'> & Partial<Pick<RoleAssignment, 'id'>>;
}

export interface Proof {
  /** True when the instance itself answered; false when the assignment is another's and can only be listed. */
  readonly called: boolean;
}
