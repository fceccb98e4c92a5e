import type { HttpClient, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';

/** Where a directory says how to sign in to it (OpenID Connect Discovery 1.0, section 4). */
const metadata = /\/\.well-known\/openid-configuration$/;

/** What {@link discovered} gives. */
interface Discovered extends HttpClient {
  /** Asks what a sign-in will ask first; who does is told the answer, also where that is a failure. */
  learn(request: PipelineRequest): void;
}

/** How to sign in to a directory doesn't change meanwhile: each credential asks, and is told what was answered before. */
export function discovered(client: HttpClient): Discovered {
  const known = new Map<string, Promise<PipelineResponse>>();
  const ahead = new Map<string, Promise<PipelineResponse>>();
  const ask = (request: PipelineRequest): Promise<PipelineResponse> => {
    const answer = client.sendRequest(request);
    known.set(request.url, answer);
    return answer;
  };
  return {
    learn(request) {
      if (known.has(request.url)) return;
      const answer = ask(request);
      answer.catch(() => undefined);
      ahead.set(request.url, answer);
    },
    async sendRequest(request) {
      const { method, url } = request;
      if (method !== 'GET' || !metadata.test(new URL(url).pathname)) return await client.sendRequest(request);
      const learnt = ahead.get(url);
      ahead.delete(url);
      if (learnt !== undefined) return { ...(await learnt), request };
      const before = await known.get(url)?.catch(() => undefined);
      return before?.status === 200 ? { ...before, request } : await ask(request);
    },
  };
}
