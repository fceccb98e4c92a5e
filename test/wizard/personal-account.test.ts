import { expect, test } from '@jest/globals';
import type { Asked, Reply } from '../../src/engine/context.ts';
import { type SignIn, withPractice } from '../../src/wizard/practice.ts';
import { steps } from '../../steps/index.ts';

const questions = steps.flatMap((step) => step.questions);
const auth = questions.find(({ key }) => key === 'auth');
const directory = questions.find(({ subject }) => subject === 'directory');

/** The ways to sign in, put to somebody who gives these replies, one after the other. */
async function signIn(replies: Reply[], disabled?: string): Promise<{ reply: Reply; asked: Asked[]; kept: unknown[] }> {
  if (auth === undefined) throw new Error('there is no question for a sign-in');
  const asked: Asked[] = [];
  const kept: unknown[] = [];
  const keep: SignIn['keep'] = (...answer) => kept.push(answer);
  const prompter = withPractice(
    {
      ask: (each) => {
        asked.push(each);
        return Promise.resolve(replies.shift() ?? { is: 'back' });
      },
      confirm: () => Promise.resolve('yes'),
      choose: () => Promise.resolve(''),
    },
    { directory, keep },
  );
  const ways = [
    { value: 'browser', label: 'With the browser', disabled },
    { value: 'device-code', label: 'With a code', disabled: disabled === 'nothing' ? disabled : undefined },
  ];
  const rest = { otherwise: undefined, open: false, preselected: undefined, why: undefined, note: undefined };
  const refusal: Asked['refusal'] = () => Promise.resolve(undefined);
  const first: Asked = { question: auth, choices: ways, ...rest, canGoBack: false, refusal, remark: undefined };
  return { reply: await prompter.ask(first), asked, kept };
}

const personal: Reply = { is: 'answer', value: 'personal' };

test.each([
  ['the browser', undefined, 'browser'],
  ['a code, where there is no browser', 'no display', 'device-code'],
])('a personal account is asked for its directory in place, and signs in with %s', async (_, disabled, way) => {
  const { reply, asked, kept } = await signIn([personal, { is: 'answer', value: 'Ana.onmicrosoft.com ' }], disabled);
  expect(reply).toEqual({ is: 'answer', value: way });
  expect(kept).toEqual([['tenant', { value: 'Ana.onmicrosoft.com', from: 'prompt' }]]);
  expect(asked.map(({ question }) => question.key)).toEqual(['auth', 'tenant']);
  expect(asked[1]?.note).toContain('Directories + subscriptions');
  expect(asked[1]?.question.explain).toContain('Directories + subscriptions');
  expect(await asked[1]?.refusal('no directory!')).toContain("can't be a directory");
});

test('back from the directory leads to the ways to sign in, and nothing is kept', async () => {
  const { reply, asked, kept } = await signIn([personal, { is: 'back' }, { is: 'answer', value: 'browser' }]);
  expect(reply).toEqual({ is: 'answer', value: 'browser' });
  expect(asked.map(({ question }) => question.key)).toEqual(['auth', 'tenant', 'auth']);
  expect(kept).toEqual([]);
});

test('without a browser and a code, a personal account is not offered', async () => {
  const { asked } = await signIn([{ is: 'back' }], 'nothing');
  expect(asked[0]?.choices.map(({ value }) => value)).toEqual(['browser', 'device-code', 'practice']);
});
