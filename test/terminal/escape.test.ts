import { describe, expect, test } from '@jest/globals';
import type { Asked } from '../../src/engine/context.ts';
import { steps } from '../../steps/index.ts';
import { keyboard } from '../support/keyboard.ts';

const plan = {
  message: 'Go ahead?',
  explain: 'Yes does what the plan says.',
  preselected: 'go',
  choices: [
    { value: 'go', label: 'Yes' },
    { value: 'change', label: 'Change an answer' },
    { value: 'stop', label: 'Stop' },
  ],
};

const question = steps.flatMap((step) => step.questions).find((each) => each.key === 'auth');

describe.each([
  ['drawn', { TERM: 'xterm' }, 'Esc'],
  ['in plain lines', { TERM: 'dumb' }, 'b'],
])('%s', (_, environment, key) => {
  test.each([
    ['change', 'change an answer'],
    ['stop', 'stop'],
    ['', 'back'],
  ])('Esc in a menu is the choice %j, and the menu says so', async (escape, says) => {
    const { prompter, until, type } = keyboard(environment);
    const chosen = prompter.choose({ ...plan, escape });
    await until(`${key} = ${says}`);
    type('\u001B');
    expect(await chosen).toBe(escape);
  });

  test('Esc at what is to be confirmed is back', async () => {
    const { prompter, until, type } = keyboard(environment);
    if (question === undefined) throw new Error('there is no question for a sign-in');
    const reply = prompter.confirm(question, 'Bea Cruz (bea@contoso.com)');
    await until(`${key} = back`);
    type('\u001B');
    expect(await reply).toBe('back');
  });

  test('Esc at the first question says that there is none before it, and ? explains the question', async () => {
    const { prompter, until, type } = keyboard(environment);
    if (question === undefined) throw new Error('there is no question for a sign-in');
    const choices = [{ value: 'browser', label: 'With the browser' }];
    const rest = { otherwise: undefined, open: false, preselected: 'browser', why: undefined, note: undefined };
    const none = () => Promise.resolve(undefined);
    const first: Asked = { question, choices, ...rest, canGoBack: false, refusal: none, remark: undefined };
    const reply = prompter.ask(first);
    await until(environment.TERM === 'dumb' ? '? = help' : '? = what is this');
    type('\u001B');
    await until('There is no question before this one.');
    type(environment.TERM === 'dumb' ? '?\r' : '?');
    await until('Azure must know who you are');
    type('\r');
    expect(await reply).toEqual({ is: 'answer', value: 'browser' });
  });
});
