import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { EngineEvent, Line } from '../../src/engine/context.ts';
import { type Screen, screenOn } from '../../src/terminal/screen.ts';
import { type Terminal, terminalOf } from '../../src/terminal/terminal.ts';

const line: Line = {
  id: 'instance',
  title: 'Instance',
  status: 'planned',
  says: 'will be created',
  az: [],
  evidence: 'checked',
  usually: 60,
};
const creating: EngineEvent = {
  kind: 'working',
  line,
  doing: 'Azure is creating it',
  state: 'Provisioning',
  note: undefined,
  elapsed: 3,
  goesOn: true,
};

/** A window that can be drawn in, whose width can be changed; whoever draws without end is stopped. */
function windowOf(columns: number): {
  terminal: Terminal;
  stream: { columns: number };
  text(): string;
  /** Resolves when this is written: what takes only a moment isn't shown at all. */
  shown(what: string): Promise<void>;
} {
  let written = '';
  let moves = 0;
  const move = (): true => {
    moves += 1;
    if (moves > 1000) throw new Error('it draws for ever');
    return true;
  };
  const stream = Object.assign(new PassThrough(), {
    isTTY: true,
    columns,
    rows: 24,
    clearLine: move,
    cursorTo: move,
    moveCursor: move,
  });
  stream.on('data', (data: Buffer) => (written += data.toString('utf8')));
  const rendering = { json: false, unasked: false, accessible: false, color: undefined, quiet: false, verbose: false };
  const streams = { stdin: Object.assign(new EventEmitter(), { isTTY: true }), stdout: stream, stderr: stream };
  const terminal = terminalOf(streams as never, { TERM: 'xterm' }, rendering, 'linux');
  const text = (): string => stripVTControlCharacters(written);
  const shown = (what: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => (text().includes(what) ? resolve() : undefined);
      stream.on('data', look);
      look();
    });
  return { terminal, stream, text, shown };
}

let screen: Screen | undefined;
afterEach(() => screen?.rest());

test.each([80, 0])(
  'while Azure creates something, in a window of %d columns, it says that it is safe to close',
  async (columns) => {
    const { terminal, text, shown: written } = windowOf(columns);
    screen = screenOn(terminal);
    screen.tell(creating);
    screen.tell({ ...creating, elapsed: 6 });
    await written('carries on.');
    const shown = text().replaceAll(/\s+/g, ' ');
    expect(shown).toContain('Safe to close: it goes on in Azure, and running this again carries on.');
  },
);

test('what does not go on by itself is not said to', async () => {
  const { terminal, text, shown } = windowOf(80);
  screen = screenOn(terminal);
  screen.tell({ ...creating, goesOn: false });
  await shown('Azure is creating it');
  expect(text()).not.toContain('Safe to close');
});

describe('a wait before another try', () => {
  const delayed: EngineEvent = { kind: 'delayed', seconds: 12, why: 'Azure asks for fewer requests (429)' };

  test('counts down, and leaves no line', async () => {
    const { terminal, text, shown } = windowOf(80);
    screen = screenOn(terminal);
    screen.tell(delayed);
    await shown('Azure asks for fewer requests (429). Trying again in 0:12');
    const before = text().split('\n').length;
    for (let times = 0; times < 9; times += 1) screen.tell(delayed);
    expect(text().split('\n')).toHaveLength(before);
    screen.tell(creating);
    screen.print(['a line']);
    await shown('Azure is creating it');
  });

  test('leaves a question alone: what is read while somebody answers may wait', async () => {
    const { terminal, text, shown } = windowOf(80);
    screen = screenOn(terminal);
    screen.asking.begins();
    screen.tell(delayed);
    screen.asking.ends();
    expect(text()).toBe('');
    screen.tell(delayed);
    await shown('Trying again in 0:12');
  });

  test('is a line where nothing is drawn over', () => {
    const { terminal, text } = windowOf(0);
    screen = screenOn(terminal);
    screen.tell(delayed);
    expect(text()).toBe('! Azure asks for fewer requests (429). Trying again in 12 s.\n');
  });
});

describe('a window of no columns', () => {
  test('counts as one of 80, in which nothing is drawn over', () => {
    const { terminal } = windowOf(0);
    expect(terminal).toMatchObject({ animated: false, plainPrompts: true, interactive: true });
    expect(terminal.width()).toBe(80);
    expect(windowOf(40).terminal).toMatchObject({ animated: true, plainPrompts: false });
  });

  test('that it becomes while something is drawn in it, does no harm', async () => {
    const { terminal, stream, shown } = windowOf(80);
    screen = screenOn(terminal);
    screen.tell(creating);
    await shown('Azure is creating it');
    stream.columns = 0;
    screen.tell({ ...creating, state: 'Activating' });
    screen.tell({ ...creating, state: 'Updating' });
    screen.print(['a line']);
    await shown('(Updating)');
  });
});
