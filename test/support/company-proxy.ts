import { createServer as createProxy } from 'node:http';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { type Certificates, certificatesFor } from './certificates.ts';

/** Where a cloud's services are, and what its tokens are for. */
export interface CloudHosts {
  readonly signIn: string;
  readonly resourceManager: string;
  readonly graph: string;
  readonly twins: string;
}

const azureHosts: CloudHosts = {
  signIn: 'login.microsoftonline.com',
  resourceManager: 'management.azure.com',
  graph: 'graph.microsoft.com',
  twins: 'digitaltwins.azure.net',
};

export const governmentHosts: CloudHosts = {
  signIn: 'login.microsoftonline.us',
  resourceManager: 'management.usgovcloudapi.net',
  graph: 'graph.microsoft.us',
  twins: 'digitaltwins.azure.us',
};

/** What the sandbox knows only for Azure itself: the audiences of tokens. */
interface Audiences {
  /** A request for a token, as it would be in Azure itself. */
  asked(form: string): string;
  /** An answer with a token, for the cloud's own audience. */
  given(body: string): string;
  /** The token as the sandbox gave it. */
  shown(authorization: string): string;
}

function audiencesOf(hosts: CloudHosts): Audiences {
  const originals = new Map<string, string>();
  const pairs = [
    [hosts.resourceManager, azureHosts.resourceManager],
    [hosts.graph, azureHosts.graph],
    [hosts.twins, azureHosts.twins],
  ] as const;
  return {
    asked: (form) => pairs.reduce((text, [own, azure]) => text.replaceAll(own, azure), form),
    given(body) {
      const answer = JSON.parse(body) as { access_token?: string };
      const [header = '', payload = '', signature = ''] = (answer.access_token ?? '').split('.');
      if (payload === '') return body;
      const claims = pairs.reduce(
        (text, [own, azure]) => text.replace(`"aud":"https://${azure}`, `"aud":"https://${own}`),
        Buffer.from(payload, 'base64url').toString(),
      );
      const token = [header, Buffer.from(claims).toString('base64url'), signature].join('.');
      originals.set(`Bearer ${token}`, `Bearer ${answer.access_token ?? ''}`);
      return JSON.stringify({ ...answer, access_token: token });
    },
    shown: (authorization) => originals.get(authorization) ?? authorization,
  };
}

/** A company's proxy that re-signs TLS, with the sandbox where Azure would be. */
export interface CompanyProxy {
  readonly address: string;
  readonly certificates: Certificates;
  /** Hosts that somebody asked to be connected to. */
  readonly asked: ReadonlySet<string>;
  /** Authorization headers per host: a token must not go where it isn't meant for. */
  readonly tokens: ReadonlyMap<string, ReadonlySet<string>>;
  /** Hosts that it doesn't connect anybody to, each with what it says instead; or it is "cut", or comes "late". */
  readonly refused: Map<string, string>;
  close(): Promise<void>;
}

/**
 * A CONNECT listener that ends TLS itself, as companies' inspecting proxies do. Only Azure's own hosts get through; what
 * the sandbox says of its address becomes Azure's, and back.
 */
export async function companyProxy(sandbox: Sandbox, cloud: CloudHosts = azureHosts): Promise<CompanyProxy> {
  const { twins } = cloud;
  const services = [cloud.signIn, cloud.resourceManager, cloud.graph];
  const audiences = audiencesOf(cloud);
  const certificates = await certificatesFor([...services, `*.api.weu.${twins}`]);
  const here = new URL(sandbox.origin).host;
  const asked = new Set<string>();
  const refused = new Map<string, string>();
  const tokens = new Map<string, Set<string>>();

  const azure = createServer({ cert: certificates.cert, key: certificates.key }, (incoming, outgoing) => {
    const host = incoming.headers.host ?? '';
    const { authorization } = incoming.headers;
    if (authorization !== undefined) tokens.set(host, (tokens.get(host) ?? new Set()).add(authorization));
    const label = host.endsWith(`.${twins}`) ? `/${host.slice(0, -twins.length - 1)}` : '';
    const headers = { ...incoming.headers, host: here };
    if (authorization !== undefined) headers.authorization = audiences.shown(authorization);
    // Forms may change their length.
    const isForm = host === cloud.signIn && incoming.method === 'POST';
    if (isForm) delete headers['content-length'];
    const onward = request(
      `${sandbox.origin}${label}${incoming.url ?? ''}`,
      { method: incoming.method, headers, ca: sandbox.ca, agent: false },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const headers = { ...answer.headers };
          delete headers['content-length'];
          delete headers['transfer-encoding'];
          for (const [name, value] of Object.entries(headers)) {
            if (typeof value === 'string') headers[name] = azureWords(value, here, host, twins);
          }
          outgoing.writeHead(answer.statusCode ?? 500, headers);
          const text = azureWords(Buffer.concat(parts).toString('utf8'), here, host, twins);
          outgoing.end(isForm ? audiences.given(text) : text);
        });
      },
    );
    onward.on('error', () => outgoing.destroy());
    if (!isForm) return void incoming.pipe(onward);
    const form: Buffer[] = [];
    incoming.on('data', (part: Buffer) => form.push(part));
    incoming.on('end', () => onward.end(audiences.asked(Buffer.concat(form).toString('utf8'))));
  });

  const sockets = new Set<Duplex>();
  const proxy = createProxy().on('connect', (incoming, socket) => {
    const [host = '', port] = (incoming.url ?? '').split(':');
    asked.add(host);
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    const refusal = refused.get(host);
    if (refusal === 'cut') return void socket.destroy();
    if (refusal !== undefined && refusal !== 'late') return void socket.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
    if (port !== '443' || !(services.includes(host) || host.endsWith(`.api.weu.${twins}`))) {
      return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    }
    const connect = (): void => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      azure.emit('connection', socket);
    };
    if (refusal === 'late') setTimeout(connect, 200);
    else connect();
  });
  azure.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    certificates,
    asked,
    tokens,
    refused,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        proxy.closeAllConnections();
        proxy.close(() => resolve());
      }),
  };
}

/** The sandbox's address in an answer as Azure would give it: host names of instances, and the service's own. */
function azureWords(text: string, here: string, host: string, twins: string): string {
  return text
    .replaceAll(new RegExp(`${here}/([A-Za-z0-9-]+\\.api\\.[a-z0-9]+)`, 'g'), `$1.${twins}`)
    .replaceAll(here, host);
}
