import { randomUUID } from 'node:crypto';
import type { GetTokenOptions, TokenCredential } from '@azure/core-auth';
import type { AuthenticationRecord, DeviceCodeCredential, InteractiveBrowserCredential } from '@azure/identity';
import { secretsAside } from '../../local/environment.ts';
import type { OnceMore, SignInMethod } from '../../port/azure.ts';
import { type Connection, noneOfTheirs } from '../http/connection.ts';
import { application } from './application.ts';
import { azCredential } from './az-credential.ts';
import { inBrowser } from './browser.ts';
import type { CliSession } from './cli-sessions.ts';
import type { CredentialSource, Shared } from './credential-source.ts';
import { directoryAskedFirst } from './first-asked.ts';
import type * as identityModule from './identity.ts';
import { applicationIn } from './named-application.ts';
import { notesOf, showCode } from './shown-code.ts';
import { forgetAccessTokens, memoryCachePlugin } from './token-cache.ts';

type Identity = typeof identityModule;

/** Credentials of @azure/identity for a way to sign in, all on our HTTP layer and on this cloud's authority. */
export async function credentialSource(
  method: SignInMethod,
  tenant: string | undefined,
  connection: Connection,
  environment: NodeJS.ProcessEnv,
  cli: CliSession,
): Promise<CredentialSource> {
  if (method === 'cli' && cli.tool === 'az') return byAz(cli, connection, environment);
  const { cloud } = connection.rules;
  const known = method === 'environment' ? applicationIn(environment) : undefined;
  const directory = directoryAskedFirst(cloud, method, tenant, environment);
  if (directory !== undefined) await connection.learn(directory);
  const identity = await import('./identity.ts');
  // Given explicitly, so that AZURE_AUTHORITY_HOST and the like can't send anybody elsewhere; and no other host is asked
  // whether the authority exists ("instance discovery").
  const shared = {
    authorityHost: cloud.activeDirectory,
    disableInstanceDiscovery: true,
    additionallyAllowedTenants: ['*'],
    httpClient: connection.signIn,
    proxyOptions: noneOfTheirs,
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
  };
  if (method === 'browser' || method === 'device-code') return interactive(method, identity, shared, connection);
  if (known === undefined) return byAzd(identity);
  return application(identity, shared, environment, known, (trouble) => {
    connection.heard.problem = trouble;
  });
}

/** The tools keep their tokens themselves and have no option to renew them: a "fresh" one is as fresh as their cache. */
function byAz(session: CliSession, { rules }: Connection, environment: NodeJS.ProcessEnv): CredentialSource {
  const starting = { environment, signal: rules.signal, slow: (): void => rules.tell({ kind: 'slow', program: 'az' }) };
  const make = (tenant: string | undefined): TokenCredential => azCredential(session, starting, tenant);
  return { first: (tenant) => Promise.resolve(make(tenant)), forTenant: make, forgetTokens: () => undefined };
}

/** Milliseconds that azd may take to give a token. */
const azdPatience = 45_000;

function byAzd(identity: Identity): CredentialSource {
  const make = (tenantId: string | undefined): TokenCredential => {
    const credential = new identity.AzureDeveloperCliCredential({
      additionallyAllowedTenants: ['*'],
      processTimeoutInMs: azdPatience,
      ...(tenantId === undefined ? {} : { tenantId }),
    });
    return { getToken: (...asked) => secretsAside(process.env, () => credential.getToken(...asked)) };
  };
  return { first: (tenant) => Promise.resolve(make(tenant)), forTenant: make, forgetTokens: () => undefined };
}

function interactive(
  method: 'browser' | 'device-code',
  identity: Identity,
  shared: Shared,
  connection: Connection,
): CredentialSource {
  const { cloud, signal } = connection.rules;
  identity.useIdentityPlugin(memoryCachePlugin);
  const name = randomUUID();
  let tries = 0;
  // Personal accounts can't sign in to `organizations`, the directory of those who name none; the page doesn't say how they can.
  let workOnly = false;
  let record: AuthenticationRecord | undefined;
  let onceMore: OnceMore | undefined;
  const tellBrowser = (): void =>
    connection.rules.tell({ kind: 'browser', url: cloud.activeDirectory, ...notesOf({ workOnly, onceMore }) });
  const make = (tenantId: string, quiet: boolean): DeviceCodeCredential | InteractiveBrowserCredential => {
    const options = {
      ...shared,
      tenantId,
      disableAutomaticAuthentication: quiet,
      tokenCachePersistenceOptions: { enabled: true, name },
      // With the wanted tenant in the record, MSAL looks for that tenant's tokens, not for those of the first sign-in.
      ...(record === undefined ? {} : { authenticationRecord: { ...record, tenantId } }),
    };
    return method === 'device-code'
      ? new identity.DeviceCodeCredential({
          ...options,
          userPromptCallback: (info) => showCode(info, connection, { renewed: tries > 1, workOnly, onceMore }),
        })
      : new identity.InteractiveBrowserCredential(options);
  };
  /** Has the person sign in elsewhere: in a browser, or with a code that is shown. */
  const aside = <Result>(signIn: () => Promise<Result>): Promise<Result> => {
    if (method !== 'browser') return signIn();
    tellBrowser();
    return inBrowser(() => secretsAside(process.env, signIn), {
      missed: (address) => {
        if (address.startsWith(`${cloud.activeDirectory}/`))
          connection.rules.tell({ kind: 'browser-address', address });
      },
    });
  };
  /** Asks nobody while that will do; a person who has to sign in once more is told why. */
  const asking = (tenantId: string): TokenCredential => {
    const [silently, aloud] = [make(tenantId, true), make(tenantId, false)];
    return {
      getToken: async (scopes, options) => {
        try {
          return await silently.getToken(scopes, options);
        } catch (error) {
          const isAsked = error instanceof identity.AuthenticationRequiredError;
          // MSAL says so of a broken network, too: to sign in would not mend that.
          if (!isAsked || connection.heard.problem !== undefined) throw error;
        }
        onceMore = whyOnceMore(options);
        return await aside(() => aloud.getToken(scopes, options)).finally(() => {
          onceMore = undefined;
        });
      },
    };
  };
  return {
    first: async (tenant) => {
      tries += 1;
      const credential = make(tenant ?? cloud.defaultTenant, false);
      workOnly = tenant === undefined && cloud.defaultTenant === 'organizations';
      record = await aside(() =>
        credential.authenticate(cloud.resourceManagerScope, { abortSignal: signal, enableCae: true }),
      );
      tries = 0;
      workOnly = false;
      return credential;
    },
    forTenant: (tenantId, quiet) => (quiet ? make(tenantId, true) : asking(tenantId)),
    forgetTokens: () => forgetAccessTokens(name),
  };
}

/** Multi-factor authentication is asked for by an authentication context ("acrs"; Microsoft, "Claims challenges"). */
function whyOnceMore(options: GetTokenOptions | undefined): OnceMore {
  return options?.claims?.includes('"acrs"') === true ? 'second-proof' : 'directory';
}
