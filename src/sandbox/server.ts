import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { resolve as absolute, join } from 'node:path';
import { ownText, takeFolder, writeOwn } from '../local/own-file.ts';
import { once } from '../text/once.ts';
import type { Reply } from './exchange.ts';
import { answering } from './host/answering.ts';
import { certificateFiles, serverCertificate } from './host/certificate.ts';
import { insideFault } from './host/fault-reply.ts';
import { countFaults, type Fault, storedFaults } from './host/faults.ts';
import { listener } from './host/listener.ts';
import { holdDirectory } from './host/lock.ts';
import { readRecord, runningFile } from './host/running.ts';
import { secretsOf } from './host/secrets.ts';
import type { TrafficEntry } from './host/traffic.ts';
import { openGraphs, openWorld } from './host/world-file.ts';
import type { SandboxInfo } from './info.ts';
import { crowded, freshWorld, scenarioNamed } from './scenarios.ts';
import { type Settings, settingsFrom, storedSettings } from './settings.ts';
import { contoso } from './world/contoso/ids.ts';
import { hashSecret } from './world/identifiers.ts';

export { findRunningSandbox } from './host/running.ts';
export type { TrafficEntry } from './host/traffic.ts';

export interface SandboxOptions {
  readonly dataDirectory: string;
  /** A free one when not given, the same one at the next start if it is still free. */
  readonly port?: number;
  /** Each scenario has a world of its own. Default: `owner`. */
  readonly scenario?: string;
  readonly settings?: Partial<Settings>;
  /** One entry for every request, without secrets. */
  readonly log?: (entry: TrafficEntry) => void;
  /** What goes wrong, on demand. */
  readonly faults?: readonly Fault[];
  /** The clock, for tests. */
  readonly now?: () => number;
}

export interface Sandbox extends SandboxInfo {
  /** Answers what is under way, keeps what is acknowledged, and lets the data directory go. */
  close(): Promise<void>;
}

/** A sandbox of this process. */
export interface StartedSandbox extends Sandbox {
  /** From now on something goes wrong. */
  addFault(fault: Fault): void;
  clearFaults(): void;
}

function listen(server: Server, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(undefined) : reject(error);
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** The port that was asked for, else the one of last time, else a free one. */
async function listenSomewhere(
  server: Server,
  wanted: number | undefined,
  before: number | undefined,
): Promise<number> {
  const port = await listen(server, wanted ?? before ?? 0);
  if (port !== undefined) return port;
  if (wanted !== undefined && wanted !== 0)
    throw new Error(`Port ${wanted} is in use. Choose another one (--port), or leave it out to get a free one.`);
  const free = await listen(server, 0);
  if (free === undefined) throw new Error('No port of 127.0.0.1 can be listened on.');
  return free;
}

/** What would be trusted if it stood there before. */
const keyFiles = ['secrets.json', 'client-secret', 'running.json', ...certificateFiles];

/** Starts the sandbox on a data directory: HTTPS on 127.0.0.1 only. */
export async function startSandbox(options: SandboxOptions): Promise<StartedSandbox> {
  const dataDirectory = absolute(options.dataDirectory);
  takeFolder(dataDirectory, keyFiles);
  const release = await holdDirectory(dataDirectory);
  try {
    return await start(options, dataDirectory, release);
  } catch (error) {
    await release();
    throw error;
  }
}

async function start(
  options: SandboxOptions,
  dataDirectory: string,
  release: () => Promise<void>,
): Promise<StartedSandbox> {
  const clock = options.now ?? Date.now;
  const scenario = scenarioNamed(options.scenario ?? 'owner');
  const settings = settingsFrom(scenario.settings, storedSettings(dataDirectory), options.settings ?? {});
  const { keys, clientSecret, source } = secretsOf(dataDirectory);
  const folder = join(dataDirectory, 'worlds', scenario.name);
  const world = openWorld(join(folder, 'world.json'), () => freshWorld(scenario, source, hashSecret(clientSecret)));
  const crowd = crowded(world.head(), settings);
  if (crowd !== world.head()) await world.put(crowd);
  const graphs = openGraphs(
    join(folder, 'twins'),
    new Set(Object.values(world.head().instances).map((each) => each.key)),
  );
  const certificate = serverCertificate(dataDirectory, clock());
  const faults = countFaults([...scenario.faults, ...storedFaults(dataDirectory), ...(options.faults ?? [])]);
  const nonce = randomUUID();
  const health: Reply = {
    status: 200,
    body: { status: 'ok', nonce, scenario: scenario.name },
    headers: { 'Cache-Control': 'no-store' },
  };
  let origin = '';
  const serve = listener({
    answer: answering({
      world,
      graphs,
      keys,
      settings,
      clock,
      control: { clientSecret, fresh: () => crowded(freshWorld(scenario, source, hashSecret(clientSecret)), settings) },
      strike: (method, address) => insideFault(faults, method, address),
      origin: () => origin,
    }),
    health,
    faults,
    latencyMilliseconds: settings.latencyMilliseconds,
    origin: () => origin,
    log: options.log,
  });
  const server = createServer(
    { cert: certificate.certificate, key: certificate.key, minVersion: 'TLSv1.2' },
    (request, response) => {
      serve(request, response).catch(() => response.destroy());
    },
  );
  server.keepAliveTimeout = 30_000;
  const port = await listenSomewhere(server, options.port, readRecord(dataDirectory)?.info.port);
  origin = `https://localhost:${port}`;

  const person = world.head().directory[world.head().signedIn];
  const clientSecretFile = join(dataDirectory, 'client-secret');
  if (ownText(clientSecretFile) !== clientSecret) writeOwn(clientSecretFile, clientSecret);
  const info: SandboxInfo = {
    clientSecretFile,
    origin,
    port,
    ca: certificate.ca,
    caFile: certificate.caFile,
    metadataUrl: `${origin}/metadata/endpoints?api-version=2020-06-01`,
    scenario: scenario.name,
    tenantId: contoso.tenant,
    subscriptionId: contoso.dev,
    user: {
      userPrincipalName: person?.kind === 'user' ? person.userPrincipalName : '',
      objectId: world.head().signedIn,
    },
    servicePrincipal: { clientId: contoso.automationApp, clientSecret, objectId: contoso.automation },
  };
  writeOwn(runningFile(dataDirectory), JSON.stringify({ nonce, pid: process.pid, info }));

  const close = async (): Promise<void> => {
    const closed = new Promise<void>((done) => server.close(() => done()));
    server.closeIdleConnections();
    const impatience = setTimeout(() => server.closeAllConnections(), 500);
    await closed;
    clearTimeout(impatience);
    await Promise.all([world.quiet(), graphs.quiet()]);
    await release();
  };
  return { ...info, addFault: (fault) => faults.add(fault), clearFaults: () => faults.clear(), close: once(close) };
}
