/** What an account of a directory is, as Azure names it. */
export type PrincipalType = 'User' | 'Group' | 'ServicePrincipal';
