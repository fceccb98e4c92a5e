import { expect, test } from '@jest/globals';
import headless from '@xterm/headless';
import type { Asked } from '../../src/engine/context.ts';
import type { Choice } from '../../src/step/question.ts';
import { widthOf } from '../../src/terminal/layout.ts';
import { draw } from '../../src/terminal/question/drawing.ts';
import { rowsFor } from '../../src/terminal/question/rows.ts';
import { styleOf } from '../../src/terminal/style.ts';
import { steps } from '../../steps/index.ts';
import { type Keyboard, keyboard } from '../support/keyboard.ts';

const [question] = steps.flatMap((step) => step.questions).filter((each) => each.key === 'resourceGroup');

const choices: readonly Choice[] = [
  { value: 'rg-digital-twins', label: 'Create a new one: rg-digital-twins' },
  ...Array.from({ length: 24 }, (_, at) => ({
    value: `rg-${at + 10}`,
    label: `rg-${at + 10}-of-a-team-with-a-long-name`,
    hint: 'West Europe',
    disabled: at % 5 === 3 ? 'read-only lock' : undefined,
  })),
];

function asked(change: Partial<Asked> = {}): Asked {
  if (question === undefined) throw new Error('there is no question for a group');
  return {
    question,
    choices,
    otherwise: 'Create a new one',
    open: false,
    preselected: 'rg-digital-twins',
    why: 'the easiest to clean up',
    note: undefined,
    canGoBack: true,
    refusal: () => Promise.resolve(undefined),
    remark: undefined,
    ...change,
  };
}

const answered = [
  '✔ Signed in       Ana Lima (ana@contoso.com), Contoso          from az',
  '✔ Subscription    Contoso Dev                       the only one that is enabled',
  '✔ Region          West Europe',
];

/** A window with lines of answers in it, in which a question is asked. */
interface Window {
  readonly context: Keyboard;
  /** What stands in it, each line as one, however it is wrapped. */
  lines(): Promise<readonly string[]>;
  resize(columns: number, rows: number): Promise<void>;
}

async function windowOf(columns: number, rows: number): Promise<Window> {
  const context = keyboard({ TERM: 'xterm' });
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
  let shown = 0;
  const write = (text: string): Promise<void> => new Promise((resolve) => terminal.write(text, resolve));
  const feed = async (): Promise<void> => {
    const text = context.raw().slice(shown);
    shown += text.length;
    await write(text);
  };
  await write(`${answered.join('\n')}\n`);
  context.resize(columns, rows);
  return {
    context,
    async lines() {
      await feed();
      const lines: string[] = [];
      for (let at = 0; at < terminal.buffer.active.length; at += 1) {
        const line = terminal.buffer.active.getLine(at);
        if (line?.isWrapped === true) lines.push(`${lines.pop() ?? ''}${line.translateToString(true)}`);
        else lines.push(line?.translateToString(true) ?? '');
      }
      return lines;
    },
    async resize(nowColumns, nowRows) {
      await feed();
      terminal.resize(nowColumns, nowRows);
      context.resize(nowColumns, nowRows);
      await feed();
    },
  };
}

type Sizes = readonly (readonly [columns: number, rows: number])[];

test.each<[string, Partial<Asked>, string, Sizes]>([
  ['narrower', {}, '', [[40, 15]]],
  ['wider', {}, '', [[120, 40]]],
  [
    'narrower and wider',
    {},
    '',
    [
      [40, 15],
      [120, 40],
      [60, 20],
      [100, 30],
    ],
  ],
  [
    'by small steps',
    {},
    'rg-1',
    [
      [76, 24],
      [66, 23],
      [58, 21],
      [50, 18],
      [58, 21],
      [80, 24],
    ],
  ],
  [
    'lower only',
    {},
    '',
    [
      [80, 12],
      [80, 24],
    ],
  ],
  [
    'at a long text',
    { choices: [], remark: undefined },
    'x'.repeat(100),
    [
      [40, 15],
      [120, 40],
      [30, 12],
      [80, 24],
    ],
  ],
  [
    'below a note',
    { note: 'The name is taken. '.repeat(8) },
    '',
    [
      [40, 20],
      [120, 40],
      [50, 20],
    ],
  ],
])('a window that gets %s while a question stands erases no answer', async (_, change, typed, sizes) => {
  const window = await windowOf(80, 24);
  const reply = window.context.prompter.ask(asked(change));
  await window.context.until('? = what is this');
  if (typed !== '') {
    window.context.type(typed);
    await window.context.until('? = what is this');
  }
  for (const [columns, rows] of sizes) {
    await window.resize(columns, rows);
    const lines = await window.lines();
    for (const each of answered) expect(lines).toContain(each);
    // Some terminals leave the line of the question where it stood; the last one is whole.
    const last = lines.findLastIndex((line) => line.startsWith('? Resource group'));
    const below = lines.slice(last).join(' ');
    expect(below).toMatch(/\? = what is this\s*$/);
    if (change.choices === undefined) expect(below).toContain('❯');
  }
  window.context.type('\r');
  await reply;
  const lines = await window.lines();
  for (const each of answered) expect(lines).toContain(each);
});

const style = styleOf({ color: false, words: false });

test.each([
  [24, 10],
  [40, 15],
  [59, 24],
  [60, 12],
  [80, 24],
  [120, 40],
])('in %d columns and %d rows a question is drawn within them, with its row under the cursor', (columns, rows) => {
  for (const note of [undefined, 'It can not be. '.repeat(20)]) {
    for (const isExplained of [false, true]) {
      for (const cursor of [0, 1, 12, 24]) {
        const question = asked({ note });
        const list = rowsFor(question, '', choices);
        const look = {
          typed: '',
          rows: list,
          others: 0,
          cursor,
          verdict: undefined,
          problem: undefined,
          isExplained,
          isBusy: false,
        };
        const { notes, line, below } = draw(question, look, { columns, rows }, style);
        const all = [...notes, line, ...below];
        expect(all.filter((each) => widthOf(each) >= columns)).toEqual([]);
        if (rows > 10) expect(all.length).toBeLessThan(rows);
        expect(below.filter((each) => each.startsWith('❯'))).toHaveLength(1);
      }
    }
  }
});

test('below 60 columns labels wrap, and a hint shows for the row under the cursor only', () => {
  const look = { typed: '', rows: rowsFor(asked(), '', choices), others: 0, verdict: undefined, problem: undefined };
  const at = (cursor: number): readonly string[] =>
    draw(asked(), { ...look, cursor, isExplained: false, isBusy: false }, { columns: 36, rows: 30 }, style).below;
  expect(at(1).slice(0, 6)).toEqual(
    [
      '  Create a new one:',
      '  rg-digital-twins',
      '❯ rg-10-of-a-team-with-a-long-name',
      '    West Europe',
      '  rg-11-of-a-team-with-a-long-name',
      '  rg-12-of-a-team-with-a-long-name',
    ].map((each) => each.slice(0, 35)),
  );
  expect(at(0)).toContain('    recommended: the easiest to');
  expect(at(0)).not.toContain('    West Europe');
});
