import { Readable } from 'node:stream';
import {
  createDefaultHttpClient,
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
  RestError,
} from '@azure/core-rest-pipeline';
import { kindOf } from '../torture/faults/kinds.ts';

/** What arrives in place of Azure's answer. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Azure's own answer, changed or not; its body as it was read. */
export interface Real {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a request meets. `real` lets it reach Azure. Gives the reply, or nothing when Azure's own is to arrive. */
export type Meet = (
  real: () => Promise<Real>,
  request: PipelineRequest,
) => Promise<Reply | undefined> | Reply | undefined;

/** Requests of some kinds, the first few of them or all, and what they meet. */
export interface Meddling {
  /** A regular expression over "METHOD /path", names taken out. */
  readonly where: RegExp;
  /** So many of them; all when left out. */
  readonly times?: number;
  readonly meet: Meet;
}

/** A network with somebody in it, and the kinds of the requests that went over it. */
export interface Network extends HttpClient {
  readonly sent: string[];
}

const byUs: Meet = () => undefined;

/** Whatever is sent anywhere but to `origin` fails the test. */
export function networkWith(origin: string, ...meddlings: readonly Meddling[]): Network {
  const client = createDefaultHttpClient();
  const sent: string[] = [];
  const struck = meddlings.map(() => 0);
  return {
    sent,
    sendRequest: async (request) => {
      if (new URL(request.url).origin !== origin) throw new Error(`a request to ${request.url}`);
      const kind = kindOf(request.method, request.url);
      sent.push(kind);
      const at = meddlings.findIndex(
        ({ where, times = Number.POSITIVE_INFINITY }, index) => where.test(kind) && (struck[index] ?? 0) < times,
      );
      struck[at] = (struck[at] ?? 0) + 1;
      const { meet } = meddlings[at] ?? { meet: byUs };
      let passed: PipelineResponse | undefined;
      const real = async (): Promise<Real> => {
        passed = await client.sendRequest(request);
        const text = await textOf(passed);
        const body = JSON.parse(text === '' ? '{}' : text) as Real['body'];
        return { status: passed.status, body, headers: passed.headers.toJSON() };
      };
      const reply = await meet(real, request);
      return reply === undefined ? (passed ?? (await client.sendRequest(request))) : responseTo(request, reply);
    },
  };
}

/** The body read once, and put back. */
async function textOf(response: PipelineResponse): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of response.readableStreamBody ?? []) parts.push(Buffer.from(part));
  const text = Buffer.concat(parts).toString('utf8');
  response.readableStreamBody = Readable.from([Buffer.from(text)]);
  return text;
}

function responseTo(request: PipelineRequest, { status, body, headers = {} }: Reply): PipelineResponse {
  const isText = typeof body === 'string' || body === undefined;
  const common = { request, status, headers: createHttpHeaders({ 'content-type': 'application/json', ...headers }) };
  if (body instanceof Readable) return { ...common, readableStreamBody: body };
  return {
    ...common,
    bodyAsText: isText ? (body ?? '') : JSON.stringify(body),
  };
}

/** The connection fails, with Node's code for it; before the request has reached anybody. */
export const fails =
  (code: string): Meet =>
  () => {
    throw new RestError(code, { code });
  };

/** Azure does it, and the connection breaks before its answer is there. */
export const lost: Meet = async (real) => {
  await real();
  throw new RestError('aborted', { code: 'ECONNRESET' });
};

/** Nobody ever answers; the connection is given up when whoever asked gives up. */
export const silence: Meet = (_, request) =>
  new Promise((_resolve, reject) => {
    request.abortSignal?.addEventListener('abort', () => reject(new Error('given up')));
  });

/** The answer comes, a blank at a time, and has no end. */
export const drips: Meet = (_, request) => {
  const body = new Readable({ read: () => undefined });
  const drip = setInterval(() => body.push(' '), 50);
  request.abortSignal?.addEventListener('abort', () => {
    clearInterval(drip);
    body.destroy(new Error('given up'));
  });
  return { status: 200, body };
};

/** An error in Azure's shape. */
export const refuses =
  (status: number, code: string, message = 'As Azure says.', headers: Readonly<Record<string, string>> = {}): Meet =>
  () => ({ status, body: { error: { code, message } }, headers });

export const says =
  (body: unknown, status = 200): Meet =>
  () => ({ status, body });

/** Azure's own answer with something changed in it. */
export const changed =
  (change: (real: Real) => Reply | undefined): Meet =>
  async (real) =>
    change(await real());
