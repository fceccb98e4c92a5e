import { randomUUID } from 'node:crypto';
import type { TokenCredential } from '@azure/core-auth';
import type * as identityModule from '@azure/identity';
import type {
  AuthenticationRecord,
  DeviceCodeCredential,
  DeviceCodeInfo,
  InteractiveBrowserCredential,
} from '@azure/identity';
import type { SignInMethod } from '../azure.ts';
import { SetupError } from '../errors.ts';
import { application } from './application.ts';
import type { CliTool } from './cli-sessions.ts';
import type { Connection } from './connection.ts';
import { forgetAccessTokens, memoryCachePlugin } from './token-cache.ts';
import { unusable } from './translate.ts';

type Identity = typeof identityModule;

/** Where credentials come from, for one way to sign in. */
export interface CredentialSource {
  /** Signs in; interactive ways ask the person. `undefined`: the directory that the way itself knows. Called again when it failed. */
  first(tenant: string | undefined): Promise<TokenCredential>;
  /** A credential for one directory after that; a quiet one fails rather than ask the person again. */
  forTenant(tenantId: string, quiet: boolean): TokenCredential;
  /** Makes the next credentials fetch new tokens. */
  forgetTokens(): void;
}

/** Sign-in pages of Microsoft; a code typed anywhere else could be a thief's. */
const signInHosts = ['microsoft.com', 'www.microsoft.com', 'login.microsoft.com', 'aka.ms'];

/** Credentials of @azure/identity for a way to sign in, all on our HTTP layer and on this cloud's authority. */
export async function credentialSource(
  method: SignInMethod,
  connection: Connection,
  environment: NodeJS.ProcessEnv,
  tool: CliTool,
): Promise<CredentialSource> {
  const identity = await import('@azure/identity');
  const { cloud } = connection.rules;
  // Given explicitly, so that AZURE_AUTHORITY_HOST and the like can't send anybody elsewhere; and no other host is asked
  // whether the authority exists ("instance discovery").
  const shared = {
    authorityHost: cloud.activeDirectory,
    disableInstanceDiscovery: true,
    additionallyAllowedTenants: ['*'],
    httpClient: connection.signIn,
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
  };
  if (method === 'cli') return commandLine(identity, tool);
  if (method === 'environment') {
    return application(identity, shared, environment, (trouble) => {
      connection.heard.trouble = trouble;
    });
  }
  return interactive(method, identity, shared, connection);
}

/** Options that all credentials share. */
export interface Shared {
  readonly authorityHost: string;
  readonly disableInstanceDiscovery: boolean;
  readonly additionallyAllowedTenants: string[];
}

/** Seconds that a tool may take to give a token: az needs one or two to start. */
const toolSeconds = 45;

/** The tools keep their tokens themselves and have no option to renew them: a "fresh" one is as fresh as their cache. */
function commandLine(identity: Identity, tool: CliTool): CredentialSource {
  const make = (tenantId: string | undefined): TokenCredential => {
    const options = {
      additionallyAllowedTenants: ['*'],
      processTimeoutInMs: toolSeconds * 1000,
      ...(tenantId === undefined ? {} : { tenantId }),
    };
    return tool === 'az' ? new identity.AzureCliCredential(options) : new identity.AzureDeveloperCliCredential(options);
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
  // Personal accounts can't sign in to `organizations`, the directory of whoever names none; the page doesn't say how they can.
  let workOnly = false;
  let record: AuthenticationRecord | undefined;
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
          userPromptCallback: (info) => showCode(info, connection, { renewed: tries > 1, workOnly }),
        })
      : new identity.InteractiveBrowserCredential(options);
  };
  return {
    first: async (tenant) => {
      tries += 1;
      const credential = make(tenant ?? cloud.defaultTenant, false);
      workOnly = tenant === undefined && cloud.defaultTenant === 'organizations';
      if (method === 'browser') connection.rules.tell({ kind: 'browser', url: cloud.activeDirectory, workOnly });
      record = await credential.authenticate(cloud.resourceManagerScope, { abortSignal: signal, enableCae: true });
      tries = 0;
      workOnly = false;
      return credential;
    },
    forTenant: make,
    forgetTokens: () => forgetAccessTokens(name),
  };
}

/** What there is to say beside a code. */
interface CodeNotes {
  readonly renewed: boolean;
  readonly workOnly: boolean;
}

/** Reports the code, with the cloud's own page: what the server names is only checked. */
function showCode(info: DeviceCodeInfo, connection: Connection, notes: CodeNotes): void {
  const { rules } = connection;
  const { cloud } = rules;
  const said = info as Partial<DeviceCodeInfo>;
  if (typeof said.verificationUri !== 'string' || typeof said.userCode !== 'string') {
    // MSAL takes a refusal, too, for an answer without a code.
    const trouble = unusable('sign in');
    if (connection.heard.refusal === undefined) connection.heard.trouble = trouble;
    throw trouble;
  }
  const named = URL.canParse(info.verificationUri) ? new URL(info.verificationUri) : undefined;
  const known = [new URL(cloud.deviceLogin).host, new URL(cloud.activeDirectory).host];
  const hosts = cloud.name === 'sandbox' ? known : [...known, ...signInHosts];
  if (named?.protocol !== 'https:' || !hosts.includes(named.host) || !/^[\w-]{4,40}$/.test(info.userCode)) {
    // MSAL would turn it into an error of its own: kept aside, so that the person reads this one.
    const trouble = new SetupError({
      ending: 'signIn',
      code: 'foreign-sign-in-page',
      message: `The sign-in service named a page that isn’t Microsoft’s (${(named?.host ?? 'unreadable').slice(0, 80)}). No code is shown, so that nobody types it there.`,
      help: 'Something between this computer and Microsoft may be tampering with answers. Try another network, and tell your administrator.',
    });
    connection.heard.trouble = trouble;
    throw trouble;
  }
  // MSAL passes on all that the server said; the type of @azure/identity leaves the duration out.
  const { expiresIn } = info as { expiresIn?: unknown };
  rules.tell({
    kind: 'device-code',
    userCode: info.userCode,
    verificationUri: cloud.deviceLogin,
    expiresInSeconds: typeof expiresIn === 'number' && expiresIn > 0 ? expiresIn : 900,
    approvesItself: cloud.approvesItself,
    ...(notes.renewed ? { renewed: true } : {}),
    ...(notes.workOnly ? { workOnly: true } : {}),
  });
}
