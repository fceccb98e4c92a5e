import { isGuid } from '../../domain/names.ts';
import { SetupError } from '../../errors.ts';
import { safe } from '../../text/safe.ts';
import { unusable } from '../refusals/unusable.ts';

/** Who a token of Resource Manager is for. */
export interface Claims {
  readonly kind: 'user' | 'servicePrincipal';
  readonly tenantId: string;
  /** In that tenant: for a guest, not the id of the home tenant. */
  readonly objectId: string;
  readonly displayName: string;
  readonly username: string;
}

/**
 * Reads who a token is for ("Access token claims reference": oid, tid, idtyp, appid, upn). Only tokens of Resource
 * Manager are read, only for names and ids to show and to assign to; Azure itself decides what a token is good for.
 */
export function readClaims(token: string): Claims {
  const claims = claimsIn(token);
  if (claims === undefined) throw unusable('sign in');
  const text = (...names: readonly string[]): string | undefined =>
    names.map((name) => claims[name]).find((value): value is string => typeof value === 'string' && value !== '');
  const tenantId = text('tid')?.toLowerCase();
  const objectId = text('oid')?.toLowerCase();
  if (tenantId === undefined || objectId === undefined || !isGuid(tenantId) || !isGuid(objectId)) {
    throw unusable('sign in');
  }
  const application = text('appid', 'azp') ?? objectId;
  const isApplication =
    text('idtyp') === 'app' ||
    (text('upn', 'unique_name', 'preferred_username', 'scp') === undefined && text('name') === undefined);
  const username = text('upn', 'preferred_username', 'unique_name', 'email');
  return isApplication
    ? {
        kind: 'servicePrincipal',
        tenantId,
        objectId,
        displayName: text('app_displayname') ?? application,
        username: application,
      }
    : {
        kind: 'user',
        tenantId,
        objectId,
        displayName: text('name') ?? username ?? objectId,
        // Personal accounts come as "live.com#ana@outlook.com".
        username: (username ?? objectId).replace(/^live\.com#/i, ''),
      };
}

/**
 * Looks at a token before it is used: that of another directory, or for another service, is never sent anywhere. What can't be
 * read is not for us to read (Microsoft, "Access tokens": only the service that they are for may look into them).
 * @throws SetupError (sign-in).
 */
export function checkToken(token: string, tenantId: string | undefined, scope: string): void {
  const { tid, aud } = claimsIn(token) ?? {};
  const wrongTenant =
    tenantId !== undefined &&
    isGuid(tenantId) &&
    typeof tid === 'string' &&
    tid.toLowerCase() !== tenantId.toLowerCase();
  if (wrongTenant) throw foreignToken(`of the directory ${tid}, not ${tenantId}`);
  // Services are named by an address or by the id of an application; the same one can have both.
  if (typeof aud !== 'string' || !URL.canParse(aud) || !URL.canParse(scope)) return;
  if (new URL(aud).host !== new URL(scope).host) throw foreignToken(`for ${aud}, not ${new URL(scope).origin}`);
}

function foreignToken(what: string): SetupError {
  return new SetupError({
    ending: 'signIn',
    code: 'foreign-token',
    message: `The sign-in gave a token ${safe(what.slice(0, 200))}. It was not used.`,
    suggestion:
      'Sign out and in again (az logout, az login), or sign in another way: --auth device-code. Behind a proxy that changes answers, tell your administrator.',
  });
}

/** Who a token is for, to show only; `undefined` when it doesn't say. */
export function usernameIn(token: string): string | undefined {
  try {
    return readClaims(token).username;
  } catch {
    return undefined;
  }
}

function claimsIn(token: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
