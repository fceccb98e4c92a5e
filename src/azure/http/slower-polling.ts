import type { HttpClient, PipelineResponse } from '@azure/core-rest-pipeline';
import { pause as realPause } from './retry.ts';
import type { Rules } from './transport.ts';

/** Seconds by which each `slow_down` lengthens the wait between two polls (RFC 8628, 3.5). */
const more = 5;

/**
 * Answers "slow_down" to a device code as RFC 8628 wants it: the same as "still pending", with a longer wait from then on. MSAL
 * would take it for a refusal, and end the sign-in.
 */
export function slowerPolling(
  client: HttpClient,
  { signal, pause = realPause }: Pick<Rules, 'signal' | 'pause'>,
): HttpClient {
  let extra = 0;
  return {
    sendRequest: async (request) => {
      if (/\/devicecode$/.test(new URL(request.url).pathname)) extra = 0;
      const response = await client.sendRequest(request);
      const error = errorOf(response);
      if (error === 'slow_down') extra += more;
      if (extra === 0 || (error !== 'slow_down' && error !== 'authorization_pending')) return response;
      await pause(extra, signal);
      return { ...response, bodyAsText: JSON.stringify({ error: 'authorization_pending' }) };
    },
  };
}

function errorOf({ status, bodyAsText }: PipelineResponse): unknown {
  if (status !== 400) return undefined;
  try {
    return (JSON.parse(bodyAsText ?? '') as { error?: unknown } | null)?.error;
  } catch {
    return undefined;
  }
}
