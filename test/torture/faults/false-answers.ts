import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Answers of a server that a request reaches: it gets the answer of the sandbox where the effect takes place first. */
type Trap = (answer: ServerResponse, real: () => Promise<Real>, request: IncomingMessage) => void | Promise<void>;

export interface Real {
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
export const answers: Readonly<Record<string, Trap>> = {
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
export const sockets: Readonly<Record<string, (socket: Socket) => void>> = {
  'reset at once': (socket) => socket.resetAndDestroy(),
  'no TLS': (socket) => socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'),
};

/** Names that node's own resolver and sockets give to what they can't do. */
export const codes: Readonly<Record<string, string>> = {
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
