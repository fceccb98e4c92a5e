import { SetupError, usageError } from '../../errors.ts';
import type { SignInMethod } from '../../port/azure.ts';
import type { Cloud } from '../../port/cloud.ts';

/** Whether a text can be the id or the domain of a directory. */
export function isDirectory(text: string): boolean {
  return /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,253}[A-Za-z0-9])?$/.test(text);
}

/**
 * Looks at how somebody wants to sign in, before anything is sent.
 * @throws SetupError (usage) for a real sign-in to the sandbox, what can't be a directory, or TLS checks that are switched off.
 */
export function checkSignIn(
  cloud: Cloud,
  method: SignInMethod,
  tenant: string | undefined,
  environment: NodeJS.ProcessEnv,
): void {
  if (cloud.practice && method !== 'device-code') {
    throw usageError(
      'sandbox-sign-in',
      `The sandbox never uses a real sign-in, so --auth ${method} makes no sense there.`,
      'Leave --auth out, or use --auth device-code.',
    );
  }
  if (tenant !== undefined && !isDirectory(tenant)) {
    throw usageError(
      'bad-tenant',
      "That can't be a directory (tenant).",
      'Give its id (a GUID) or its domain name, such as contoso.onmicrosoft.com.',
    );
  }
  if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0' && !cloud.practice) {
    throw new SetupError({
      ending: 'usage',
      code: 'tls-checks-off',
      message:
        'NODE_TLS_REJECT_UNAUTHORIZED=0 switches off the checks that the other side is really Azure: anybody between could read your sign-in.',
      suggestion:
        "Unset it: unset NODE_TLS_REJECT_UNAUTHORIZED. Behind a company proxy, set NODE_EXTRA_CA_CERTS to the path of your company's root certificate instead.",
    });
  }
}
