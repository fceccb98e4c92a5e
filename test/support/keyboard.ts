import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { Process } from '../../src/local/process.ts';
import { keyboardOn } from '../../src/terminal/keyboard.ts';
import { prompterOn } from '../../src/terminal/prompter.ts';
import { terminalOf } from '../../src/terminal/terminal.ts';
import type { WizardPrompter } from '../../src/wizard/view.ts';

/** Somebody at a terminal, within the test: the program's own prompts over a keyboard and a screen that are simulated. */
export interface Keyboard {
  readonly prompter: WizardPrompter;
  /** All that was written, colors and movements taken out. */
  text(): string;
  /** The same as it was written. */
  raw(): string;
  /** Resolves when this is written, after what was waited for last, or after the last question began. */
  until(what: string): Promise<void>;
  type(keys: string): void;
  /** The window gets another size. */
  resize(columns: number, rows: number): void;
}

/** Milliseconds until a test that waits for words in vain fails. */
const longestWait = 20_000;

export function keyboard(environment: NodeJS.ProcessEnv = { TERM: 'xterm' }): Keyboard {
  const quiet = { isTTY: true, setRawMode: () => undefined, resume: () => undefined, pause: () => undefined };
  const stdin = Object.assign(new EventEmitter(), quiet);
  // As the real one, it is never ended by what is piped to it.
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24, end: () => undefined });
  let written = '';
  let seen = 0;
  stdout.on('data', (data: Buffer) => (written += data.toString('utf8')));
  const host = Object.assign(new EventEmitter(), { stdin, stdout, stderr: stdout, platform: 'linux' });
  const rendering = { json: false, unasked: false, accessible: false, color: undefined, quiet: false, verbose: false };
  const terminal = terminalOf(host as unknown as Process, environment, rendering, 'linux');
  const stop = new AbortController();
  const keyboard = keyboardOn(host as unknown as Process, true, () => undefined);
  keyboard.hold();
  const shown = (): string => stripVTControlCharacters(written);
  const whoever = prompterOn(terminal, stop.signal, keyboard, {
    begins: () => {
      seen = shown().length;
    },
    ends: () => undefined,
  });
  return {
    prompter: whoever,
    text: shown,
    raw: () => written,
    until: (what) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          reject(new Error(`nothing says "${what}" in: ${JSON.stringify(shown().slice(seen))}`));
        }, longestWait);
        const look = (): void => {
          const at = shown().indexOf(what, seen);
          if (at < 0) return;
          seen = at + what.length;
          clearTimeout(late);
          stdout.removeListener('data', look);
          resolve();
        };
        stdout.on('data', look);
        look();
      }),
    type: (keys) => stdin.emit('data', Buffer.from(keys, 'utf8')),
    resize(columns, rows) {
      Object.assign(stdout, { columns, rows });
      stdout.emit('resize');
    },
  };
}
