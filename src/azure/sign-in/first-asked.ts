import type { SignInMethod } from '../../port/azure.ts';
import type { Cloud } from '../../port/cloud.ts';
import { applicationIn } from './named-application.ts';

/**
 * The directory (tenant) that a sign-in first asks how to sign in to it; undefined where something else is looked at before: a
 * certificate or a token of a cluster, which may be no use, or a tool, which asks itself. `tenant`: the one that was named.
 * @throws SetupError as {@link applicationIn}.
 */
export function directoryAskedFirst(
  cloud: Cloud,
  method: SignInMethod,
  tenant: string | undefined,
  environment: NodeJS.ProcessEnv,
): string | undefined {
  if (method === 'cli') return undefined;
  if (method !== 'environment') return tenant ?? cloud.defaultTenant;
  const { proof, tenantId } = applicationIn(environment);
  return proof === 'secret' ? (tenant ?? tenantId) : undefined;
}
