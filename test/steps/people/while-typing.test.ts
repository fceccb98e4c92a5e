import { expect, test } from '@jest/globals';
import type { Asked } from '../../../src/engine/context.ts';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext, scripted } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { all, bea, gus, refused } from '../../support/plans.ts';

/** The question who may use it, as it is put in a directory with Bea and Gus. */
async function asked(): Promise<Asked | undefined> {
  const heard: Asked[] = [];
  const { prompter } = scripted();
  const listening = {
    ...prompter,
    ask: (each: Asked) => {
      heard.push(each);
      return Promise.resolve({ is: 'answer', value: 'me' } as const);
    },
  };
  await makePlan(
    fakeContext(fakeAzure(fakeWorld({ people: [bea, gus] })), { prompter: listening, answers: all }),
    newSession(),
  );
  return heard.find((each) => each.question.key === 'assignee');
}

test.each([
  ['be', [`user:${bea.id}`]],
  ['Cruz', [`user:${bea.id}`]],
  ['gus@fab', [`user:${gus.id}`]],
  ['zoe', []],
  [bea.id, []],
])('while %j is typed, the directory offers whom it may mean, by their object ids', async (typed, values) => {
  const question = await asked();
  expect(question?.otherwiseHint).toBe('type an e-mail, a name, a group or an object id');
  expect((await question?.find?.(typed))?.map(({ value }) => value)).toEqual(values);
});

test('a guest is offered with a word of caution', async () => {
  expect(await (await asked())?.find?.('gus')).toEqual([
    {
      value: `user:${gus.id}`,
      label: 'Gus Keller (gus@fabrikam.com, a guest)',
      hint: 'belongs to another organization',
    },
  ]);
});

test.each([
  ['Bea Crus', 'Did you mean Bea Cruz (bea@contoso.com)?'],
  ['baa@contoso.com', 'Did you mean Bea Cruz (bea@contoso.com)?'],
  ['Gus Kelker', 'Did you mean Gus Keller (gus@fabrikam.com, a guest)?'],
])('nobody is called %j: the nearest name is told', async (assignee, says) => {
  expect((await refused({ people: [bea, gus] }, { assignee })).suggestion).toContain(says);
});

test('a name that is like no other is not taken for one', async () => {
  expect((await refused({ people: [bea, gus] }, { assignee: 'Zoe Miller' })).suggestion).not.toContain('Did you mean');
});
