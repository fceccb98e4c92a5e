import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttps, type Server as HttpsServer, request as requestHttps } from 'node:https';
import { type AddressInfo, createServer as createNet, type Server, type Socket } from 'node:net';
import { certificatesFor } from '../../support/certificates.ts';

/** Answers of a server that a request reaches: it gets the answer of the sandbox where the effect takes place first. */
type Trap = (answer: ServerResponse, real: () => Promise<Real>, request: IncomingMessage) => void | Promise<void>;

interface Real {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

const plain = (status: number, headers: Readonly<Record<string, string>>, body: string | Buffer): Trap => {
  return (answer) => void answer.writeHead(status, headers).end(body);
};
const json = { 'content-type': 'application/json' };
const html = { 'content-type': 'text/html' };
const page = '<!DOCTYPE html><html><body>Please sign in to use this network.</body></html>';
const azureError = (code: string): string => JSON.stringify({ error: { code, message: 'Something happened.' } });

/** More than any answer of Azure's has: 80 MB. */
function endless(answer: ServerResponse): void {
  answer.writeHead(200, json);
  const chunk = Buffer.alloc(1 << 20, 0x20);
  let sent = 0;
  const more = (): void => {
    while (sent < 80 && !answer.destroyed) {
      sent += 1;
      if (!answer.write(chunk)) return void answer.once('drain', more);
    }
    answer.end('{}');
  };
  answer.on('error', () => undefined);
  more();
}

/** Somewhere else, that nothing may reach. */
const elsewhere = 'https://127.0.0.1:9';

/** What answers in place of the sandbox, by the name of the fault. */
const answers: Readonly<Record<string, Trap>> = {
  'reset after the effect': async (answer, real) => {
    await real();
    answer.socket?.destroy();
  },
  'reset in the headers': (answer) => {
    answer.socket?.write('HTTP/1.1 200 OK\r\ncontent-ty');
    answer.socket?.end();
  },
  'reset in the body': async (answer, real) => {
    const { status, body } = await real();
    answer.writeHead(status, { ...json, 'content-length': body.length + 10 });
    answer.write(body.subarray(0, body.length >> 1), () => answer.socket?.destroy());
  },
  'never answers': () => undefined,
  'hangs after the headers': (answer) => answer.writeHead(200, json).flushHeaders(),
  'drips byte by byte': (answer) => {
    answer.writeHead(200, json).flushHeaders();
    const drip = setInterval(() => answer.write(' '), 100);
    answer.on('close', () => clearInterval(drip));
    answer.on('error', () => undefined);
  },
  'empty 200': plain(200, json, ''),
  'a web page': plain(200, html, page),
  'a list in place of an object': plain(200, json, '[]'),
  'half of the JSON': async (answer, real) => {
    const { status, body } = await real();
    answer.writeHead(status, json).end(body.subarray(0, body.length >> 1));
  },
  'too much': endless,
  'wrong compression': plain(200, { ...json, 'content-encoding': 'gzip' }, 'this is not gzip'),
  'no text': plain(200, json, Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28])),
  '429 with a long wait': plain(429, { ...json, 'retry-after': '9999999' }, azureError('TooManyRequests')),
  '429 without a wait': plain(429, json, azureError('TooManyRequests')),
  '500': plain(500, json, azureError('InternalServerError')),
  '502 with a web page': plain(502, html, page),
  '503 with a wait': plain(503, { ...json, 'retry-after': '1' }, azureError('ServiceUnavailable')),
  '504 after the effect': async (answer, real) => {
    await real();
    answer.writeHead(504, json).end(azureError('GatewayTimeout'));
  },
  'redirect elsewhere': plain(307, { location: `${elsewhere}/steal` }, ''),
  '401 with a foreign authority': plain(
    401,
    { ...json, 'www-authenticate': `Bearer authorization_uri="${elsewhere}/steal", error="invalid_token"` },
    azureError('InvalidAuthenticationToken'),
  ),
  "404 of somebody else's": plain(404, html, page),
};

/** What stands in the way before a request is read, by the name of the fault. */
const sockets: Readonly<Record<string, (socket: Socket) => void>> = {
  'reset at once': (socket) => socket.resetAndDestroy(),
  'no TLS': (socket) => socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'),
};

/** Names that node's own resolver and sockets give to what they can't do. */
const codes: Readonly<Record<string, string>> = {
  'no such host': 'ENOTFOUND',
  'no name service': 'EAI_AGAIN',
};

/** All faults, by name. */
export const faultNames: readonly string[] = [
  ...Object.keys(codes),
  'nobody listens',
  ...Object.keys(sockets),
  ...Object.keys(answers),
  'unknown authority',
  'expired certificate',
  'certificate of another host',
];

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
