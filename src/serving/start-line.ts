import type { SandboxInfo } from '../sandbox/info.ts';

/** Where everything is, for programs: the one line of `adt-setup sandbox --json`. */
export function startLine(sandbox: SandboxInfo): object {
  const { origin, metadataUrl, caFile, tenantId, subscriptionId, user, servicePrincipal } = sandbox;
  return {
    metadataUrl,
    resourceManager: origin,
    activeDirectory: origin,
    microsoftGraph: origin,
    caFile,
    tenantId,
    subscriptionId,
    user: { userPrincipalName: user.userPrincipalName, objectId: user.objectId },
    servicePrincipal: {
      clientId: servicePrincipal.clientId,
      clientSecret: servicePrincipal.clientSecret,
      objectId: servicePrincipal.objectId,
    },
  };
}
