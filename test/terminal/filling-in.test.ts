import { describe, expect, test } from '@jest/globals';
import type { Asked } from '../../src/engine/context.ts';
import { steps } from '../../steps/index.ts';
import { keyboard } from '../support/keyboard.ts';

type Filled = Pick<Asked, 'choices' | 'preselected' | 'why'>;

const question = steps.flatMap((step) => step.questions).find((each) => each.key === 'auth');
const code = { value: 'device-code', label: 'With a code' };

/** A list whose first row fills in when `fill` is called. */
function filling(): { readonly asked: Asked; fill(filled: Filled): void } {
  if (question === undefined) throw new Error('there is no question for a sign-in');
  let fill: (filled: Filled) => void = () => undefined;
  const whole = new Promise<Filled>((resolve) => {
    fill = resolve;
  });
  const asked: Asked = {
    question,
    choices: [{ value: 'cli', label: 'As you are in az', hint: 'looking' }, code],
    whole,
    otherwise: undefined,
    open: false,
    preselected: 'cli',
    why: undefined,
    note: undefined,
    canGoBack: true,
    refusal: () => Promise.resolve(undefined),
    remark: undefined,
  };
  return { asked, fill };
}

const signedIn: Filled = {
  choices: [{ value: 'cli', label: 'As you are in az', hint: 'ana@contoso.com' }, code],
  preselected: 'cli',
  why: undefined,
};
const elsewhere: Filled = {
  choices: [{ value: 'cli', label: 'As you are in az', disabled: 'signed in to another cloud' }, code],
  preselected: 'device-code',
  why: 'the quickest way here',
};

describe('a drawn list', () => {
  test('is there at once, and fills in', async () => {
    const { asked, fill } = filling();
    const { prompter, until, type } = keyboard();
    const reply = prompter.ask(asked);
    await until('looking');
    fill(signedIn);
    await until('❯ As you are in az  ana@contoso.com');
    type('\r');
    expect(await reply).toEqual({ is: 'answer', value: 'cli' });
  });

  test('a row that turns out to be no choice gives the cursor to the next', async () => {
    const { asked, fill } = filling();
    const { prompter, until, type } = keyboard();
    const reply = prompter.ask(asked);
    await until('❯ As you are in az');
    fill(elsewhere);
    await until('signed in to another cloud');
    await until('❯ With a code');
    type('\r');
    expect(await reply).toEqual({ is: 'answer', value: 'device-code' });
  });

  test('can be answered before it has filled in, and stays answered', async () => {
    const { asked, fill } = filling();
    const { prompter, until, type } = keyboard();
    const reply = prompter.ask(asked);
    await until('looking');
    type('\u001B[B');
    await until('❯ With a code');
    type('\r');
    expect(await reply).toEqual({ is: 'answer', value: 'device-code' });
    fill(elsewhere);
    const next = prompter.ask({ ...asked, whole: undefined });
    await until('❯ As you are in az');
    type('\u001B');
    expect(await next).toEqual({ is: 'back' });
  });
});

test('in plain lines it is read once it is whole', async () => {
  const { asked, fill } = filling();
  const { prompter, until, type } = keyboard({ TERM: 'dumb' });
  const reply = prompter.ask(asked);
  fill(signedIn);
  await until('1. As you are in az, ana@contoso.com');
  type('1\r');
  expect(await reply).toEqual({ is: 'answer', value: 'cli' });
});
