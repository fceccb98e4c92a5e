/** Everything that a client needs to use the sandbox. */
export interface SandboxInfo {
  /** `https://localhost:PORT` */
  readonly origin: string;
  readonly port: number;
  /** PEM of the certificate authority. */
  readonly ca: string;
  readonly caFile: string;
  readonly metadataUrl: string;
  readonly scenario: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly user: { readonly userPrincipalName: string; readonly objectId: string };
  readonly servicePrincipal: { readonly clientId: string; readonly clientSecret: string; readonly objectId: string };
}
