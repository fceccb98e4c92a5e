import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ask, Reply } from '../exchange.ts';
import { serviceOf } from '../site.ts';
import { altered } from './altered.ts';
import { errorReply, statusReply } from './fault-reply.ts';
import { type FaultKind, type Faults, foreignPage } from './faults.ts';
import { redacted, type TrafficEntry } from './traffic.ts';
import { addressOf, bodyOfRequest, headersOf, serialized, WireError } from './wire.ts';

export interface ListenerParts {
  readonly answer: (ask: Ask) => Promise<Reply>;
  readonly health: Reply;
  readonly faults: Faults;
  readonly latencyMilliseconds: number;
  readonly origin: () => string;
  readonly log: ((entry: TrafficEntry) => void) | undefined;
}

/** What is sent: an answer, or nothing and how the connection ends. */
type Sending = { readonly reply: Reply; readonly half?: boolean } | { readonly broken: 'reset' | 'silence' };

/** A request as one that repeats it says it. */
function echoOf({ method, path, headers }: Omit<Ask, 'body'>, body: unknown): string {
  return `The request was: ${method} ${path} ${JSON.stringify(headers)} ${JSON.stringify(body)}`;
}

async function sendingFor(
  fault: FaultKind | undefined,
  path: string,
  answer: () => Promise<Reply>,
  echo: () => Promise<string>,
): Promise<Sending> {
  switch (fault?.is) {
    case undefined:
      return { reply: await answer() };
    case 'status':
      if (fault.takesEffect === true) await answer();
      return { reply: statusReply(fault, path) };
    case 'foreign':
      return { reply: { status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: foreignPage } };
    case 'echo':
      return { reply: errorReply(fault.status, 'RequestRefused', await echo()) };
    case 'delay':
      await sleep(fault.seconds * 1000);
      return { reply: await answer() };
    case 'truncated':
      return { reply: await answer(), half: true };
    case 'altered': {
      const reply = await answer();
      const headers = { ...reply.headers, ...fault.headers };
      return { reply: { ...reply, headers, body: altered(reply.body, fault.at, fault.to) } };
    }
    case 'reset':
      if (fault.after) await answer();
      return { broken: 'reset' };
    case 'silence':
      await answer();
      return { broken: 'silence' };
  }
}

function write(
  response: ServerResponse,
  reply: Reply,
  method: string,
  half: boolean,
): Readonly<Record<string, string>> {
  const { headers, body } = serialized(reply, method);
  const sent = half ? body.subarray(0, Math.floor(body.length / 2)) : body;
  const final = half ? { ...headers, 'Content-Length': String(sent.length) } : headers;
  response.writeHead(reply.status, final);
  response.end(sent);
  return final;
}

/** A page of somebody else's that has its name point here (DNS rebinding) must not read what needs no token. */
function isMisdirected({ path, headers }: Omit<Ask, 'body'>, isHealth: boolean): boolean {
  const isOpen = isHealth || ['pages', 'metadata'].includes(serviceOf(path));
  return isOpen && !/^(localhost|127\.0\.0\.1)(:\d+)?$/i.test(headers['host'] ?? '');
}

/** Handles one request: body, latency, fault, answer, log. */
export function listener(parts: ListenerParts): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const began = performance.now();
    const time = new Date().toISOString();
    const address = addressOf(request);
    let body: unknown;
    const understood = async (): Promise<Reply> => {
      try {
        body = await bodyOfRequest(request);
        return await parts.answer({ ...address, body });
      } catch (error) {
        if (error instanceof WireError) return errorReply(error.status, error.code, error.message);
        return errorReply(500, 'InternalServerError', 'An error occurred.');
      }
    };
    const isHealth = address.path === '/health';
    if (isMisdirected(address, isHealth)) {
      write(
        response,
        errorReply(421, 'MisdirectedRequest', 'Only localhost and 127.0.0.1 are answered.'),
        address.method,
        false,
      );
      return;
    }
    if (!isHealth && parts.latencyMilliseconds > 0) await sleep(parts.latencyMilliseconds);
    const fault = isHealth ? undefined : parts.faults.strike(address.method, request.url ?? '/');
    const sending: Sending = isHealth
      ? { reply: parts.health }
      : await sendingFor(fault, address.path, understood, async () => {
          body = await bodyOfRequest(request);
          return echoOf(address, body);
        });
    if ('broken' in sending) {
      if (sending.broken === 'reset') request.socket.destroy();
      return;
    }
    const { reply, half = false } = sending;
    const responseHeaders = write(response, reply, address.method, half);
    if (parts.log === undefined || isHealth) return;
    const entry = {
      time,
      method: address.method,
      url: `${parts.origin()}${request.url ?? '/'}`,
      requestHeaders: headersOf(request),
      requestBody: body ?? null,
      status: reply.status,
      responseHeaders,
      responseBody: address.method === 'HEAD' ? null : (reply.body ?? null),
      ms: Math.round((performance.now() - began) * 1000) / 1000,
    };
    parts.log(redacted(entry));
  };
}
