import type { Outcome } from '../context.ts';
import { ok, type Request } from './request.ts';

/** The tenant, with its domains. */
export function organization(request: Request): Outcome {
  const tenant = request.world.tenants.find((each) => each.id === request.caller.tenantId);
  const verifiedDomains = tenant?.domains.map((name) => ({
    name,
    isDefault: name === tenant.defaultDomain,
    isInitial: name.endsWith('.onmicrosoft.com'),
    type: 'Managed',
    capabilities: 'Email, OfficeCommunicationsOnline',
  }));
  return ok({
    '@odata.context': `${request.context.origin}/v1.0/$metadata#organization`,
    value:
      tenant === undefined
        ? []
        : [{ id: tenant.id, displayName: tenant.displayName, countryLetterCode: tenant.countryCode, verifiedDomains }],
  });
}
