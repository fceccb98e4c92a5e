import type { AccessToken, GetTokenOptions, TokenCredential } from '@azure/core-auth';
import { SetupError, withDetails } from '../../errors.ts';
import type { SignInMethod } from '../../port/azure.ts';
import { hold } from '../../text/held-secrets.ts';
import type { Connection } from '../http/connection.ts';
import { neverSent } from '../http/network.ts';
import { isSpentCode } from '../refusals/sign-in.ts';
import type { About } from '../refusals/table.ts';
import { explain, translate } from '../refusals/translate.ts';
import { unusable } from '../refusals/unusable.ts';
import { type Claims, checkToken, readClaims } from './claims.ts';
import type { CliSession } from './cli-sessions.ts';
import { credentialSource } from './credentials.ts';
import { closeListenersOn } from './listeners.ts';

/** A signed-in account, and its tokens for each directory (tenant) it belongs to. */
export interface Session {
  readonly method: SignInMethod;
  /** From the token of the sign-in's own tenant. */
  readonly claims: Claims;
  credential(tenantId: string): TokenCredential;
  /** The same, but fails rather than ask the person again: for looking around in other tenants. */
  quietCredential(tenantId: string): TokenCredential;
  /** Tokens asked for after this are new ones. */
  forgetTokens(): void;
  /** The tenant whose tokens open a subscription; the sign-in's own until {@link remember} says otherwise. */
  tenantOf(subscriptionId: string): string;
  remember(subscriptionId: string, tenantId: string): void;
  /** The account in a tenant: for a guest, another object id than at home. */
  claimsIn(tenantId: string): Promise<Claims>;
  /** The same, where it is known already. */
  claimsKnown(tenantId: string): Claims | undefined;
  /** The same sign-in as an account of another of its tenants; asks the person only where that tenant wants more proof. */
  at(tenantId: string): Promise<Session>;
}

/** A token that ends sooner is not used any more. */
const fiveMinutes = 300_000;

/** Signs in and keeps what is needed to get tokens afterwards. Everything lives in memory. */
export async function openSession(...order: Parameters<typeof begin>): Promise<Session> {
  try {
    return await begin(...order);
  } catch (error) {
    const [, , connection] = order;
    throw connection.rules.cloud.practice ? error : offline(error);
  }
}

