import { expect, test } from '@jest/globals';
import { faults } from './faults.ts';

test('each fault of the network ends as the contract says, and the next run finishes', async () => {
  // All of these answer, so that no deadline is needed that a slow computer could miss.
  const answering = '(reset|JSON|TLS|certificate|page|401|504).* \\| once$';
  const { trials, violations } = await faults(answering, 24, 'usual');
  expect(violations).toEqual([]);
  expect(trials).toBeGreaterThanOrEqual(20);
}, 240_000);
