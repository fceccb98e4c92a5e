import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openPlace, type Place, type RunEnded, runAt } from '../../support/whole-run.ts';
import { changes, type Kept, keptIn } from '../../torture/aftermath.ts';
import { drips, type Meddling, type Network, networkWith, type Real, silence } from '../network.ts';

/* Whole set-ups that meet answers, refusals and silences which are wrong in some way; then the next run, which meets none. */

let first: Place;
let place: Place;
let before: Kept;

/** Where the case at hand is played. */
export const placeNow = (): Place => place;

/** What goes wrong, and how the set-up that meets it must end. */
export interface Case {
  readonly input: string;
  readonly meddling: Meddling;
  readonly code: number;
  /** In the words of how it ended. */
  readonly words?: RegExp;
  /** More that must hold after the first run. */
  readonly also?: (network: Network, ended: RunEnded) => void;
  /** The next run's exit code. */
  readonly next?: number;
}

async function play({ meddling, code, words, also, next = 0 }: Case): Promise<void> {
  place = await openPlace('unregistered', first.world);
  try {
    before = keptIn(place.world, place.scenario);
    const { origin } = place.sandbox;
    const network = networkWith(origin, meddling);
    const isEndless = meddling.meet === silence || meddling.meet === drips;
    const ended = await runAt(place, network, { wait: isEndless ? 'brief' : 'usual' });
    expect(ended.words).toMatch(words ?? /./);
    expect({ code: ended.code, words: ended.words }).toMatchObject({ code });
    also?.(network, ended);
    const later = await runAt(place, networkWith(origin));
    expect({ code: later.code, words: later.words }).toMatchObject({ code: next });
    if (next === 0) expect(changes(before, keptIn(place.world, place.scenario))).toEqual([]);
  } finally {
    await place.close();
  }
}

/* The requests that the cases meddle with. */

export const getGroup = /^GET .*\/resourcegroups\/\{\}$/i;
export const putGroup = /^PUT .*\/resourcegroups\/\{\}$/i;
export const getInstance = /^GET .*\/digitalTwinsInstances\/\{\}$/i;
export const putInstance = /^PUT .*\/digitalTwinsInstances\/\{\}$/i;
export const putRole = /^PUT .*\/roleAssignments\/\{\}$/i;
export const listGroups = /^GET .*\/resourcegroups$/i;
export const register = /^POST .*\/register$/i;
export const proof = /^GET \/\{\}\/models$/;
export const devicecode = /\/devicecode$/;
export const token = /\/token$/;

/** How many requests of this kind were sent. */
export const countOf = (network: Network, kind: RegExp): number =>
  network.sent.filter((each) => kind.test(each)).length;

/** Expects that requests of this kind were sent so often. */
export const sentOnce =
  (kind: RegExp, times = 1) =>
  (network: Network): void =>
    expect(countOf(network, kind)).toBe(times);

/** Looks at the instance between any two of its creations. */
export const looksBetween = (network: Network): void => {
  const about = network.sent.filter((each) => getInstance.test(each) || putInstance.test(each));
  expect(about.filter((each, at) => putInstance.test(each) && putInstance.test(about[at + 1] ?? ''))).toEqual([]);
};

/** The real answer, with some of its properties changed. */
export const withProperties = (real: Real, properties: object): { status: number; body: unknown } => ({
  status: real.status,
  body: { ...real.body, properties: { ...(real.body['properties'] as object), ...properties } },
});

const only = process.env['ONLY'];

/** Plays each case as a test of its own: the set-up that meets it, and the next one. */
export function playAll(cases: readonly Case[]): void {
  beforeAll(async () => {
    first = await openPlace('unregistered');
  });
  afterAll(() => first.close());

  describe.each(cases)('$input', (each) => {
    const isAsked = only === undefined || each.input.startsWith(only);
    (isAsked ? test : test.skip)('ends as it should, and the next run is ready', () => play(each));
  });
}
