import { describe, expect, test } from '@jest/globals';
import type { Asked } from '../../src/engine/context.ts';
import { SetupError } from '../../src/errors.ts';
import type { Choice } from '../../src/step/question.ts';
import { steps } from '../../steps/index.ts';
import { keyboard } from '../support/keyboard.ts';

const question = steps.flatMap((step) => step.questions).find((each) => each.key === 'name');

/** The question for a name, with the rule for names. */
const named = (change: Partial<Asked> = {}): Asked => {
  if (question === undefined) throw new Error('there is no question for a name');
  return {
    question,
    choices: [],
    otherwise: undefined,
    open: false,
    preselected: 'digital-twins-abc',
    why: 'made from the name of your group',
    note: undefined,
    canGoBack: true,
    refusal(text) {
      try {
        question.parse(text);
        return Promise.resolve(undefined);
      } catch (error) {
        if (error instanceof SetupError) return Promise.resolve(error.suggestion);
        throw error;
      }
    },
    remark: undefined,
    ...change,
  };
};

const plan = {
  message: 'Go ahead?',
  explain: 'Yes does what the plan says.',
  preselected: 'go',
  escape: 'stop',
  choices: [
    { value: 'go', label: 'Yes' },
    { value: 'change', label: 'Change an answer' },
    { value: 'stop', label: 'Stop' },
  ],
};

const interrupt = '\u0003';
const erase = '\u007F';

describe.each([
  ['drawn', { TERM: 'xterm' }],
  ['in plain lines', { TERM: 'dumb' }],
])('%s', (_, environment) => {
  const hint = environment.TERM === 'dumb' ? '? = help:' : '? = what is this';

  test('P06: blanks or a tab only: asked again with the rule; Enter alone takes what is suggested', async () => {
    const { prompter, until, type } = keyboard(environment);
    const first = prompter.ask(named());
    await until(hint);
    type('\r');
    expect(await first).toEqual({ is: 'answer', value: 'digital-twins-abc' });
    if (environment.TERM === 'dumb') return;
    const second = prompter.ask(named());
    for (const keys of ['   ', '\t']) {
      await until(hint);
      type(`${keys}\r`);
      await until('Use 3 to 63 letters');
      type(erase.repeat(3));
    }
    type('mytwin\r');
    expect(await second).toEqual({ is: 'answer', value: 'mytwin' });
  });

  test('P08: what was pasted after a line break does not answer the next question', async () => {
    const { prompter, until, type } = keyboard(environment);
    const name = prompter.ask(named());
    await until(hint);
    type('mytwin\ny\n');
    expect(await name).toEqual({ is: 'answer', value: 'mytwin' });
    let isAnswered = false;
    const choice = prompter.choose(plan).finally(() => (isAnswered = true));
    // The rest of the paste, in a piece of its own.
    type('y\r\r');
    await until('Go ahead?');
    await until(hint);
    expect(isAnswered).toBe(false);
    type('stop\r');
    expect(await choice).toBe('stop');
  });

  test('P11: NUL, DEL and C1 controls are no part of an answer, nor of the screen', async () => {
    const { prompter, until, type, raw } = keyboard(environment);
    const name = prompter.ask(named());
    await until(hint);
    type(`my\u0000tw\u009Bi${erase}in\r`);
    expect(await name).toEqual({ is: 'answer', value: 'mytwin' });
    expect(raw()).not.toMatch(/[\u0000\u0080-\u009F]/);
  });

  test('P12: 10 MB are too long, are said to be, and end within a second', async () => {
    const { prompter, until, type } = keyboard(environment);
    const name = prompter.ask(named()).catch((error: unknown) => error);
    await until(hint);
    const began = process.cpuUsage();
    const piece = 'x'.repeat(4096);
    for (let at = 0; at < 10_000_000; at += piece.length) type(piece);
    if (environment.TERM !== 'dumb') await until('That is too long: 1024 characters at most.');
    // Of the processor's time, however busy it is with other things.
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1000).toBeLessThan(1000);
    type(interrupt);
    expect(await name).toMatchObject({ name: 'InterruptedError', signal: 'SIGINT' });
  });

  test.each(['ja', '7', 'oui', 'yea'])('P14: %j is no yes', async (typed) => {
    const { prompter, until, type } = keyboard(environment);
    const choice = prompter.choose(plan);
    await until(hint);
    type(`${typed}\r`);
    await until(environment.TERM === 'dumb' && typed === '7' ? 'There is no number 7' : 'fits.');
    type(`${erase.repeat(5)}yes\r`);
    expect(await choice).toBe('go');
  });

  test('P15: a window of another size, if only for a moment of none', async () => {
    const { prompter, until, type, resize } = keyboard(environment);
    const choice = prompter.choose(plan);
    await until(hint);
    for (const [columns, rows] of [
      [30, 8],
      [0, 0],
      [200, 50],
    ] as const) {
      resize(columns, rows);
      type('S');
      type(erase);
    }
    type('Stop\r');
    expect(await choice).toBe('stop');
  });

  test('P20, P21: names that look alike are told apart by their ids, hostile ones are harmless, and the id is the answer', async () => {
    const { prompter, until, type, raw } = keyboard(environment);
    const hostile = 'Prod\u001B]0;x\u0007\u001B[2J\r\u202E';
    const choices: readonly Choice[] = [
      { value: 'id-1', label: 'Contoso', hint: 'id-1' },
      { value: 'id-2', label: 'Contoso', hint: 'id-2' },
      { value: 'id-3', label: hostile, hint: 'id-3' },
    ];
    const reply = prompter.ask(named({ choices, preselected: 'id-3' }));
    await until('id-1');
    await until('id-2');
    await until('Prod\\u{1b}]0;x\\u{7}\\u{1b}[2J\\u{d}\\u{202e}');
    await until(hint);
    type('\r');
    expect(await reply).toEqual({ is: 'answer', value: 'id-3' });
    expect(raw()).not.toMatch(/\u001B\]0;|\u001B\[2J|\u202E/);
  });
});

test('P15: in a window of no columns, plain lines are only written, and nothing moves', async () => {
  const { prompter, until, type, resize, raw } = keyboard({ TERM: 'dumb' });
  resize(0, 0);
  const choice = prompter.choose(plan);
  await until('? = help:');
  type('S');
  type('top\r');
  expect(await choice).toBe('stop');
  expect(raw()).not.toContain('\u001B');
});

test('P12: in plain lines, too, what is too long is said to be', async () => {
  const { prompter, until, type } = keyboard({ TERM: 'dumb' });
  const choice = prompter.choose(plan).catch((error: unknown) => error);
  await until('? = help:');
  type(`${'x'.repeat(1025)}\r`);
  await until('That is too long: 1024 characters at most.');
  await until('? = help:');
  type(interrupt);
  expect(await choice).toMatchObject({ name: 'InterruptedError' });
});
