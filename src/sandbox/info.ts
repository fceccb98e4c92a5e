/** Everything that a client needs to use the sandbox. */
export interface SandboxInfo {
  /** `https://localhost:PORT` */
  readonly origin: string;
  readonly port: number;
  /** PEM of the certificate that clients must trust: it vouches for itself, and for nothing else. */
  readonly ca: string;
  readonly caFile: string;
  /** Holds nothing but the service principal's secret. */
  readonly clientSecretFile: string;
  readonly metadataUrl: string;
  readonly scenario: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly user: { readonly userPrincipalName: string; readonly objectId: string };
  readonly servicePrincipal: { readonly clientId: string; readonly clientSecret: string; readonly objectId: string };
}
