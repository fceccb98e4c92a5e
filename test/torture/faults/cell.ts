import { createDefaultHttpClient, type HttpClient, RestError } from '@azure/core-rest-pipeline';
import { openPlace, type Patience, type Place, runAt } from '../../support/whole-run.ts';
import { changes, keptIn } from '../aftermath.ts';
import { type Cell, expectedCodes } from './expected.ts';
import { kindOf } from './kinds.ts';
import type { Traps } from './traps.ts';

const scenario = 'unregistered';
/** Milliseconds of real time in which a whole run with one fault has to end: a few requests may take their full time. */
const longestRun = { brief: 25_000, usual: Number.POSITIVE_INFINITY };

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

/** Runs the wizard with one fault, then once more without; what went wrong. */
export async function trialOf(cell: Cell, template: string, traps: Traps, wait: Patience): Promise<readonly string[]> {
  const place = await openPlace(scenario, template);
  const wrong: string[] = [];
  try {
    const before = keptIn(place.world, scenario);
    let struck = 0;
    const meddle: Meddle = (kind) => {
      if (kind !== cell.kind || (cell.mode === 'once' && struck > 0)) return undefined;
      struck += 1;
      return traps.detour(cell.fault);
    };
    const foreign = (url: string): void => void wrong.push(`a request to ${url}`);
    const began = performance.now();
    const network = meddled(place, cell.fault, meddle, foreign);
    const first = await runAt(place, network, { ca: traps.ca, wait });
    const took = performance.now() - began;
    const allowed = expectedCodes(cell);
    if (struck === 0) wrong.push('the fault never struck');
    if (!allowed.includes(first.code))
      wrong.push(`ended with ${first.code}, not ${allowed.join(' or ')}: ${first.words}`);
    if (took > longestRun[wait]) wrong.push(`took ${Math.round(took)} ms`);
    const second = await runAt(
      place,
      meddled(place, '', () => undefined, foreign),
      { ca: traps.ca },
    );
    if (second.code !== 0) wrong.push(`then ended with ${second.code}: ${second.words}`);
    wrong.push(...changes(before, keptIn(place.world, scenario)));
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
  const first = await openPlace(scenario);
  const template = first.world;
  const watched = await openPlace(scenario, template);
  const kinds = new Set<string>();
  const watch: Meddle = (kind) => {
    kinds.add(kind);
    return undefined;
  };
  const network = meddled(watched, '', watch, () => undefined);
  const { code, words } = await runAt(watched, network).finally(watched.close);
  if (code !== 0) throw new Error(`an undisturbed run ended with ${code}: ${words}`);
  return { kinds: [...kinds], template, remove: first.close };
}
