import { PassThrough, Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import type { EngineEvent, Line } from '../../src/engine/context.ts';
import { screenOn } from '../../src/terminal/screen.ts';
import { terminalOf } from '../../src/terminal/terminal.ts';

/* `adt-setup | tee log`, `> log`, `2>&1 | tee log`: words go into a pipe, questions are asked in the terminal. */

const line: Line = {
  id: 'instance',
  title: 'Instance',
  status: 'planned',
  says: '',
  az: [],
  evidence: 'checked',
  usually: 60,
};
const signedIn: EngineEvent = { kind: 'signed-in', step: 'login', says: 'Ana Lima' };
const working: EngineEvent = {
  kind: 'working',
  line,
  doing: 'Azure is creating it',
  state: undefined,
  note: undefined,
  elapsed: 0,
  goesOn: false,
};
const settled: EngineEvent = { kind: 'settled', line: { ...line, status: 'done', says: 'created' } };

/** A terminal, and a pipe to a program that shows what it reads in the same terminal when it gets to it. */
function scene({ errorsToo }: { readonly errorsToo: boolean }) {
  const shown: string[] = [];
  const waiting: string[] = [];
  const into = (lines: string[], more: object): NodeJS.WriteStream => {
    const write = (chunk: Buffer, _: unknown, done: () => void): void => {
      lines.push(...chunk.toString('utf8').split('\n').filter(Boolean));
      done();
    };
    return Object.assign(new Writable({ write }), more) as unknown as NodeJS.WriteStream;
  };
  const window = into(shown, { isTTY: true, columns: 80, rows: 24 });
  const pipe = into(waiting, {});
  const streams = {
    stdin: Object.assign(new PassThrough(), { isTTY: true }) as unknown as NodeJS.ReadStream,
    stdout: pipe,
    stderr: errorsToo ? pipe : window,
  };
  const rendering = { json: false, unasked: false, accessible: false, color: false, quiet: false, verbose: false };
  const terminal = terminalOf(streams, { TERM: 'xterm' }, rendering, 'linux', () => window);
  const screen = screenOn(terminal);
  const ask = (question: string): void => {
    screen.rest();
    terminal.prompts.write(`? ${question}\n`);
  };
  /** The program at the other end gets to all that is in the pipe. */
  const catchUp = (): void => {
    shown.push(...waiting.splice(0));
  };
  return { screen, ask, catchUp, shown, waiting };
}

test.each([{ errorsToo: false }, { errorsToo: true }])(
  'what a question is about stands before it, however late the pipe is, and nothing comes across it ($errorsToo)',
  ({ errorsToo }) => {
    const { screen, ask, catchUp, shown, waiting } = scene({ errorsToo });
    screen.show(['Set-up']);
    screen.tell(signedIn);
    ask('Subscription');
    catchUp();
    screen.show(['The plan']);
    ask('Go ahead?');
    catchUp();
    expect(shown).toStrictEqual(['Set-up', '✔ Signed in       Ana Lima', '? Subscription', 'The plan', '? Go ahead?']);

    screen.tell(working);
    expect(waiting.slice(0, 3)).toStrictEqual(['Set-up', '✔ Signed in       Ana Lima', 'The plan']);
    screen.tell(settled);
    expect(waiting.at(-1)).toBe('✔ Instance        created');
    expect(shown.at(-1)).toBe('? Go ahead?');
    screen.end();
  },
);

test('a question that comes after work holds what it is about back again; the end gives all to the pipe, once', () => {
  const { screen, ask, catchUp, shown, waiting } = scene({ errorsToo: true });
  screen.tell(working);
  catchUp();
  const before = shown.length;
  screen.show(['The plan']);
  ask('Go ahead?');
  expect(waiting).toStrictEqual([]);
  expect(shown.slice(before)).toStrictEqual(['The plan', '? Go ahead?']);
  screen.print(['Stopped.']);
  screen.end();
  screen.end();
  expect(waiting).toStrictEqual(['The plan', 'Stopped.']);
});
