import type { Moment } from './moment.ts';

/** A tenant of Microsoft Entra ID. */
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

/** A person, at home in the tenant or a guest there. */
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

/** A group of people, applications and other groups. */
export interface Group extends DirectoryEntry {
  readonly kind: 'group';
  readonly mail: string | null;
  readonly members: readonly string[];
}

/** An application, or the identity of a resource. */
export interface ServicePrincipal extends DirectoryEntry {
  readonly kind: 'servicePrincipal';
  readonly appId: string;
  readonly servicePrincipalType: 'Application' | 'ManagedIdentity';
  /** SHA-256 of the client secret, base64url; the secret itself is not part of the world. */
  readonly secretHash?: string;
  readonly readsDirectory: boolean;
}

/** What the directory holds. */
export type DirectoryObject = User | Group | ServicePrincipal;
