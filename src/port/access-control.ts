import type { PermissionEntry } from './principals.ts';

/**
 * The part of the Azure port that is about rights: what stands against a right, which roles there are, and which ones an
 * account could activate. What Azure won't tell is `undefined` or left out, never an error: somebody who may not read
 * about rights is not stopped by that.
 */

/** Takes rights away from somebody, whatever their roles. */
export interface DenyAssignment {
  /** For people. */
  readonly name: string;
  readonly scope: string;
  readonly entries: readonly PermissionEntry[];
  /** Object ids in lower case; {@link everyone} among them means everybody. */
  readonly principals: readonly string[];
  readonly excluded: readonly string[];
  /** Does not reach what is below its scope. */
  readonly onlyItsScope: boolean;
  /** Only in some cases. */
  readonly conditional: boolean;
}

export interface RoleDefinition {
  /** The GUID, lower case. */
  readonly id: string;
  readonly name: string;
  readonly entries: readonly PermissionEntry[];
}

/** A role that the account doesn't have now and may switch on for some hours (Privileged Identity Management). */
export interface EligibleRole {
  /** Of the eligibility: the GUID of its schedule. */
  readonly id: string;
  readonly roleId: string;
  readonly scope: string;
}

export interface AccessControl {
  /** The deny assignments that reach a scope, inherited ones included; `undefined` when they can't be read. */
  denyAssignments(scope: string): Promise<readonly DenyAssignment[] | undefined>;
  /** Object ids of the groups that the signed-in account is in, also through other groups; `undefined` when the directory won't tell. */
  myGroups(subscriptionId: string): Promise<ReadonlySet<string> | undefined>;
  /** What roles allow; those that can't be read are left out. */
  roleDefinitions(scope: string, roleIds: readonly string[]): Promise<readonly RoleDefinition[]>;
  /** The roles that people have made themselves, as far as they can be assigned at a scope. */
  customRoles(scope: string): Promise<readonly RoleDefinition[]>;
  /** The roles that the signed-in account may activate at a scope or above it. */
  eligibleRoles(scope: string): Promise<readonly EligibleRole[]>;
  /** Rights given since the sign-in count from the next request on: it uses new tokens. */
  forgetTokens(): void;
}
