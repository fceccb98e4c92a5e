import { expect, test } from '@jest/globals';
import type { Asked } from '../../src/engine/context.ts';
import { steps } from '../../steps/index.ts';
import { keyboard } from '../support/keyboard.ts';

const [question] = steps.flatMap((step) => step.questions).filter((each) => each.key === 'name');

const asked = (change: Partial<Asked>): Asked => {
  if (question === undefined) throw new Error('there is no question for a name');
  const rest = { choices: [], otherwise: undefined, open: false, why: undefined, canGoBack: false, remark: undefined };
  return {
    question,
    preselected: 'plant-b',
    note: 'The name is taken.',
    refusal: () => Promise.resolve(undefined),
    ...rest,
    ...change,
  };
};

/** What stands on the screen after a question was answered: what follows the last time that lines were wiped. */
async function leftBy(question: Asked): Promise<string> {
  const context = keyboard();
  const answer = context.prompter.ask(question);
  await context.until('Name');
  context.type('\r');
  expect(await answer).toEqual({ is: 'answer', value: 'plant-b' });
  return context.raw().split('\u001b[G').at(-1) ?? '';
}

test('what was typed wrongly does not stay', async () => {
  expect(await leftBy(asked({}))).not.toContain('taken');
});
