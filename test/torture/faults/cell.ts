import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDefaultHttpClient, type HttpClient, RestError } from '@azure/core-rest-pipeline';
import { liveAzure } from '../../../src/azure/live.ts';
import type { Desk } from '../../../src/engine/desk.ts';
import { StepError } from '../../../src/engine/flow.ts';
import { exitCodes, SetupError } from '../../../src/errors.ts';
import { exitCodeOf } from '../../../src/result.ts';
import { sandboxCloud } from '../../../src/sandbox/cloud.ts';
import { type StartedSandbox, startSandbox } from '../../../src/sandbox/server.ts';
import { readState } from '../../../src/state/file.ts';
import { memoryOf, newRecord } from '../../../src/state/memory.ts';
import { wizard } from '../../../src/wizard/wizard.ts';
import { steps } from '../../../steps/index.ts';
import { silentFront } from '../../support/silent-front.ts';
import { changes, keptIn } from '../aftermath.ts';
import { type Cell, expectedCodes } from './expected.ts';
import { kindOf } from './kinds.ts';
import type { Traps } from './traps.ts';

const scenario = 'unregistered';
const settings = {
  registrationSeconds: 1,
  creationSeconds: 1,
  roleSpreadSeconds: 1,
  deviceApprovalSeconds: 0,
  helpfulAdministratorSeconds: -1,
  latencyMilliseconds: 0,
};
/** Seconds that one request may take in all its tries. */
const timeoutSeconds = 1.6;
/** Milliseconds of real time in which a whole run with one fault has to end: a few requests may take their full time. */
const longestRun = 25_000;

/** How one run of the wizard ended. */
interface Ended {
  readonly code: number;
  readonly words: string;
}

/** A sandbox with its data, whose clock only moves when the wizard waits; and a place for the state file. */
interface Place {
  readonly folder: string;
  readonly sandbox: StartedSandbox;
  readonly clock: { ahead: number };
  close(): Promise<void>;
}

async function open(template: string | undefined): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'adt-setup-fault-'));
  const dataDirectory = join(folder, 'world');
  if (template !== undefined) cpSync(template, dataDirectory, { recursive: true });
  const clock = { ahead: 0 };
  const now = (): number => Date.now() + clock.ahead;
  const sandbox = await startSandbox({ dataDirectory, scenario, port: 0, settings, now });
  return {
    folder,
    sandbox,
    clock,
    async close() {
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Meddle = (kind: string) => ReturnType<Traps['detour']> | undefined;

/** The network, on which some requests meet a trap; a request to anywhere else is told. */
function meddled(place: Place, fault: string, meddle: Meddle, foreign: (url: string) => void): HttpClient {
  const real = createDefaultHttpClient();
  return {
    sendRequest: async (request) => {
      const { origin } = new URL(request.url);
      if (origin !== place.sandbox.origin) foreign(request.url);
      const detour = meddle(kindOf(request.method, request.url));
      if (detour === undefined) return await real.sendRequest(request);
      if ('code' in detour) throw new RestError(`getaddrinfo ${detour.code}`, { code: detour.code });
      const before = request.url;
      request.url = before.replace(origin, detour.origin);
      request.headers.set('x-fault', fault);
      request.headers.set('x-target', origin);
      try {
        return await real.sendRequest(request);
      } finally {
        request.url = before;
        request.headers.delete('x-fault');
        request.headers.delete('x-target');
      }
    },
  };
}

async function run(place: Place, network: HttpClient, ca: string): Promise<Ended> {
  const { sandbox, clock, folder } = place;
  const now = (): number => Date.now() + clock.ahead;
  const file = join(folder, 'setup.json');
  const stop = new AbortController();
  const cloud = sandboxCloud(sandbox);
  const azure = liveAzure({
    cloud: { ...cloud, ca: `${cloud.ca ?? ''}${ca}` },
    tell: () => undefined,
    allowWrites: true,
    timeoutSeconds,
    signal: stop.signal,
    environment: {},
    network,
    pause: () => Promise.resolve(),
  });
  const memory = memoryOf(readState(file) ?? newRecord('sandbox', new Date(now())), file, now);
  const desk: Desk = {
    steps,
    azure,
    memory,
    interview: undefined,
    tell: () => undefined,
    clock: {
      now,
      wait(milliseconds) {
        clock.ahead += Math.ceil(milliseconds);
        return Promise.resolve();
      },
    },
    signal: stop.signal,
    trusting: true,
    waits: true,
    timeout: 120,
  };
  try {
    const order = { preview: false, review: false, beginForReal: () => undefined };
    const ended = await wizard(desk, silentFront(), order);
    if (ended.outcome === 'ready') memory.finish('ready');
    const rest = { requests: azure.requests, stateFile: file };
    const words = [ended.outcome, ...ended.lines.filter((line) => line.status === 'waiting').map((line) => line.says)];
    return { code: exitCodeOf({ ...ended, ...rest }), words: words.join(': ') };
  } catch (error) {
    const refusal = error instanceof StepError ? error.refusal : error;
    if (!(refusal instanceof SetupError)) return { code: exitCodes.defect, words: String(error) };
    const { ending, message, code } = refusal.trouble;
    return { code: exitCodes[ending], words: `${code}: ${message}` };
  }
}

/** Runs the wizard with one fault, then once more without; what went wrong. */
export async function trialOf(cell: Cell, template: string, traps: Traps): Promise<readonly string[]> {
  const place = await open(template);
  const wrong: string[] = [];
  try {
    const before = keptIn(join(place.folder, 'world'), scenario);
    let struck = 0;
    const meddle: Meddle = (kind) => {
      if (kind !== cell.kind || (cell.mode === 'once' && struck > 0)) return undefined;
      struck += 1;
      return traps.detour(cell.fault);
    };
    const foreign = (url: string): void => void wrong.push(`a request to ${url}`);
    const began = performance.now();
    const first = await run(place, meddled(place, cell.fault, meddle, foreign), traps.ca);
    const took = performance.now() - began;
    const allowed = expectedCodes(cell);
    if (struck === 0) wrong.push('the fault never struck');
    if (!allowed.includes(first.code))
      wrong.push(`ended with ${first.code}, not ${allowed.join(' or ')}: ${first.words}`);
    if (took > longestRun) wrong.push(`took ${Math.round(took)} ms`);
    const second = await run(
      place,
      meddled(place, '', () => undefined, foreign),
      traps.ca,
    );
    if (second.code !== 0) wrong.push(`then ended with ${second.code}: ${second.words}`);
    wrong.push(...changes(before, keptIn(join(place.folder, 'world'), scenario)));
    return wrong;
  } finally {
    await place.close();
  }
}

/** A data directory with keys and certificates to begin others with, and the kinds of requests of an undisturbed run. */
export async function trace(): Promise<{
  readonly kinds: readonly string[];
  readonly template: string;
  remove(): Promise<void>;
}> {
  const first = await open(undefined);
  const template = join(first.folder, 'world');
  const watched = await open(template);
  const kinds = new Set<string>();
  const watch: Meddle = (kind) => {
    kinds.add(kind);
    return undefined;
  };
  const network = meddled(watched, '', watch, () => undefined);
  const { code, words } = await run(watched, network, '').finally(watched.close);
  if (code !== 0) throw new Error(`an undisturbed run ended with ${code}: ${words}`);
  return { kinds: [...kinds], template, remove: first.close };
}
