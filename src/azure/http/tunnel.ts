import type { Socket } from 'node:net';
import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SetupError } from '../../errors.ts';
import type { Proxy } from './proxy.ts';
import { type ProxyAnswer, proxyRefusal } from './proxy-refusal.ts';

/** The agent for one request, which keeps what the proxy refused. */
class Tunnel extends HttpsProxyAgent<string> {
  refused: ProxyAnswer | undefined;
  override async connect(...[request, options]: Parameters<HttpsProxyAgent<string>['connect']>): Promise<Socket> {
    request.once('proxyConnect', ({ statusCode, headers }: { statusCode: number; headers: Headers }) => {
      if (statusCode !== 200) this.refused = { status: statusCode, offers: offersIn(headers['proxy-authenticate']) };
    });
    const socket = await super.connect(request, options);
    if (this.refused === undefined) return socket;
    socket.destroy();
    throw new Error('the proxy refused');
  }
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
      const tunnel = new Tunnel(proxy.address);
      request.agent = tunnel;
      try {
        return await next(request);
      } catch (error) {
        if (tunnel.refused === undefined) throw error;
        throw new SetupError(proxyRefusal(tunnel.refused, proxy, hostname, isTwinsHost(hostname)), error);
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
