import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SetupError } from '../../errors.ts';
import type { Proxy } from './proxy.ts';
import { type ProxyAnswer, proxyRefusal } from './proxy-refusal.ts';

/**
 * The agent for one request, and what the proxy refused. When the request is given up, so is the connection to a proxy that
 * doesn't answer, which would keep the program from ending.
 */
function tunnelTo(
  address: URL,
  hostname: string,
  signal: AbortSignal | undefined,
): {
  readonly agent: HttpsProxyAgent<string>;
  readonly refused: () => ProxyAnswer | undefined;
} {
  let refused: ProxyAnswer | undefined;
  const agent = new HttpsProxyAgent<string>(address);
  // Nothing but HTTPS is sent through it, which the library would tell by the names in the stack of calls.
  agent.isSecureEndpoint = () => true;
  // Told the name for TLS, Node.js doesn't look first whether the host is an address, which takes a while.
  Object.assign(agent.options, { servername: hostname });
  if (signal !== undefined) Object.assign(agent.connectOpts, { signal });
  const connect = agent.connect.bind(agent);
  agent.connect = async (request, options) => {
    request.once('proxyConnect', ({ statusCode, headers }: { statusCode: number; headers: Headers }) => {
      if (statusCode !== 200) refused = { status: statusCode, offers: offersIn(headers['proxy-authenticate']) };
    });
    const socket = await connect(request, options);
    if (refused === undefined) return socket;
    socket.destroy();
    throw new Error('the proxy refused');
  };
  return { agent, refused: () => refused };
}

/**
 * Sends requests through a proxy. What it answers to CONNECT is never taken for the answer of the host: https-proxy-agent would
 * replay it as one.
 * @throws SetupError (for now), from the policy, with what the proxy said.
 */
export function tunnelling(proxy: Proxy, isTwinsHost: (host: string) => boolean): PipelinePolicy {
  return {
    name: 'tunnelling',
    async sendRequest(request, next) {
      const { hostname } = new URL(request.url);
      if (!proxy.serves(hostname)) return await next(request);
      // One for each request: what it was told is about this one.
      const { agent, refused } = tunnelTo(proxy.address, hostname, request.abortSignal as AbortSignal | undefined);
      request.agent = agent;
      try {
        return await next(request);
      } catch (error) {
        const answer = refused();
        if (answer === undefined) throw error;
        throw new SetupError(proxyRefusal(answer, proxy, hostname, isTwinsHost(hostname)), error);
      }
    },
  };
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The schemes in a Proxy-Authenticate header, which may stand in several lines (RFC 9110, 11.7.1). */
function offersIn(header: string | string[] | undefined): readonly string[] {
  const challenges = [header ?? []].flat().flatMap((line) => line.split(/,(?=\s*[A-Za-z-]+(?:\s|,|$))/));
  return [...new Set(challenges.flatMap((each) => /^\s*([A-Za-z][A-Za-z0-9-]{0,20})(?:\s|$)/.exec(each)?.[1] ?? []))];
}
