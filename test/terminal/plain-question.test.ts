import { expect, test } from '@jest/globals';
import type { Asked, Reply } from '../../src/engine/context.ts';
import type { Choice } from '../../src/step/question.ts';
import { steps } from '../../steps/index.ts';
import { type Keyboard, keyboard } from '../support/keyboard.ts';

const [question] = steps.flatMap((step) => step.questions).filter((each) => each.key === 'resourceGroup');

const group = (name: string, hint: string, disabled?: string): Choice => ({ value: name, label: name, hint, disabled });

const groups: readonly Choice[] = [
  { value: 'rg-digital-twins', label: 'Create a new one: rg-digital-twins', said: 'rg-digital-twins (new)' },
  group('rg-factory', 'East US 2'),
  group('rg-factory-apac', 'Southeast Asia'),
  group('rg-lab-japan', 'Japan East'),
  group('rg-network', 'West Europe', 'read-only lock'),
  group('rg-network-old', 'West Europe', 'being deleted'),
  group('rg-2031', 'UK South'),
];

function asked(change: Partial<Asked> = {}): Asked {
  if (question === undefined) throw new Error('there is no question for a group');
  return {
    question,
    choices: groups,
    otherwise: 'Create a new one',
    verb: 'create',
    open: false,
    preselected: 'rg-digital-twins',
    why: 'the easiest to clean up',
    note: undefined,
    canGoBack: true,
    refusal: (text) => Promise.resolve(text.includes('!') ? 'Letters and digits only.' : undefined),
    remark: undefined,
    ...change,
  };
}

const answer = (value: string): Reply => ({ is: 'answer', value });

/** What happens at a question: a line that begins with ">" is typed, another one is seen. */
async function talk(lines: readonly string[], question: Asked): Promise<{ reply: Reply; context: Keyboard }> {
  const context = keyboard({ TERM: 'dumb' });
  const reply = context.prompter.ask(question);
  for (const line of lines) {
    if (!line.startsWith('>')) {
      await context.until(line);
      continue;
    }
    await context.until('? = help: ');
    context.type(line.endsWith('\u001B') ? '\u001B' : `${line.slice(2)}\r`);
  }
  return { reply: await reply, context };
}

test.each<[string, readonly string[], Reply]>([
  ['Enter takes what is recommended', ['> '], answer('rg-digital-twins')],
  ['a number of the list', ['> 3'], answer('rg-factory-apac')],
  ['a whole name, in any case', ['> RG-Factory'], answer('rg-factory')],
  [
    'what fits one thing asks first',
    ['> lab', 'rg-lab-japan? Enter = yes, n = create lab', '> '],
    answer('rg-lab-japan'),
  ],
  ['and y is yes, too', ['> japan', 'rg-lab-japan? Enter = yes, n = create japan', '> y'], answer('rg-lab-japan')],
  ['no: what was typed is created', ['> lab', 'n = create lab', '> n'], answer('lab')],
  ['instead of yes or no, another search', ['> lab', 'n = create lab', '> rg-factory'], answer('rg-factory')],
  [
    'what fits several is a shorter list, with "create" last',
    ['> factory', '1. rg-factory, East US 2', '2. rg-factory-apac, Southeast Asia', '3. Create factory', '> 2'],
    answer('rg-factory-apac'),
  ],
  ['the last number creates', ['> factory', '3. Create factory', 'Enter = the whole list', '> 3'], answer('factory')],
  [
    'Enter leads back to the whole list',
    ['> factory', '3. Create', '> ', '4. rg-lab-japan', '> 4'],
    answer('rg-lab-japan'),
  ],
  ['what fits nothing is new', ['> site-lyon'], answer('site-lyon')],
  [
    'a number that is not on the list creates nothing',
    ['> 25', 'There is no number 25: the list ends at 6.', '> 999999999999', 'There is no number 9', '> 2'],
    answer('rg-factory'),
  ],
  [
    'unless it is a part of names: then those are read',
    ['> 203', 'There is no number 203', '1. rg-2031, UK South', '> 2', 'There is no number 2: the list ends', '> 1'],
    answer('rg-2031'),
  ],
  ['a new one may be called by a number', ['> 6', 'Type it, Enter = the list', '> 25'], answer('25')],
  ['what is typed there and exists is that', ['> 6', 'Type it', '> rg-FACTORY'], answer('rg-factory')],
  [
    'what can not be chosen says why, and is not created by accident',
    [
      '> rg-network',
      "rg-network can't be chosen (read-only lock).",
      '> netw',
      '2 fit, and none',
      '1. Create netw',
      '> 1',
    ],
    answer('netw'),
  ],
  [
    'a text that breaks the rule is asked again',
    ['> no!', 'Letters and digits only.', '> lab', 'n = create', '> '],
    answer('rg-lab-japan'),
  ],
  ['b goes back', ['> b'], { is: 'back' }],
  ['Esc goes back', ['> \u001B'], { is: 'back' }],
])('a list in plain lines: %s', async (_, lines, expected) => {
  const { reply } = await talk(lines, asked());
  expect(reply).toEqual(expected);
});

