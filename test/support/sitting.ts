import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import type { Home } from './places.ts';
import { node } from './places.ts';

const program = join(import.meta.dirname, '..', '..', 'dist', 'main.js');

/** Somebody at a terminal, running the built program. */
export interface Sitting {
  /** What the screen shows now, with what has scrolled away. */
  text(): string;
  /** All that was written to the terminal, escape sequences too. */
  raw(): string;
  /** Resolves when the screen shows this; fails after two minutes with what it shows instead. */
  until(what: string | RegExp): Promise<void>;
  /** Resolves when this was written to the terminal, after so many characters. */
  untilRaw(from: number, what: string): Promise<void>;
  /** The same, at the end of all that is shown. */
  untilEnd(what: string): Promise<void>;
  type(keys: string): void;
  kill(signal: string): void;
  /** The exit code, when the program has ended; fails after three minutes with what the screen shows. */
  readonly ended: Promise<number>;
}

export const keys = {
  enter: '\r',
  escape: '\u001B',
  interrupt: '\u0003',
  end: '\u0004',
  up: '\u001B[A',
  down: '\u001B[B',
} as const;

export function sit(
  home: Home,
  argv: readonly string[],
  columns = 80,
  rows = 24,
  environment: Readonly<Record<string, string>> = {},
): Sitting {
  return sitAt(program, home, argv, columns, rows, environment);
}

/** The same with another way to start the program, in a window of the usual size. */
export function sitAt(
  start: string,
  home: Home,
  argv: readonly string[],
  columns = 80,
  rows = 24,
  environment: Readonly<Record<string, string>> = {},
): Sitting {
  return watched(node, [start, ...argv], home, columns, rows, environment);
}

/** Somebody at another program, in a wide window. */
export function sitAtProgram(
  command: string,
  argv: readonly string[],
  home: Pick<Home, 'folder' | 'environment'>,
): Sitting {
  return watched(command, argv, home, 160, 50, {});
}

/** Somebody at a shell (not on Windows), in which the command adt_setup runs the built program. */
export function sitInShell(home: Home, environment: Readonly<Record<string, string>> = {}): Sitting {
  const set = join(home.folder, 'shell.sh');
  writeFileSync(set, `PS1='$ '\nadt_setup() { '${node}' '${program}' "$@"; }\n`);
  return watched('bash', ['--noprofile', '--rcfile', set, '-i'], home, 80, 24, environment);
}

function watched(
  command: string,
  argv: readonly string[],
  home: Pick<Home, 'folder' | 'environment'>,
  columns: number,
  rows: number,
  environment: Readonly<Record<string, string>>,
): Sitting {
  const screen = new headless.Terminal({ cols: columns, rows, scrollback: 2000, allowProposedApi: true });
  const child = spawn(command, [...argv], {
    cols: columns,
    rows,
    cwd: home.folder,
    env: { ...home.environment, ...environment },
  });
  const listeners = new Set<() => void>();
  const text = (): string => {
    const { active } = screen.buffer;
    return Array.from({ length: active.length }, (_, at) => active.getLine(at)?.translateToString(true) ?? '').join(
      '\n',
    );
  };
  const tellAll = (): void => {
    for (const listener of listeners) listener();
  };
  let written = '';
  child.onData((data) => {
    written += data;
    screen.write(data, tellAll);
  });
  const ended = new Promise<number>((resolve) => {
    child.onExit(({ exitCode, signal }) => screen.write('', () => resolve(signal ? 128 + signal : exitCode)));
  });
  const wait = (what: string, isThere: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        listeners.delete(look);
      };
      const look = (): void => {
        if (!isThere()) return;
        stop();
        resolve();
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`"${what}" did not appear:\n${text()}`));
      }, 120_000);
      listeners.add(look);
      look();
    });
  const kill = (signal: string): void => {
    if (isRunning) child.kill(signal);
  };
  let isRunning = true;
  void ended.then(() => (isRunning = false));
  open.add(() => kill('SIGKILL'));
  const atLast = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`The program did not end:\n${text()}`)), 180_000).unref();
      void ended.then((code) => {
        clearTimeout(timer);
        resolve(code);
      });
    });
  return {
    text,
    raw: () => written,
    get ended() {
      return atLast();
    },
    kill,
    until: (what) =>
      typeof what === 'string' ? wait(what, () => text().includes(what)) : wait(String(what), () => what.test(text())),
    untilRaw: (from, what) => wait(what, () => written.slice(from).includes(what)),
    untilEnd: (what) => wait(what, () => text().trimEnd().endsWith(what)),
    type: (typed) => child.write(typed),
  };
}

const open = new Set<() => void>();

/** Ends whatever a failed test has left running. */
export function leaveAll(): void {
  for (const leave of open) leave();
  open.clear();
}

/** The questions of a first run in the sandbox, in order, as they stand on the screen. */
export const questions = [
  '? Subscription',
  '? Resource group',
  '? Region',
  '? Name',
  '? Who may use it',
  '? Go ahead?',
];

/** Presses Enter at each of these questions. */
export async function enter(sitting: Sitting, asked: readonly string[]): Promise<void> {
  for (const question of asked) {
    await sitting.until(question);
    sitting.type(keys.enter);
  }
}
