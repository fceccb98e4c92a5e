import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LiveOptions, liveAzure } from '../../src/azure/live.ts';
import { type ErrorDetails, SetupError } from '../../src/errors.ts';
import type { TrafficEntry } from '../../src/local/redact.ts';
import type { Azure, AzureEvent } from '../../src/port/azure.ts';
import type { Cloud } from '../../src/port/cloud.ts';
import { sandboxCloud } from '../../src/sandbox/cloud.ts';
import { type Sandbox, type SandboxOptions, type StartedSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { giveKeys, keepKeys } from '../support/keys.ts';

/** What a meddler does with a request instead of passing it on. */
type Meddling = 'drop' | { readonly status: number; readonly headers?: Record<string, string>; readonly body: string };
export type Meddle = (method: string, url: string, body: string) => Meddling | undefined;

/** A sandbox whose clock can be put forward, and ports on it. */
export interface Workbench {
  readonly sandbox: StartedSandbox;
  readonly cloud: Cloud;
  later(seconds: number): void;
  open(options?: Partial<LiveOptions>): Port;
  /** A port that is signed in already. */
  signedIn(options?: Partial<LiveOptions>): Promise<Port>;
  /** The sandbox behind somebody who changes some of its answers. */
  meddled(meddle: Meddle, rewrite?: (body: string) => string): Promise<Cloud>;
  close(): Promise<void>;
}

export interface Port {
  readonly azure: Azure;
  readonly events: AzureEvent[];
  readonly log: TrafficEntry[];
  /** "PUT /subscriptions/…" for each request since the last call. */
  sent(): string[];
  readonly stop: AbortController;
}

export async function workbench(options: Partial<SandboxOptions> = {}): Promise<Workbench> {
  const folder = mkdtempSync(join(tmpdir(), 'adt-azure-'));
  giveKeys(folder);
  const clock = { ahead: 0 };
  const sandbox = await startSandbox({
    dataDirectory: folder,
    ...options,
    settings: { deviceApprovalSeconds: 0, ...options.settings },
    now: () => Date.now() + clock.ahead,
  });
  const cloud = sandboxCloud(sandbox);
  const closers: (() => Promise<void>)[] = [];

  function open(wishes: Partial<LiveOptions> = {}): Port {
    const events: AzureEvent[] = [];
    const log: TrafficEntry[] = [];
    const stop = new AbortController();
    let seen = 0;
    const azure = liveAzure({
      cloud,
      tell: (event) => events.push(event),
      allowWrites: true,
      timeoutSeconds: 60,
      log: (entry) => log.push(entry),
      signal: stop.signal,
      environment: {},
      ...wishes,
    });
    const sent = (): string[] => {
      const fresh = log.slice(seen).map((entry) => `${entry.method} ${new URL(entry.url).pathname}`);
      seen = log.length;
      return fresh;
    };
    return { azure, events, log, stop, sent };
  }

  return {
    sandbox,
    cloud,
    later: (seconds) => {
      clock.ahead += seconds * 1000;
    },
    open,
    signedIn: async (wishes) => {
      const port = open(wishes);
      await port.azure.signIn('device-code', undefined);
      await port.azure.subscriptions();
      port.sent();
      return port;
    },
    meddled: async (meddle, rewrite = (body) => body) => {
      const [cert, key] = ['server.pem', 'server-key.pem'].map((name) => readFileSync(join(folder, name), 'utf8'));
      const meddler = await startMeddler(sandbox, { cert: cert ?? '', key: key ?? '' }, meddle, rewrite);
      closers.push(() => meddler.close());
      // Graph's tokens keep the audience that the sandbox knows.
      return { ...sandboxCloud({ ...sandbox, origin: meddler.origin }), graphScope: cloud.graphScope };
    },
    close: async () => {
      await Promise.all(closers.map((close) => close()));
      await sandbox.close();
      keepKeys(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startMeddler(
  sandbox: Sandbox,
  certificate: { cert: string; key: string },
  meddle: Meddle,
  rewrite: (body: string) => string,
): Promise<{ origin: string; close(): Promise<void> }> {
  let origin = '';
  const server = createServer(certificate, (incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      const meddling = meddle(incoming.method ?? '', incoming.url ?? '', body);
      if (meddling === 'drop') return void outgoing.destroy();
      if (meddling !== undefined) return void outgoing.writeHead(meddling.status, meddling.headers).end(meddling.body);
      const forward = request(
        `${sandbox.origin}${incoming.url ?? ''}`,
        {
          method: incoming.method,
          headers: { ...incoming.headers, host: new URL(sandbox.origin).host },
          ca: sandbox.ca,
          agent: false,
        },
        (answer) => {
          const answered: Buffer[] = [];
          answer.on('data', (part: Buffer) => answered.push(part));
          answer.on('end', () => {
            const here = (text: string): string => text.replaceAll(new URL(sandbox.origin).host, new URL(origin).host);
            const text = here(Buffer.concat(answered).toString('utf8'));
            const headers = { ...answer.headers };
            const operation = headers['azure-asyncoperation'];
            if (typeof operation === 'string') headers['azure-asyncoperation'] = here(operation);
            delete headers['content-length'];
            delete headers['transfer-encoding'];
            outgoing.writeHead(answer.statusCode ?? 500, headers).end(rewrite(text));
          });
        },
      );
      forward.on('error', () => outgoing.destroy());
      forward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What a promise fails with, which must be words for a person. */
export async function errorOf(work: Promise<unknown>): Promise<ErrorDetails> {
  const error: unknown = await work.then(
    (value) => new Error(`no error but ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof SetupError) return error;
  throw error;
}
