import { describe, expect, test } from '@jest/globals';
import type { Asked } from '../../src/engine/context.ts';
import { steps } from '../../steps/index.ts';
import { keyboard } from '../support/keyboard.ts';

const question = steps.flatMap((step) => step.questions).find((each) => each.key === 'assignee');

const bea = { value: 'user:bea', label: 'Bea Cruz (bea@contoso.com)' };
const ben = { value: 'user:ben', label: 'Ben Ode (ben@contoso.com)', hint: 'belongs to another organization' };

/** Who may use it, in a directory that finds Bea and Ben; what was looked for is written down. */
function asked(looked: string[]): Asked {
  if (question === undefined) throw new Error('there is no question for an assignee');
  return {
    question,
    choices: [{ value: 'me', label: 'Ana Lima (you)', hint: 'ana@contoso.com' }],
    otherwise: 'Someone else',
    otherwiseHint: 'type an e-mail or a name',
    verb: 'look up',
    find: (text) => {
      looked.push(text);
      if (text === 'xx') return Promise.reject(new Error('the directory is closed'));
      return Promise.resolve([bea, ben].filter(({ label }) => label.toLowerCase().includes(text.toLowerCase())));
    },
    open: false,
    preselected: 'me',
    why: undefined,
    note: undefined,
    canGoBack: true,
    refusal: () => Promise.resolve(undefined),
    remark: undefined,
  };
}

describe('in a drawn list', () => {
  test('whom the directory knows comes while one types, and typing on narrows it', async () => {
    const looked: string[] = [];
    const { prompter, until, type } = keyboard();
    const reply = prompter.ask(asked(looked));
    await until('Someone else');
    await until('type an e-mail or a name');
    type('be');
    await until('Bea Cruz');
    await until('Ben Ode');
    type('n');
    await until('❯ Ben Ode');
    type('\r');
    expect(await reply).toEqual({ is: 'answer', value: 'user:ben' });
    expect(looked[0]).toBe('be');
  });

  test('a directory that tells nothing leaves what was typed', async () => {
    const { prompter, until, type } = keyboard();
    const reply = prompter.ask(asked([]));
    await until('Someone else');
    type('xx');
    await until('❯ Someone else: xx');
    type('\r');
    expect(await reply).toEqual({ is: 'answer', value: 'xx' });
  });

  test('"Someone else" alone says what to type', async () => {
    const { prompter, until, type } = keyboard();
    const reply = prompter.ask(asked([]));
    await until('? = what is this');
    type('\u001B[B\r');
    await until('Type an e-mail or a name, then press Enter.');
    type('\u001B');
    expect(await reply).toEqual({ is: 'back' });
  });
});

test('in plain lines, too, the directory is looked into for what was typed', async () => {
  const looked: string[] = [];
  const { prompter, until, type } = keyboard({ TERM: 'dumb' });
  const reply = prompter.ask(asked(looked));
  await until('2. Someone else: type an e-mail or a name');
  await until('? = help: ');
  type('be\r');
  await until('1. Bea Cruz (bea@contoso.com)');
  await until('2. Ben Ode (ben@contoso.com), belongs to another organization');
  await until('3. Look up be');
  await until('? = help: ');
  type('ben\r');
  await until('Ben Ode (ben@contoso.com)? Enter = yes, n =');
  await until('look up ben');
  await until('? = help: ');
  type('\r');
  expect(await reply).toEqual({ is: 'answer', value: 'user:ben' });
  expect(looked).toEqual(['be', 'ben']);
});

test('what is to be confirmed stands above the question, whole', async () => {
  const { prompter, until, type } = keyboard();
  if (question === undefined) throw new Error('there is no question for an assignee');
  const reply = prompter.confirm(
    { ...question, message: 'Give Bea Cruz (bea@contoso.com) access?' },
    'a person in the directory Contoso, object id bea',
  );
  await until('! a person in the directory Contoso, object id bea');
  await until('Give Bea Cruz (bea@contoso.com) access?');
  await until('❯ Yes');
  type('\r');
  expect(await reply).toBe('yes');
});
