import { afterEach, describe, expect, test } from '@jest/globals';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import type { Settings } from '../../src/sandbox/settings.ts';
import { type Home, newHome } from '../support/places.ts';
import { runUnattended } from '../support/unattended.ts';

/* Each situation that can be practised, played to its end without a terminal. */

let home: Home | undefined;

afterEach(() => home?.remove());

interface Document {
  readonly outcome: string;
  readonly location: string | null;
  readonly name: string | null;
  readonly requests: { readonly writes: number };
  readonly steps: readonly {
    readonly id: string;
    readonly status: string;
    readonly summary: string;
    readonly evidence: string;
  }[];
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly help: string;
    readonly step: string | null;
  };
}

interface Played {
  readonly code: number | null;
  readonly document: Document;
  /** "instance done" */
  readonly steps: readonly string[];
}

async function play(scenario: string, argv: readonly string[] = [], settings: Partial<Settings> = {}): Promise<Played> {
  home?.remove();
  home = newHome(scenario, settings);
  return again(home, scenario, argv);
}

async function again(place: Home, scenario: string, argv: readonly string[] = []): Promise<Played> {
  const { code, stdout } = await runUnattended(place, [`--sandbox=${scenario}`, '--json', ...argv]);
  const document = JSON.parse(stdout) as Document;
  return { code, document, steps: document.steps.map(({ id, status }) => `${id} ${status}`) };
}

/** How each scenario ends when everything is left to the wizard; the writes are register, group, instance and role. */
const ends: Readonly<Record<string, readonly [code: number, outcome: string, writes: number | 'some']>> = {
  owner: [0, 'ready', 4],
  contributor: [3, 'handover', 3],
  reader: [3, 'handover', 0],
  guest: [0, 'ready', 4],
  taken: [0, 'ready', 4],
  unregistered: [0, 'ready', 4],
  policy: [0, 'ready', 4],
  // What is answered 429 is sent, and counted, again: how often depends on how often the wizard looks.
  throttled: [0, 'ready', 'some'],
  'slow-role': [0, 'ready', 4],
  // The service is switched on already where there are ten instances.
  quota: [0, 'ready', 3],
};

describe('every scenario ends as its description says', () => {
  test('and there are no others', () => {
    expect(Object.keys(ends).sort()).toEqual(scenarios.map(({ name }) => name).sort());
  });

  test.each(Object.entries(ends))(
    '%s',
    async (scenario, [code, outcome, writes]) => {
      const played = await play(scenario);
      expect(played.code).toBe(code);
      expect(played.document.outcome).toBe(outcome);
      if (writes === 'some') expect(played.document.requests.writes).toBeGreaterThanOrEqual(4);
      else expect(played.document.requests.writes).toBe(writes);
      expect(played.steps).toContain(outcome === 'ready' ? 'verify done' : 'verify open');
      // A second run never makes anything twice.
      if (home && scenario !== 'throttled') expect((await again(home, scenario)).document.requests.writes).toBe(0);
    },
    90_000,
  );
});
