import type { Process } from '../local/process.ts';
import { opening } from './opening.ts';
import { type AheadProcess, withPainted } from './painted.ts';

const interrupt = '\u0003';

/** From now on what is typed isn't shown by the terminal itself, and what was typed before is for nothing. */
async function keysForUs({ stdin, emit }: Pick<Process, 'stdin' | 'emit'>): Promise<void> {
  let taken = '';
  const take = (data: Buffer | string): void => {
    taken += data.toString();
  };
  stdin.setRawMode(true);
  stdin.on('data', take);
  stdin.resume();
  for (let before = ''; ; before = taken) {
    // The input is read between two of these.
    for (let turns = 0; turns < 2; turns += 1) await new Promise(setImmediate);
    if (before === taken) break;
  }
  stdin.pause();
  stdin.removeListener('data', take);
  if (taken.includes(interrupt)) emit('SIGINT');
}

/** The process in a terminal whose first question is on the screen already, where it is known what it will be; else the process itself. */
export async function opened(host: Process): Promise<AheadProcess> {
  const text = opening(host);
  if (text === undefined) return { host, end: () => undefined };
  await keysForUs(host);
  host.stdout.write(text);
  return withPainted(host, text);
}
