import type { Context } from '../context.ts';
import type { Reply } from '../exchange.ts';
import type { ServicePrincipal, User } from '../world/directory.ts';
import { digest, guidOf } from '../world/identifiers.ts';
import { homeAccount } from './accounts.ts';
import { refuse } from './refusal.ts';

/** What a scope string asks for. */
export interface Wanted {
  /** The audience, exactly as asked for. */
  readonly resource: string;
  readonly scope: string;
  readonly openid: boolean;
  readonly offline: boolean;
}

const graphAppId = '00000003-0000-0000-c000-000000000000';
const armAppId = '797f4846-ba00-4fd7-ba43-dac1f8f63013';
/** The application id of Azure Digital Twins, which some clients use as the resource. */
const twinsAppId = '0b07f429-9f4b-4714-9392-cc5e8e80c8b0';

const trimmed = (text: string): string => text.replace(/\/+$/, '').toLowerCase();

/** Which of the sandbox's services an audience means. The origin is both Resource Manager's and Graph's address. */
export function servicesOf(resource: string, origin: string): readonly ('arm' | 'graph' | 'twins')[] {
  switch (trimmed(resource)) {
    case 'https://management.core.windows.net':
    case 'https://management.azure.com':
    case armAppId:
      return ['arm'];
    case 'https://graph.microsoft.com':
    case graphAppId:
      return ['graph'];
    case 'https://digitaltwins.azure.net':
    case twinsAppId:
      return ['twins'];
    case trimmed(origin):
      return ['arm', 'graph'];
    default:
      return [];
  }
}

const identityScopes = ['openid', 'profile', 'offline_access', 'email'];

/** Reads a scope string: one resource at a time, with the identity scopes beside it. */
export function wanted(scope: string, origin: string, tenantName: string): Wanted {
  const all = scope.split(/\s+/).filter((each) => each !== '');
  const rest = all.filter((each) => !identityScopes.includes(each.toLowerCase()));
  const first = rest[0];
  const cut = first?.lastIndexOf('/') ?? -1;
  const resource = first === undefined || cut < 0 ? 'https://graph.microsoft.com' : first.slice(0, cut);
  if (cut >= 0 && !/^(https:\/\/|api:\/\/|[0-9a-f]{8}-)/i.test(resource)) {
    refuse(
      400,
      'invalid_scope',
      70011,
      `The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
    );
  }
  if (servicesOf(resource, origin).length === 0) {
    refuse(
      400,
      'invalid_resource',
      500011,
      `The resource principal named ${resource} was not found in the tenant named ${tenantName}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    );
  }
  return {
    resource,
    scope,
    openid: all.includes('openid') || all.includes('profile'),
    offline: all.includes('offline_access'),
  };
}

const seconds = (moment: number): number => Math.floor(moment / 1000);

const noStore = {
  'Cache-Control': 'no-store, no-cache',
  Pragma: 'no-cache',
  P3P: 'CP="DSP CUR OTPi IND OTRi ONL FIN"',
};

/** Recorded exchange: entra token (client credentials, ADT scope). */
export function applicationToken(application: ServicePrincipal, want: Wanted, context: Context): Reply {
  const { now, settings } = context;
  const claims = {
    aud: want.resource,
    iss: `https://sts.windows.net/${application.tenantId}/`,
    iat: seconds(now),
    nbf: seconds(now),
    exp: seconds(now) + Math.ceil(settings.tokenLifetimeSeconds),
    appid: application.appId,
    appidacr: '1',
    idp: `https://sts.windows.net/${application.tenantId}/`,
    idtyp: 'app',
    oid: application.id,
    sub: application.id,
    tid: application.tenantId,
    uti: digest('uti', application.id, now).toString('base64url').slice(0, 22),
    ver: '1.0',
  };
  const lifetime = Math.ceil(settings.tokenLifetimeSeconds);
  return {
    status: 200,
    headers: noStore,
    body: {
      token_type: 'Bearer',
      expires_in: lifetime,
      ext_expires_in: lifetime,
      access_token: context.keys.sign(claims),
    },
  };
}

/** A sign-in of a person through an application. */
export interface SignIn {
  readonly user: User;
  readonly clientId: string;
  readonly want: Wanted;
  readonly mfa: boolean;
  readonly nonce?: string | undefined;
}

/** Access token, refresh token, id token and client_info for a person. */
export function personTokens(signIn: SignIn, context: Context): Reply {
  const { user, clientId, want, mfa } = signIn;
  const { now, settings, origin, keys } = context;
  const lifetime = Math.ceil(settings.tokenLifetimeSeconds);
  const guest = user.home !== undefined;
  const times = { iat: seconds(now), nbf: seconds(now), exp: seconds(now) + lifetime };
  const uti = digest('uti', user.id, now).toString('base64url').slice(0, 22);
  const access = {
    aud: want.resource,
    iss: `https://sts.windows.net/${user.tenantId}/`,
    ...times,
    ...(mfa ? { acrs: ['p1'] } : {}),
    acr: '1',
    amr: mfa ? ['pwd', 'mfa'] : ['pwd'],
    appid: clientId,
    appidacr: '0',
    ...(guest ? { email: user.mail, idp: `https://sts.windows.net/${user.home.tenantId}/` } : {}),
    idtyp: 'user',
    name: user.displayName,
    oid: user.id,
    scp: 'user_impersonation',
    sub: guidOf('subject', user.id, clientId),
    tid: user.tenantId,
    unique_name: guest ? user.mail : user.userPrincipalName,
    ...(guest ? {} : { upn: user.userPrincipalName }),
    uti,
    ver: '1.0',
  };
  const identity = {
    aud: clientId,
    iss: `${origin}/${user.tenantId}/v2.0`,
    ...times,
    name: user.displayName,
    ...(signIn.nonce === undefined ? {} : { nonce: signIn.nonce }),
    oid: user.id,
    preferred_username: guest ? user.mail : user.userPrincipalName,
    sub: guidOf('subject', user.id, clientId),
    tid: user.tenantId,
    uti,
    ver: '2.0',
  };
  const { uid, utid } = homeAccount(user);
  const granted =
    want.resource === 'https://graph.microsoft.com'
      ? `${want.resource}/User.Read ${want.resource}/.default`
      : `${want.resource}/user_impersonation ${want.resource}/.default`;
  return {
    status: 200,
    headers: noStore,
    body: {
      token_type: 'Bearer',
      scope: granted,
      expires_in: lifetime,
      ext_expires_in: lifetime,
      access_token: keys.sign(access),
      ...(want.offline ? { refresh_token: keys.seal('refresh', { oid: user.id, cid: clientId, mfa, iat: now }) } : {}),
      ...(want.openid ? { id_token: keys.sign(identity) } : {}),
      client_info: Buffer.from(JSON.stringify({ uid, utid })).toString('base64url'),
    },
  };
}
