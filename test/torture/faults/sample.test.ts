import { expect, test } from '@jest/globals';
import { faults } from './faults.ts';

test('each fault of the network ends as the contract says, and the next run finishes', async () => {
  const { trials, violations } = await faults('(reset|JSON|TLS|certificate|page|401|504).* \\| once$', 24);
  expect(violations).toEqual([]);
  expect(trials).toBeGreaterThanOrEqual(20);
}, 240_000);
