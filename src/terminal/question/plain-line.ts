import { emitKeypressEvents, type Key } from 'node:readline';
import { once } from '../../text/once.ts';
import type { Keyboard } from '../keyboard.ts';
import { widthOf } from '../layout.ts';
import type { Terminal } from '../terminal.ts';

/** How a line ended: with a text, with Esc, or the input did. */
export type Line = { readonly is: 'text'; readonly text: string } | { readonly is: 'escape' } | { readonly is: 'end' };

/** Made when it is wanted: it takes longer than the rest of a question. */
const graphemes = once(() => new Intl.Segmenter());

function pieces(text: string): readonly string[] {
  return [...graphemes().segment(text)].map(({ segment }) => segment);
}

/**
 * One line from the keyboard. Only the last characters are ever taken back, as the system's own line editing does: the lines of
 * readline are drawn anew when they wrap or the window changes, and can't be corrected at all in a terminal that says TERM=dumb.
 */
export function plainLine(
  { input, prompts }: Pick<Terminal, 'input' | 'prompts'>,
  signal: AbortSignal,
  suspend: Keyboard['suspend'],
  before: string,
): Promise<Line> {
  let typed = '';
  const add = (text: string): void => {
    typed += text;
    prompts.write(text);
  };
  const erase = (kept: string): void => {
    const width = widthOf(typed.slice(kept.length));
    prompts.write(`${'\b'.repeat(width)}${' '.repeat(width)}${'\b'.repeat(width)}`);
    typed = kept;
  };
  /** What a key does; the end of the line, if it is one. */
  const press = (text: string | undefined, { name = '', ctrl, meta }: Key): Line | undefined => {
    if (name === 'return' || name === 'enter') return { is: 'text', text: typed };
    if (name === 'escape') return { is: 'escape' };
    if (ctrl === true && (name === 'c' || (name === 'd' && typed === ''))) return { is: 'end' };
    if (name === 'backspace') erase(pieces(typed).slice(0, -1).join(''));
    else if (ctrl === true && name === 'u') erase('');
    else if (ctrl === true && name === 'w') erase(typed.replace(/\S*\s*$/, ''));
    else if (ctrl === true && name === 'z' && process.platform !== 'win32')
      suspend(() => prompts.write(`${before}${typed}`));
    else if (text !== undefined && ctrl !== true && meta !== true && !/^\p{Cc}/u.test(text)) add(text);
    return undefined;
  };
  return new Promise<Line>((resolve, reject) => {
    const leave = (): void => {
      input.removeListener('keypress', take);
      input.removeListener('end', end);
      signal.removeEventListener('abort', abort);
      input.setRawMode(false);
      input.pause();
      prompts.write('\n');
    };
    const take = (text: string | undefined, key: Key): void => {
      const line = press(text, key);
      if (line === undefined) return;
      leave();
      resolve(line);
    };
    const end = (): void => {
      leave();
      resolve({ is: 'end' });
    };
    const abort = (): void => {
      leave();
      reject(signal.reason as Error);
    };
    if (signal.aborted) return reject(signal.reason as Error);
    prompts.write(before);
    emitKeypressEvents(input);
    input.setRawMode(true);
    input.on('keypress', take);
    input.on('end', end);
    signal.addEventListener('abort', abort, { once: true });
    input.resume();
  });
}
