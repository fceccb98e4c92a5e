import type { TokenCredential } from '@azure/core-auth';
import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import type { Session } from './session.ts';

/** What Resource Manager says to a token of another directory than the subscription's: a new one would be of the same. */
export const otherTenant = 'InvalidAuthenticationTokenTenant';

/**
 * Sends a request once more, with a new token, when Azure takes none of the one that it had: it ended a moment ago, or was
 * withdrawn. A claims challenge is left to the SDK's own policy, which asks for what is demanded.
 */
export function renewing(session: Session, credential: TokenCredential, scope: string): PipelinePolicy {
  return {
    name: 'renewToken',
    sendRequest: async (request, next) => {
      const answer = await next(request);
      const isChallenge = /claims=/i.test(answer.headers.get('www-authenticate') ?? '');
      if (answer.status !== 401 || isChallenge || answer.bodyAsText?.includes(otherTenant)) return answer;
      const options = { abortSignal: request.abortSignal ?? undefined };
      const refused = request.headers.get('authorization');
      let token = await credential.getToken(scope, options as object);
      if (refused === `Bearer ${token?.token ?? ''}`) {
        session.forgetTokens();
        token = await credential.getToken(scope, options as object);
      }
      if (token === null) return answer;
      request.headers.set('authorization', `Bearer ${token.token}`);
      return await next(request);
    },
  };
}
