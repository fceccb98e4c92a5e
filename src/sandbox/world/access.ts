import type { Moment } from './moment.ts';

/** What a role can be given to. */
export type PrincipalType = 'User' | 'Group' | 'ServicePrincipal' | 'ForeignGroup' | 'Device';

/** A role that was given to a principal. */
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

/** What a role, or a deny assignment, is about. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/** A role, built in or custom. */
export interface RoleDefinition {
  readonly id: string;
  readonly roleName: string;
  readonly description: string;
  readonly custom?: { readonly assignableScopes: readonly string[]; readonly createdBy: string };
  readonly permissions: readonly Permission[];
  readonly createdOn: string;
  readonly updatedOn: string;
}

/** What takes rights away, whatever the roles. */
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
  /** Given once; people who take it away again have their reasons. */
  readonly given: boolean;
}
