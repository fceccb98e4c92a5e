import type { Context } from '../context.ts';
import type { Identified } from '../entra/caller.ts';
import type { Caller } from '../world/caller.ts';
import { refusal } from './refusal.ts';

/** A token that ARM doesn't take, or takes for another tenant's. */
export type BadToken =
  | Exclude<Identified, { is: 'caller' }>
  | { readonly is: 'tenant'; readonly tokenTenant: string; readonly tenant: string };

/** `7/24/2026 10:05:03 AM`, as .NET writes times in these texts. */
export function americanTime(moment: number): string {
  const at = new Date(moment);
  const hours = at.getUTCHours();
  const clock = `${hours % 12 === 0 ? 12 : hours % 12}:${String(at.getUTCMinutes()).padStart(2, '0')}:${String(at.getUTCSeconds()).padStart(2, '0')}`;
  return `${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()} ${clock} ${hours < 12 ? 'AM' : 'PM'}`;
}

function challenge(context: Context, tenant: string, error: string, description: string): Record<string, string> {
  return {
    'WWW-Authenticate': `Bearer authorization_uri="${context.origin}/${tenant}", error="${error}", error_description="${description}"`,
  };
}

/** 401 in ARM's words. Codes and texts of wrong tenant and audience as recorded; the others from ARM's documentation. */
export function refuseToken(token: BadToken, context: Context): Error {
  switch (token.is) {
    case 'missing':
      return refusal(401, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.", {
        headers: challenge(
          context,
          'organizations',
          'invalid_token',
          "The authentication failed because of missing 'Authorization' header.",
        ),
      });
    case 'invalid':
      return refusal(401, 'InvalidAuthenticationToken', 'The access token is invalid.', {
        headers: challenge(context, 'organizations', 'invalid_token', 'The access token is invalid.'),
      });
    case 'expired': {
      const text = `The access token expiry UTC time '${americanTime(token.at)}' is earlier than current UTC time '${americanTime(context.now)}'.`;
      return refusal(401, 'ExpiredAuthenticationToken', text, {
        headers: challenge(context, 'organizations', 'invalid_token', text),
      });
    }
    case 'audience': {
      const text = `The access token has been obtained for wrong audience or resource '${token.audience}'. It should exactly match with one of the allowed audiences 'https://management.core.windows.net/','https://management.core.windows.net','https://management.azure.com/','https://management.azure.com'.`;
      return refusal(401, 'InvalidAuthenticationTokenAudience', text, {
        headers: challenge(
          context,
          'organizations',
          'invalid_token',
          'The access token has been obtained for wrong audience.',
        ),
      });
    }
    case 'tenant': {
      const text = `The access token is from the wrong issuer 'https://sts.windows.net/${token.tokenTenant}/'. It must match the tenant 'https://sts.windows.net/${token.tenant}/' associated with this subscription. Please use the authority (URL) 'https://login.windows.net/${token.tenant}' to get the token. Note, if the subscription is transferred to another tenant there is no impact to the services, but information about new tenant could take time to propagate (up to an hour). If you just transferred your subscription and see this error message, please try back later.`;
      return refusal(401, 'InvalidAuthenticationTokenTenant', text, {
        headers: challenge(context, token.tenant, 'invalid_token', 'The access token is from the wrong issuer.'),
      });
    }
  }
}

/** What mandatory multi-factor authentication answers to writes: 401 with a claims challenge; reads pass. */
export function challengeMfa(caller: Caller, context: Context): Error {
  const claims = Buffer.from(JSON.stringify({ access_token: { acrs: { essential: true, values: ['p1'] } } })).toString(
    'base64',
  );
  const message =
    'Resource was disallowed by policy. Reasons: MFA is required. See the policyIdentifiers for details. Users must authenticate with multi-factor authentication to create or update resources.';
  return refusal(401, 'RequestDisallowedByPolicy', message, {
    headers: {
      'WWW-Authenticate': `Bearer realm="", authorization_uri="${context.origin}/${caller.tenantId}", error="insufficient_claims", claims="${claims}"`,
    },
  });
}
