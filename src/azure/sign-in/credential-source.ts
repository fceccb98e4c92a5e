import type { TokenCredential } from '@azure/core-auth';

/** Where credentials come from, for one way to sign in. */
export interface CredentialSource {
  /** Signs in; interactive ways ask the person. `undefined`: the directory that the way itself knows. Called again when it failed. */
  first(tenant: string | undefined): Promise<TokenCredential>;
  /** A credential for one directory after that; a quiet one fails rather than ask the person again. */
  forTenant(tenantId: string, quiet: boolean): TokenCredential;
  /** Makes the next credentials fetch new tokens. */
  forgetTokens(): void;
}

/** Options that all credentials share. */
export interface Shared {
  readonly authorityHost: string;
  readonly disableInstanceDiscovery: boolean;
  readonly additionallyAllowedTenants: string[];
}
