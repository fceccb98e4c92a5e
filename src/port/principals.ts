import type { PrincipalType } from '../domain/principal-type.ts';

/** One role's worth of rights, as `permissions` lists them: an entry grants what its actions match and its notActions don't. */
export interface PermissionEntry {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

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
  /** Nobody can sign in with it. */
  readonly disabled?: boolean | undefined;
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
  /** When it was given. */
  readonly createdOn?: string | undefined;
}
