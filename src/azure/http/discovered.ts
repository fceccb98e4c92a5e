import type { HttpClient, PipelineResponse } from '@azure/core-rest-pipeline';

/** Where a directory says how to sign in to it (OpenID Connect Discovery 1.0, section 4). */
const metadata = /\/\.well-known\/openid-configuration$/;

/** How to sign in to a directory doesn't change meanwhile: each credential asks, and is told what was answered before. */
export function discovered(client: HttpClient): HttpClient {
  const known = new Map<string, Promise<PipelineResponse>>();
  return {
    sendRequest: async (request) => {
      const { method, url } = request;
      if (method !== 'GET' || !metadata.test(new URL(url).pathname)) return await client.sendRequest(request);
      const before = await known.get(url)?.catch(() => undefined);
      if (before?.status === 200) return { ...before, request };
      const answer = client.sendRequest(request);
      known.set(url, answer);
      return await answer;
    },
  };
}
