import type { SignInOffer } from '../../port/azure.ts';
import type { Cloud } from '../../port/cloud.ts';
import { applicationVariables } from './application-variables.ts';
import type { CliSession } from './cli-sessions.ts';
import { isCloudShell, noBrowser } from './machine.ts';
import { hasTool } from './tools-here.ts';

/**
 * The ways to sign in on this machine, the best first: a session that is there already, the browser, a code, and last an
 * application, whose variables are often left over from something else. They are there at once: what a tool has to say takes
 * seconds, and settles later, in its place. The sandbox never sees a real credential: it has only the code. Without `session`
 * the tools are not asked, which would start them, and are no way.
 */
export function offersHere(
  cloud: Cloud,
  environment: NodeJS.ProcessEnv,
  session: (() => Promise<CliSession>) | undefined,
): readonly SignInOffer[] {
  if (cloud.practice) return [{ method: 'device-code' }];
  const all = [
    ...(session === undefined ? [] : [toolOffer(session, environment)]),
    { method: 'browser' as const, unavailable: noBrowser(environment, process.platform) },
    { method: 'device-code' as const },
  ];
  const usable = all.filter((offer) => offer.unavailable === undefined);
  const application = applicationOffer(environment);
  return [
    ...usable,
    ...(application.unavailable === undefined ? [application] : []),
    ...all.filter((offer) => offer.unavailable !== undefined),
    ...(application.unavailable === undefined ? [] : [application]),
  ];
}

function toolOffer(session: () => Promise<CliSession>, environment: NodeJS.ProcessEnv): SignInOffer {
  if (!hasTool(environment)) return { method: 'cli', unavailable: 'az is not installed here' };
  return { method: 'cli', settled: session().then((found) => cliOffer(found, environment)) };
}

function cliOffer({ tool, account, unavailable, signedOut }: CliSession, environment: NodeJS.ProcessEnv): SignInOffer {
  if (unavailable !== undefined) return { method: 'cli', unavailable, signedOut };
  const name = tool === 'az' ? 'Azure CLI (az)' : 'Azure Developer CLI (azd)';
  // Personal accounts come as "live.com#ana@outlook.com".
  const who = account?.replace(/^live\.com#/i, '');
  return { method: 'cli', account: who, by: tool === 'az' && isCloudShell(environment) ? 'Azure Cloud Shell' : name };
}

function applicationOffer(environment: NodeJS.ProcessEnv): SignInOffer {
  const { missing, clientId, tenantId, proof } = applicationVariables(environment);
  const account = clientId === undefined ? undefined : `application ${clientId}`;
  const begun = clientId !== undefined || tenantId !== undefined || proof !== undefined;
  if (missing.length > 0) {
    const some = begun ? 'perhaps left over, not set' : 'not set';
    return { method: 'environment', account, unavailable: `${some}: ${missing.join(', ')}` };
  }
  return {
    method: 'environment',
    account,
    by: proof,
    note: 'maybe left over',
  };
}
