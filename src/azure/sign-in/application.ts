import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { TokenCredential } from '@azure/core-auth';
import { SetupError } from '../../errors.ts';
import { given } from './application-variables.ts';
import type { CredentialSource, Shared } from './credential-source.ts';
import type * as identityModule from './identity.ts';
import type { Application } from './named-application.ts';

/**
 * How an application signs in. Built from the credentials that EnvironmentCredential and WorkloadIdentityCredential would
 * choose, since they hide what Entra ID says in a refusal, and sign in to AZURE_TENANT_ID only. `hears` keeps an error that
 * @azure/identity would wrap in one of its own.
 */
export function application(
  identity: typeof identityModule,
  shared: Shared,
  environment: NodeJS.ProcessEnv,
  { clientId, tenantId: ownTenant, proof }: Application,
  hears: (trouble: SetupError) => void,
): CredentialSource {
  // A new credential has an empty cache: each is fresh.
  const make = (tenantId: string): TokenCredential => {
    if (proof === 'secret') {
      const secret = given(environment, 'AZURE_CLIENT_SECRET') ?? '';
      return new identity.ClientSecretCredential(tenantId, clientId, secret, shared);
    }
    if (proof === 'certificate') return withCertificate(identity, shared, environment, tenantId, clientId);
    const file = given(environment, 'AZURE_FEDERATED_TOKEN_FILE') ?? '';
    return new identity.ClientAssertionCredential(tenantId, clientId, () => assertionIn(file, hears), shared);
  };
  return {
    first: (tenant) => Promise.resolve(make(tenant ?? ownTenant)),
    forTenant: make,
    forgetTokens: () => undefined,
  };
}

function withCertificate(
  identity: typeof identityModule,
  shared: Shared,
  environment: NodeJS.ProcessEnv,
  tenantId: string,
  clientId: string,
): TokenCredential {
  const certificatePath = given(environment, 'AZURE_CLIENT_CERTIFICATE_PATH') ?? '';
  const certificatePassword = given(environment, 'AZURE_CLIENT_CERTIFICATE_PASSWORD');
  const sendCertificateChain = ['true', '1'].includes(
    (environment['AZURE_CLIENT_SEND_CERTIFICATE_CHAIN'] ?? '').toLowerCase(),
  );
  const credential = new identity.ClientCertificateCredential(
    tenantId,
    clientId,
    { certificatePath, ...(certificatePassword === undefined ? {} : { certificatePassword }) },
    { ...shared, sendCertificateChain },
  );
  return {
    getToken: async (scopes, options) => {
      await checkCertificate(certificatePath, certificatePassword);
      return await credential.getToken(scopes, options);
    },
  };
}

/** What the credential needs of the file: it says itself only in words for programmers what is wrong. */
async function checkCertificate(file: string, passphrase: string | undefined): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) throw badCertificate(file, "can't be read");
  if (!usable(() => new X509Certificate(text))) throw badCertificate(file, 'holds no certificate as PEM');
  const key = { key: text, format: 'pem', ...(passphrase === undefined ? {} : { passphrase }) } as const;
  if (usable(() => createPrivateKey(key))) return;
  const isLocked = /ENCRYPTED/.test(text);
  throw badCertificate(file, isLocked ? "holds a private key that the password doesn't open" : 'holds no private key');
}

function usable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

function badCertificate(file: string, what: string): SetupError {
  return new SetupError({
    ending: 'signIn',
    code: 'certificate-unusable',
    message: `The file that AZURE_CLIENT_CERTIFICATE_PATH names ${what}: ${file.slice(0, 200)}`,
    suggestion:
      'It must hold the private key and the certificate, both as PEM; a password goes into AZURE_CLIENT_CERTIFICATE_PASSWORD. Or choose another way to sign in with --auth.',
    again: 'answer',
    cures: ['sign-in'],
  });
}

/** The token of a pipeline or cluster, read anew each time: what runs us replaces it before it ends. */
async function assertionIn(file: string, hears: (trouble: SetupError) => void): Promise<string> {
  try {
    const text = (await readFile(file, 'utf8')).trim();
    if (text !== '') return text;
  } catch {
    // Said below, as for an empty file.
  }
  const trouble = new SetupError({
    ending: 'signIn',
    code: 'federated-token-unreadable',
    message: `The file that AZURE_FEDERATED_TOKEN_FILE names can't be read, or is empty: ${file.slice(0, 200)}`,
    suggestion:
      'Whatever runs this program (a pipeline, a cluster) writes that file: check its set-up for workload identity. Or choose another way to sign in with --auth.',
    again: 'answer',
    cures: ['sign-in'],
  });
  hears(trouble);
  throw trouble;
}