async function begin(
  method: SignInMethod,
  tenant: string | undefined,
  connection: Connection,
  environment: NodeJS.ProcessEnv,
  cli: CliSession,
): Promise<Session> {
  const { cloud, signal } = connection.rules;
  const about = (tenantId: string | undefined): About => ({
    doing: 'sign in',
    cloud: cloud.title,
    deviceLogin: cloud.deviceLogin,
    tenantId,
  });
  const source = await credentialSource(method, tenant, connection, environment, cli);
  let queue: Promise<unknown> = Promise.resolve();

  /** One request for a token at a time, so that nobody is asked twice at once; and the true reason when it fails. */
  function oneByOne<Result>(tenantId: string | undefined, ask: () => Promise<Result>): Promise<Result> {
    const turn = queue.then(async () => {
      connection.heard.problem = undefined;
      connection.heard.refusal = undefined;
      const unwatch = closeListenersOn(signal);
      try {
        return await orAborted(ask(), signal);
      } catch (error) {
        throw reason(error, tenantId);
      } finally {
        unwatch();
      }
    });
    queue = turn.catch(() => undefined);
    return turn;
  }

  function reason(error: unknown, tenantId: string | undefined): unknown {
    if (signal.aborted) return signal.reason;
    const { problem, refusal } = connection.heard;
    if (problem !== undefined) return problem;
    if (refusal !== undefined && refusal.code !== 'AADSTS70016' && refusal.code !== 'authorization_pending') {
      return explain(refusal, about(tenantId), error);
    }
    return translate(error, about(tenantId), 'signIn');
  }

  // The Azure CLI takes a second for each token, and its credential remembers none.
  const tokens = new Map<string, AccessToken>();
  function wrapped(tenantId: string | undefined, inner: () => TokenCredential): TokenCredential {
    return {
      getToken: (scopes, options) =>
        oneByOne(tenantId, async () => {
          const key = `${tenantId ?? ''} ${String(scopes)}`;
          const known = options?.claims === undefined ? tokens.get(key) : undefined;
          if (known !== undefined && known.expiresOnTimestamp > Date.now() + fiveMinutes) return known;
          const token = await inner().getToken(scopes, tokenOptions(options, signal));
          // Nobody on the way has looked at its type.
          if (typeof (token?.token as unknown) !== 'string' || token === null) throw unusable('sign in');
          hold(token.token);
          checkToken(token.token, tenantId, String(scopes));
          tokens.set(key, token);
          return token;
        }),
    };
  }

  const credentials = new Map<string, TokenCredential>();
  function kept(tenantId: string, quiet: boolean): TokenCredential {
    const key = `${tenantId} ${String(quiet)}`;
    const known = credentials.get(key) ?? source.forTenant(tenantId, quiet);
    credentials.set(key, known);
    return known;
  }

  const first = await renewing(() => oneByOne(tenant, () => source.first(tenant)));
  const tokenOf = (credential: TokenCredential): Promise<AccessToken | null> =>
    credential.getToken(cloud.resourceManagerScope, {});
  const claims = readClaims((await tokenOf(wrapped(tenant, () => first)))?.token ?? '');
  credentials.set(`${claims.tenantId} false`, source.forTenant(claims.tenantId, false));

  const tenants = new Map<string, string>();
  const known = new Map<string, Claims>([[claims.tenantId, claims]]);
  const inTenant = (own: Claims): Session => ({
    method,
    claims: own,
    credential: (tenantId) => wrapped(tenantId, () => kept(tenantId, false)),
    quietCredential: (tenantId) => wrapped(tenantId, () => kept(tenantId, true)),
    forgetTokens: () => {
      source.forgetTokens();
      credentials.clear();
      tokens.clear();
    },
    tenantOf: (subscriptionId) => tenants.get(subscriptionId.toLowerCase()) ?? own.tenantId,
    remember: (subscriptionId, tenantId) => {
      tenants.set(subscriptionId.toLowerCase(), tenantId);
    },
    claimsIn,
    claimsKnown: (tenantId) => known.get(tenantId),
    at: async (tenantId) => inTenant(await claimsIn(tenantId)),
  });
  const claimsIn = async (tenantId: string): Promise<Claims> => {
    const credential = wrapped(tenantId, () => kept(tenantId, false));
    const found = known.get(tenantId) ?? readClaims((await tokenOf(credential))?.token ?? '');
    known.set(tenantId, found);
    return found;
  };
  return inTenant(claims);
}

/** Nobody can sign in without a network; but one can look what is in the way, and practice. */
function offline(problem: unknown): unknown {
  if (!(problem instanceof SetupError) || !neverSent(problem.code)) return problem;
  return withDetails(problem, {
    suggestion: `adt-setup doctor looks at what is in the way, and adt-setup --sandbox practices without a network. ${problem.suggestion}`,
    cures: ['sign-in'],
  });
}

/** Codes that a person gets, each good for a quarter of an hour, before the sign-in counts as given up. */
const mostCodes = 4;

/** Signs in, with a new code whenever one has run out. */
async function renewing<Result>(signIn: () => Promise<Result>): Promise<Result> {
  for (let codes = 1; ; codes += 1) {
    try {
      return await signIn();
    } catch (error) {
      if (!isSpentCode(error) || codes >= mostCodes) throw error;
    }
  }
}

/** The tenant is the credential's own; "enableCae" always, since MSAL keeps a separate cache for tokens without it. */
function tokenOptions(options: GetTokenOptions | undefined, signal: AbortSignal): GetTokenOptions {
  return {
    abortSignal: signal,
    enableCae: true,
    ...(options?.claims === undefined ? {} : { claims: options.claims }),
  };
}

/** Waits for something that can't be stopped itself (a browser window), no longer than until the program is to end. */
function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
