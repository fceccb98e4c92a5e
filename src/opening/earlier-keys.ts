import { closeSync, constants, openSync, readSync } from 'node:fs';
import type { Process } from '../local/process.ts';

/** Where Linux has standard input, to be opened once more (proc_pid_fd(5)): so it can be read without waiting. */
const inputAgain = '/proc/self/fd/0';

/** Takes what was typed in the terminal so far, and gives it. */
export async function earlierKeys({ stdin, platform }: Pick<Process, 'stdin' | 'platform'>): Promise<string> {
  return (platform === 'linux' ? typedAtOnce() : undefined) ?? (await typedSoFar(stdin));
}

/** Undefined where the terminal can't be opened. */
function typedAtOnce(): string | undefined {
  let file: number;
  try {
    file = openSync(inputAgain, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch {
    return undefined;
  }
  const bytes = Buffer.alloc(4096);
  let taken = '';
  try {
    for (let length = 1; length > 0; taken += bytes.toString('latin1', 0, length)) length = readSync(file, bytes);
  } catch {
    // Nothing more is there.
  } finally {
    closeSync(file);
  }
  return taken;
}

async function typedSoFar(stdin: Process['stdin']): Promise<string> {
  let taken = '';
  const take = (data: Buffer | string): void => {
    taken += data.toString();
  };
  stdin.on('data', take);
  stdin.resume();
  for (let before = ''; ; before = taken) {
    // The input is read between two of these.
    for (let turns = 0; turns < 2; turns += 1) await new Promise(setImmediate);
    if (before === taken) break;
  }
  stdin.pause();
  stdin.removeListener('data', take);
  return taken;
}
