import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Reply } from '../exchange.ts';
import type { World } from '../world/world.ts';
import { checkClient, personIn, tenantOf } from './accounts.ts';
import { asksForMfa, type Form, formValue } from './form.ts';
import { personTokens, wanted } from './issue.ts';
import { refuse } from './refusal.ts';

/** A request for an authorization code, after its checks. */
export interface AuthorizationRequest {
  readonly tenant: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly challenge: string | undefined;
  readonly responseMode: 'query' | 'fragment' | 'form_post';
  readonly mfa: boolean;
}

const tenMinutes = 600_000;

/** Public clients may be sent back to this machine only (RFC 8252, loopback interface redirection). */
function isLoopback(redirectUri: string): boolean {
  try {
    const { protocol, hostname } = new URL(redirectUri);
    return (protocol === 'http:' || protocol === 'https:') && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  } catch {
    return false;
  }
}

/** Reads and checks what a browser brings to `/oauth2/v2.0/authorize`. Throws an `EntraRefusal` that must not be redirected. */
export function authorizationRequest(
  world: World,
  tenantSegment: string,
  form: Form,
  context: Context,
): AuthorizationRequest {
  const tenant = tenantOf(world, tenantSegment);
  const clientId = formValue(form, 'client_id');
  checkClient(world, tenant, clientId);
  const redirectUri = formValue(form, 'redirect_uri');
  if (!isLoopback(redirectUri)) {
    refuse(
      400,
      'invalid_request',
      50011,
      `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'.`,
    );
  }
  if (form['response_type'] !== 'code')
    refuse(
      400,
      'unsupported_response_type',
      70005,
      "The app requested an unsupported response type: only 'code' is served.",
    );
  const method = form['code_challenge_method'];
  if (form['code_challenge'] !== undefined && method !== undefined && method !== 'S256')
    refuse(400, 'invalid_request', 9002325, 'Proof Key for Code Exchange needs the method S256.');
  const scope = formValue(form, 'scope');
  wanted(scope, context.origin, tenant?.displayName ?? 'Contoso');
  const mode = form['response_mode'];
  return {
    tenant: tenantSegment,
    clientId,
    redirectUri,
    scope,
    state: form['state'],
    nonce: form['nonce'],
    challenge: form['code_challenge'],
    responseMode: mode === 'fragment' || mode === 'form_post' ? mode : 'query',
    mfa: asksForMfa(form['claims']),
  };
}

/** The code that the browser carries back once `objectId` has signed in. */
export function authorizationCode(request: AuthorizationRequest, objectId: string, context: Context): string {
  return context.keys.seal('code', { ...request, objectId, issuedAt: context.now });
}

/** Exchanges an authorization code for tokens. */
export function redeemAuthorizationCode(world: World, tenantSegment: string, form: Form, context: Context): Reply {
  const tenant = tenantOf(world, tenantSegment);
  const clientId = formValue(form, 'client_id');
  const content = context.keys.unseal('code', formValue(form, 'code')) as
    | (AuthorizationRequest & { objectId: string; issuedAt: number })
    | undefined;
  if (content?.clientId !== clientId)
    refuse(400, 'invalid_grant', 9002313, 'Invalid request. Request is malformed or invalid.');
  if (content.issuedAt + tenMinutes < context.now)
    refuse(
      400,
      'invalid_grant',
      70008,
      'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
    );
  if (form['redirect_uri'] !== content.redirectUri)
    refuse(
      400,
      'invalid_client',
      500112,
      'The reply address does not match the reply address provided when requesting Authorization code.',
    );
  if (
    content.challenge !== undefined &&
    createHash('sha256')
      .update(form['code_verifier'] ?? '')
      .digest('base64url') !== content.challenge
  ) {
    refuse(
      400,
      'invalid_grant',
      501481,
      'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
    );
  }
  const user = personIn(world, content.objectId, tenant);
  const want = wanted(form['scope'] ?? content.scope, context.origin, tenant?.displayName ?? 'Contoso');
  const mfa = !context.settings.mfaForWrites || content.mfa || asksForMfa(form['claims']);
  return personTokens({ user, clientId, want, mfa, nonce: content.nonce }, context);
}
