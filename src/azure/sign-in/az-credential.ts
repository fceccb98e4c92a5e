import type { AccessToken, TokenCredential } from '@azure/core-auth';
import { SetupError } from '../../errors.ts';
import { azLoginHere, azTrouble } from '../refusals/az.ts';
import type { CliSession } from './cli-sessions.ts';
import { printed, runTool, type Starting } from './tool.ts';

const otherWay = { ending: 'signIn', again: 'answer', cures: ['sign-in'] } as const;

/**
 * Tokens that the Azure CLI gives (`az account get-access-token`), with what it really said when it gives none: @azure/identity
 * takes most of what az prints for "not signed in". az keeps its tokens itself.
 */
export function azCredential(session: CliSession, starting: Starting, tenant: string | undefined): TokenCredential {
  const { file = 'az', managedIn } = session;
  return {
    async getToken(scopes, options): Promise<AccessToken> {
      const named = options?.tenantId ?? tenant;
      // Cloud Shell and managed identities refuse the tenant that is theirs anyway.
      const where = named === undefined || named === managedIn ? [] : ['--tenant', named];
      if (options?.claims !== undefined) throw unproven(starting.environment, named);
      const words = ['account', 'get-access-token', '--output', 'json', '--scope', [scopes].flat().join(' '), ...where];
      const answer = await runTool(file, words, starting);
      if (starting.signal.aborted) throw starting.signal.reason;
      const token = answer.code === 0 ? tokenIn(printed(answer)) : undefined;
      if (token !== undefined) return token;
      if (answer.isLate) throw late();
      const { says, number, helps } = azTrouble(answer.stderr, starting.environment, named);
      throw new SetupError({
        ...otherWay,
        code: number ?? 'az-failed',
        message: `The Azure CLI (az) could not give a token: it ${says}.`,
        suggestion: helps,
      });
    },
  };
}

function late(): SetupError {
  return new SetupError({
    ending: 'forNow',
    code: 'az-late',
    message: 'The Azure CLI (az) did not answer in a minute and a half.',
    suggestion: 'Try az account show yourself; when it answers, run again. Or choose another way to sign in (--auth).',
  });
}

function unproven(environment: NodeJS.ProcessEnv, tenant: string | undefined): SetupError {
  return new SetupError({
    ...otherWay,
    code: 'claims-challenge',
    message:
      'Azure wants more proof than the sign-in of the Azure CLI (az) holds, such as multi-factor authentication or another place.',
    suggestion: `Run az logout. ${azLoginHere(environment, tenant)}. Or choose another way to sign in: --auth browser.`,
  });
}

/** `expires_on` (since az 2.54) is in seconds; `expiresOn` is a local time. */
function tokenIn(shown: Readonly<Record<string, unknown>> | undefined): AccessToken | undefined {
  const { accessToken, expires_on: epoch, expiresOn: local } = shown ?? {};
  if (typeof accessToken !== 'string' || accessToken === '') return undefined;
  const until = typeof epoch === 'number' ? epoch * 1000 : Date.parse(String(local).replace(' ', 'T'));
  return { token: accessToken, expiresOnTimestamp: Number.isFinite(until) ? until : Date.now() + 300_000 };
}
