import { PassThrough } from 'node:stream';
import { questionPrompt } from '../../src/terminal/question/question-prompt.ts';
import { styleOf } from '../../src/terminal/style.ts';
import type { Row } from './row.ts';
import { median, quantile } from './timing.ts';

const words = ['plant', 'factory', 'office', 'harbor', 'tower', 'campus', 'line', 'store'];

/** From a key press to the question drawn anew, in a list of 50,000 groups. */
export async function search(rounds: number): Promise<{ rows: readonly Row[]; figures: readonly number[] }> {
  const choices = Array.from({ length: 50_000 }, (_, at) => ({
    value: `rg-${words[at % words.length] ?? ''}-${at}`,
    label: `rg-${words[at % words.length] ?? ''}-${at}`,
    hint: 'West Europe',
  }));
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  let painted = (): void => undefined;
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  output.on('data', () => painted());
  const question = { key: 'group', flag: 'group', placeholder: '', message: 'Resource group', explain: '', help: '' };
  const asked = {
    question: { ...question, parse: (text: string) => text },
    choices,
    otherwise: undefined,
    open: false,
    preselected: undefined,
    why: undefined,
    note: undefined,
    canGoBack: false,
    refusal: () => Promise.resolve(undefined),
    remark: undefined,
  };
  const leave = new AbortController();
  const asking = questionPrompt(
    {
      asked,
      style: styleOf({ color: true, words: false }),
      size: () => ({ columns: 80, rows: 24 }),
      onResize: () => () => undefined,
      beginWith: () => undefined,
      write: (text) => output.write(text),
      suspend: () => undefined,
    },
    { input: input as never, output: output as never, signal: leave.signal },
  );
  const figures: number[] = [];
  const erase = '\u007F';
  const keys = [
    ...Array.from('fact'),
    ...Array.from('ory-49'),
    '\u001B[B',
    '\u001B[B',
    ...Array.from({ length: 10 }, () => erase),
    ...Array.from('tw9'),
  ];
  const all = [...keys, erase, erase, erase];
  for (let round = -1; round < rounds; round += 1) {
    for (const key of all) {
      const paint = new Promise<void>((resolve) => (painted = resolve));
      const began = performance.now();
      input.write(key);
      await paint;
      if (round >= 0) figures.push(performance.now() - began);
      await new Promise(setImmediate);
    }
  }
  leave.abort();
  await asking.catch(() => undefined);
  const what = 'key press to repaint in a list of 50,000';
  const rows: Row[] = [
    { what: `${what}, median`, value: median(figures), unit: ' ms', goal: 10, note: `${figures.length} keys` },
    { what: `${what}, p95`, value: quantile(figures, 0.95), unit: ' ms', goal: 20 },
  ];
  return { rows, figures };
}
