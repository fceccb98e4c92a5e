import { createServer as createProxy } from 'node:http';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { type Certificates, certificatesFor } from './certificates.ts';

const services = ['login.microsoftonline.com', 'management.azure.com', 'graph.microsoft.com'];
const twins = 'digitaltwins.azure.net';

/** A company's proxy that re-signs TLS, with the sandbox where Azure would be. */
export interface CompanyProxy {
  readonly address: string;
  readonly certificates: Certificates;
  /** Hosts that somebody asked to be connected to. */
  readonly asked: ReadonlySet<string>;
  /** Authorization headers per host: a token must not go where it isn't meant for. */
  readonly tokens: ReadonlyMap<string, ReadonlySet<string>>;
  close(): Promise<void>;
}

/**
 * A CONNECT listener that ends TLS itself, as companies' inspecting proxies do. Only Azure's own hosts get through; what
 * the sandbox says of its address becomes Azure's, and back.
 */
export async function companyProxy(sandbox: Sandbox): Promise<CompanyProxy> {
  const certificates = await certificatesFor([...services, `*.api.weu.${twins}`]);
  const here = new URL(sandbox.origin).host;
  const asked = new Set<string>();
  const tokens = new Map<string, Set<string>>();

  const azure = createServer({ cert: certificates.cert, key: certificates.key }, (incoming, outgoing) => {
    const host = incoming.headers.host ?? '';
    const { authorization } = incoming.headers;
    if (authorization !== undefined) tokens.set(host, (tokens.get(host) ?? new Set()).add(authorization));
    const label = host.endsWith(`.${twins}`) ? `/${host.slice(0, -twins.length - 1)}` : '';
    const onward = request(
      `${sandbox.origin}${label}${incoming.url ?? ''}`,
      { method: incoming.method, headers: { ...incoming.headers, host: here }, ca: sandbox.ca, agent: false },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const headers = { ...answer.headers };
          delete headers['content-length'];
          delete headers['transfer-encoding'];
          for (const [name, value] of Object.entries(headers)) {
            if (typeof value === 'string') headers[name] = azureWords(value, here, host);
          }
          outgoing.writeHead(answer.statusCode ?? 500, headers);
          outgoing.end(azureWords(Buffer.concat(parts).toString('utf8'), here, host));
        });
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });

  const sockets = new Set<Duplex>();
  const proxy = createProxy().on('connect', (incoming, socket) => {
    const [host = '', port] = (incoming.url ?? '').split(':');
    asked.add(host);
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    if (port !== '443' || !(services.includes(host) || host.endsWith(`.api.weu.${twins}`))) {
      return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    azure.emit('connection', socket);
  });
  azure.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    certificates,
    asked,
    tokens,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        proxy.closeAllConnections();
        proxy.close(() => resolve());
      }),
  };
}

/** The sandbox's address in an answer as Azure would give it: host names of instances, and the service's own. */
function azureWords(text: string, here: string, host: string): string {
  return text
    .replaceAll(new RegExp(`${here}/([A-Za-z0-9-]+\\.api\\.[a-z0-9]+)`, 'g'), `$1.${twins}`)
    .replaceAll(here, host);
}
