import type { Context, Outcome } from '../context.ts';
import type { Ask, Reply } from '../exchange.ts';
import { hashSecret } from '../world/identifiers.ts';
import type { World } from '../world/world.ts';
import { applicationOf, checkClient, personIn, tenantOf } from './accounts.ts';
import { redeemAuthorizationCode } from './authorization-code.ts';
import { redeemDeviceCode, startDeviceCode } from './device-code.ts';
import { instanceDiscovery, openidConfiguration } from './discovery.ts';
import { asksForMfa, type Form, formOf, formValue } from './form.ts';
import { applicationToken, personTokens, wanted } from './issue.ts';
import { EntraRefusal, entraError, refuse } from './refusal.ts';

const anHour = 3_600_000;
/** A refresh token that nobody used for so long is dead. */
const refreshLifetime = 90 * 24 * anHour;

function clientCredentials(world: World, segment: string, form: Form, context: Context): Reply {
  const tenant = tenantOf(world, segment);
  if (tenant === undefined)
    refuse(
      400,
      'invalid_request',
      50059,
      'No tenant-identifying information found in either the request or implied by any provided credentials.',
    );
  const clientId = formValue(form, 'client_id');
  checkClient(world, tenant, clientId);
  const application = applicationOf(world, clientId);
  const secret = form['client_secret'];
  if (secret === undefined || application === undefined) {
    refuse(
      401,
      'invalid_client',
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  }
  if (hashSecret(secret) !== application.secretHash) {
    refuse(
      401,
      'invalid_client',
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${application.appId}'.`,
    );
  }
  return applicationToken(application, wanted(formValue(form, 'scope'), context.origin, tenant.displayName), context);
}

function refresh(world: World, segment: string, form: Form, context: Context): Reply {
  const { now, settings, origin, keys } = context;
  const tenant = tenantOf(world, segment);
  const clientId = formValue(form, 'client_id');
  const content = keys.unseal('refresh', formValue(form, 'refresh_token'));
  if (content === undefined || content['cid'] !== clientId)
    refuse(400, 'invalid_grant', 9002313, 'Invalid request. Request is malformed or invalid.');
  if (Number(content['iat']) + refreshLifetime < now) {
    refuse(400, 'invalid_grant', 700082, 'The refresh token has expired due to inactivity.', {
      suberror: 'token_expired',
    });
  }
  const mfa = !settings.mfaForWrites || content['mfa'] === true;
  if (asksForMfa(form['claims']) && !mfa) {
    refuse(
      400,
      'interaction_required',
      50076,
      "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '797f4846-ba00-4fd7-ba43-dac1f8f63013'.",
      { suberror: 'basic_action', claims: form['claims'] ?? '' },
    );
  }
  const user = personIn(world, String(content['oid']), tenant);
  return personTokens(
    { user, clientId, want: wanted(formValue(form, 'scope'), origin, tenant?.displayName ?? 'Contoso'), mfa },
    context,
  );
}

function token(world: World, segment: string, form: Form, context: Context): Outcome {
  switch (form['grant_type']) {
    case 'urn:ietf:params:oauth:grant-type:device_code':
    case 'device_code':
      return redeemDeviceCode(world, segment, form, context);
    case 'client_credentials':
      return { reply: clientCredentials(world, segment, form, context) };
    case 'refresh_token':
      return { reply: refresh(world, segment, form, context) };
    case 'authorization_code':
      return { reply: redeemAuthorizationCode(world, segment, form, context) };
    case undefined:
      return {
        reply: entraError(
          {
            status: 400,
            error: 'invalid_request',
            code: 900144,
            text: "The request body must contain the following parameter: 'grant_type'.",
          },
          context.now,
          context.origin,
        ),
      };
    default:
      return refuse(
        400,
        'unsupported_grant_type',
        70003,
        `The app requested an unsupported grant type '${form['grant_type']}'.`,
      );
  }
}

const routes =
  /^\/([^/]+)\/(oauth2\/v2\.0\/token|oauth2\/v2\.0\/devicecode|oauth2\/v2\.0\/logout|v2\.0\/\.well-known\/openid-configuration|\.well-known\/openid-configuration|discovery\/v2\.0\/keys|discovery\/keys|discovery\/instance)$/i;

/** With a sign-in address that ends in `/adfs`, az asks below it about the tenant of a domain (`az login --tenant contoso.com`). */
const belowAdfs = /^\/adfs(?=\/[^/.][^/]*\/\.well-known\/)/i;

/** Whether a path is Entra ID's; the sign-in pages are answered elsewhere. */
export function isEntraPath(path: string): boolean {
  return routes.test(path.replace(belowAdfs, ''));
}

/** Entra ID's token service. */
export function answerEntra(world: World, ask: Ask, context: Context): Outcome {
  const [, segment = '', what = ''] = routes.exec(ask.path.replace(belowAdfs, '')) ?? [];
  const wantsPost = /token$|devicecode$/i.test(what);
  if ((wantsPost ? 'POST' : 'GET') !== ask.method) {
    const text = `AADSTS900561: The endpoint only accepts ${wantsPost ? 'POST' : 'GET'} requests. Received a ${ask.method} request.`;
    return {
      reply: {
        status: 405,
        headers: { Allow: wantsPost ? 'POST' : 'GET' },
        body: { error: 'invalid_request', error_description: text, error_codes: [900561] },
      },
    };
  }
  try {
    const form = formOf(ask.body, ask.query);
    switch (what.toLowerCase()) {
      case 'oauth2/v2.0/token':
        return token(world, decodeURIComponent(segment), form, context);
      case 'oauth2/v2.0/devicecode':
        return startDeviceCode(world, decodeURIComponent(segment), form, context);
      case 'oauth2/v2.0/logout':
        return {
          reply: {
            status: 200,
            headers: { 'Content-Type': 'text/plain; charset=utf-8' },
            body: 'You signed out of your account',
          },
        };
      case 'discovery/instance':
        return { reply: instanceDiscovery(context.origin, ask.query) };
      case 'discovery/keys':
      case 'discovery/v2.0/keys':
        tenantOf(world, segment);
        return { reply: { status: 200, body: context.keys.jwks } };
      default:
        return { reply: openidConfiguration(world, decodeURIComponent(segment), context.origin) };
    }
  } catch (error) {
    if (error instanceof EntraRefusal) return { reply: entraError(error.refused, context.now, context.origin) };
    throw error;
  }
}
