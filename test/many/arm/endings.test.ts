import { expect, test } from '@jest/globals';
import { endingOf } from '../../../src/many/arm/endings.ts';
import type { Followed } from '../../../src/many/arm/follow.ts';
import type { Deployment, Operation } from '../../../src/port/azure.ts';

const report = { name: 'adt-setup-1', subscriptionId: 's', state: '', correlationId: 'c' };

const deployment = (state: string): Deployment => ({
  ...report,
  state,
  location: 'westeurope',
  isOver: true,
  parameters: {},
  troubles: [],
});

const operation = (state: string): Operation => ({ target: '/x', state, isOver: true, troubles: [] });

const over = (state: string, wasCancelled: boolean, ...operations: readonly Operation[]): Followed => ({
  is: 'over',
  deployment: deployment(state),
  wasCancelled,
  operations,
});

test.each<readonly [string, Followed | undefined, string]>([
  ['came to its end', over('Succeeded', false), ''],
  ['failed', over('Failed', false), ''],
  ['left running', { is: 'left', operations: [] }, 'goes on in Azure. Run this again to follow it.'],
  ['lost from sight', undefined, 'goes on in Azure. Run this again to follow it.'],
  ['takes too long', { is: 'late', operations: [] }, 'takes longer than was to be waited for'],
  [
    'may not be cancelled',
    { is: 'left', operations: [], why: new Error('No right.') },
    'could not be cancelled, and goes on in Azure: No right.',
  ],
  [
    'cancelled in the middle',
    over('Canceled', true, operation('Succeeded')),
    'was cancelled. What was made until then stays',
  ],
  ['cancelled at once', over('canceled', true, operation('Canceled')), 'was cancelled before anything was made.'],
  ['cancelled too late', over('Succeeded', true, operation('Succeeded')), 'was over before it could be cancelled.'],
  ['forgotten by Azure', { is: 'gone', operations: [] }, "isn't known to Azure any more"],
])('%s', (_, followed, words) => {
  const [says = '', ...more] = endingOf({ report, followed });
  expect(says).toContain(words);
  if (words === '') expect(says).toBe('');
  const goesOn = words.includes('goes on') || words.includes('takes longer');
  expect(more.filter((each) => each.startsWith('  az deployment sub '))).toHaveLength(goesOn ? 2 : 0);
});