test('what can not be chosen is counted, not read', async () => {
  const { context } = await talk(["2 can't be chosen: type a name to hear why.", '> '], asked());
  expect(context.text()).not.toContain('rg-network');
  expect(context.text()).toContain('5. rg-2031, UK South\n6. Create a new one\n');
});

test('a whole name of digits is that name, where the list has no such number', async () => {
  const { reply } = await talk(['> 2031'], asked({ choices: [...groups, group('2031', 'UK South')] }));
  expect(reply).toEqual(answer('2031'));
});

test('of a long list the first are read, the rest is found by typing', async () => {
  const many = Array.from({ length: 60 }, (_, at) => group(`rg-${at + 100}`, 'West Europe'));
  const lines = ['20. rg-119', 'and 40 more: type part of a name to find them.', '21. Create a new one', '> rg-15'];
  const found = ['1. rg-150', '10. rg-159', '11. Create rg-15', '> 10'];
  const { reply } = await talk([...lines, ...found], asked({ choices: many }));
  expect(reply).toEqual(answer('rg-159'));
});

test.each<[string, readonly string[], Reply]>([
  ['the part of a name asks first', ['> east', '1. rg-factory', '> 1'], answer('rg-factory')],
  [
    'no: the list again',
    ['> lab', 'rg-lab-japan? Enter = yes, n = no', '> n', '3. rg-lab-japan', '> 3'],
    answer('rg-lab-japan'),
  ],
  ['what fits nothing is said', ['> paris', 'Nothing fits.', '> rg-factory'], answer('rg-factory')],
])('where only the list can be an answer: %s', async (_, lines, expected) => {
  const choices = groups
    .slice(1)
    .map((each) => (each.value === 'rg-factory-apac' ? { ...each, hint: 'East Asia' } : each));
  const { reply } = await talk(lines, asked({ choices, otherwise: undefined }));
  expect(reply).toEqual(expected);
});

test('what is left open stays open, and a text is taken as it is', async () => {
  const open = asked({ otherwise: 'Look in all of them', verb: undefined, open: true });
  expect((await talk(['6. Look in all of them', '> 6'], open)).reply).toEqual({ is: 'otherwise' });
  expect((await talk(['> lab', 'n = take lab', '> n'], open)).reply).toEqual(answer('lab'));
});

test.each<[string, string, string]>([
  ['the last letter', 'rg-lax\u007Fb-japan', 'rg-lab-japan'],
  ['a letter of two columns', '\u6771\u007Frg-lab-japan', 'rg-lab-japan'],
  ['a word', 'rg-factory some\u0017\u0017rg-lab-japan', 'rg-lab-japan'],
  ['all', 'what\u0015rg-lab-japan', 'rg-lab-japan'],
  ['nothing, by keys that move the cursor', 'rg-lab\u001B[D\u001B[3~-japan', 'rg-lab-japan'],
])('in a plain line can be taken back: %s', async (_, keys, name) => {
  const { reply, context } = await talk([`> ${keys}`], asked());
  expect(reply).toEqual(answer(name));
  expect(context.raw()).not.toContain('\u001B');
});

test('plain lines stay as they are when the window changes', async () => {
  const context = keyboard({ TERM: 'dumb' });
  const reply = context.prompter.ask(asked());
  await context.until('? = help: ');
  const before = context.raw();
  context.resize(40, 15);
  context.resize(120, 40);
  expect(context.raw()).toBe(before);
  context.type('\r');
  expect(await reply).toEqual(answer('rg-digital-twins'));
});

test('n is No where one choice is, and not a name that begins like it', async () => {
  const yes = { value: 'go', label: 'Yes' };
  const no = { value: 'no', label: 'No, I mean someone else' };
  const none = { value: '', label: 'None: back to the plan' };
  const context = keyboard({ TERM: 'dumb' });
  const menu = { message: 'Go ahead?', explain: '', choices: [yes, none, no], preselected: 'go', escape: 'no' };
  const chosen = context.prompter.choose(menu);
  await context.until('? = help: ');
  context.type('n\r');
  expect(await chosen).toBe('no');
});
