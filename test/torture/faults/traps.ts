import type { IncomingMessage } from 'node:http';
import { createServer as createHttps, type Server as HttpsServer, request as requestHttps } from 'node:https';
import { type AddressInfo, createServer as createNet, type Server, type Socket } from 'node:net';
import { certificatesFor } from '../../support/certificates.ts';
import { answers, codes, type Real, sockets } from './false-answers.ts';

/** Where a request goes in place of the sandbox: an origin, or an error that there is. */
type Detour = { readonly origin: string } | { readonly code: string };

export interface Traps {
  /** The authority of the certificates that are wrong in other ways. */
  readonly ca: string;
  detour(fault: string): Detour;
  close(): Promise<void>;
}

function listening(server: Server | HttpsServer): Promise<string> {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`https://localhost:${(server.address() as AddressInfo).port}`)),
  );
}

/** The answer of the sandbox that a request was meant for. */
function forwarded(request: IncomingMessage, body: Buffer, ca: string): Promise<Real> {
  const target = String(request.headers['x-target']);
  return new Promise((resolve, reject) => {
    const headers = { ...request.headers, host: new URL(target).host };
    const forward = requestHttps(
      `${target}${request.url ?? ''}`,
      { method: request.method, headers, ca, agent: false },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: Buffer.concat(parts) }),
        );
      },
    );
    forward.on('error', reject);
    forward.end(body);
  });
}

/** Starts all traps; `certificate` is one that the sandbox's authority has given. */
export async function setTraps(certificate: { cert: string; key: string }, sandboxCa: string): Promise<Traps> {
  const servers: (Server | HttpsServer)[] = [];
  const origins = new Map<string, string>();
  const open = new Set<Socket>();
  const start = async (server: Server | HttpsServer): Promise<string> => {
    servers.push(server);
    server.on('connection', (socket: Socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      socket.on('error', () => undefined);
    });
    server.on('tlsClientError', () => undefined);
    return await listening(server);
  };
  const trapped = createHttps(certificate, (request, answer) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const trap = answers[String(request.headers['x-fault'])];
      void trap?.(answer, () => forwarded(request, Buffer.concat(parts), sandboxCa), request);
    });
  });
  const main = await start(trapped);
  for (const name of Object.keys(answers)) origins.set(name, main);
  for (const [name, meet] of Object.entries(sockets)) origins.set(name, await start(createNet(meet)));
  const [expired, other, unknown] = await Promise.all([
    certificatesFor(['localhost'], Date.now() - 60_000),
    certificatesFor(['elsewhere.example']),
    certificatesFor(['localhost']),
  ]);
  const nothing = (): void => undefined;
  origins.set('expired certificate', await start(createHttps(expired, nothing)));
  origins.set('certificate of another host', await start(createHttps(other, nothing)));
  origins.set('unknown authority', await start(createHttps(unknown, nothing)));
  // A port that was free a moment ago.
  const closed = createNet();
  origins.set('nobody listens', await listening(closed));
  await new Promise((resolve) => closed.close(resolve));
  return {
    ca: expired.ca + other.ca,
    detour(fault) {
      const code = codes[fault];
      if (code !== undefined) return { code };
      const origin = origins.get(fault);
      if (origin === undefined) throw new TypeError(`there is no fault "${fault}"`);
      return { origin };
    },
    async close() {
      for (const socket of open) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
