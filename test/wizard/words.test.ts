import { expect, test } from '@jest/globals';
import type { Source } from '../../src/engine/context.ts';
import { newRecord } from '../../src/state/memory.ts';
import { describeUnfinished } from '../../src/wizard/saved/words.ts';
import { steps } from '../../steps/index.ts';

const now = new Date('2026-11-03T10:00:00Z');

test.each<[readonly Source[], string]>([
  [[], 'no question answered yet'],
  [['flag', 'environment', 'file', 'recommended'], 'no question answered yet'],
  [['prompt'], '1 question answered'],
  [['prompt', 'flag', 'prompt', 'recommended'], '2 questions answered'],
])('of answers from %j it says "%s": only what was asked counts', (sources, says) => {
  const keys = ['subscription', 'resourceGroup', 'location', 'name'];
  const answers = Object.fromEntries(sources.map((from, at) => [keys[at] ?? '', { value: 'x', from }]));
  const record = { ...newRecord('AzureCloud', now, 'seed'), answers };
  expect(describeUnfinished(record, now, steps)).toContain(`${says}, nothing created yet`);
});
