import { afterEach, describe, expect, test } from '@jest/globals';
import { scenarios } from '../../../src/sandbox/scenarios.ts';
import { again, endOf, leaveScenario, play, rowsOf } from '../../support/playing.ts';

/* Each situation that can be practiced, played to its end without a terminal. */

afterEach(leaveScenario);

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

/** Within a window of 24 rows and 80 columns, with the shell's prompt below: its beginning hasn't scrolled away. */
function fits(page: readonly string[]): void {
  expect(page.join('\n')).toMatch(
    /^This was practice[^]*\nReady: [^]*hostName[^]*name[^]*resourceGroup[^]*adt-setup sandbox/,
  );
  expect(page.at(-2)).toBe('Same again, no questions:');
  expect(rowsOf(page, 80) + 1).toBeLessThanOrEqual(24);
}

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
      if (outcome === 'ready') fits(endOf(played.words));
      // A second run never makes anything twice.
      if (scenario !== 'throttled') expect((await again(scenario)).document.requests.writes).toBe(0);
    },
    90_000,
  );
});
