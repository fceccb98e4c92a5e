import type { PrincipalType } from './access.ts';

/** The role assignment that a request would write or delete: what conditions look at. */
export interface AssignmentSubject {
  readonly roleId: string;
  readonly principalId: string;
  readonly principalType: PrincipalType;
}

/** What is to be done, and to what. */
export interface Act {
  readonly action: string;
  readonly scope: string;
  readonly data?: boolean;
  readonly subject?: AssignmentSubject | undefined;
}
