import { isGuid } from '../domain/names.ts';
import { unusable } from './translate.ts';

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
  const claims = parse(token.split('.')[1] ?? '');
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

/** Who a token is for, to show only; `undefined` when it doesn't say. */
export function usernameIn(token: string): string | undefined {
  try {
    return readClaims(token).username;
  } catch {
    return undefined;
  }
}

function parse(part: string): Record<string, unknown> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof claims === 'object' && claims !== null) return claims as Record<string, unknown>;
  } catch {
    // Not a token: said below.
  }
  throw unusable('sign in');
}
