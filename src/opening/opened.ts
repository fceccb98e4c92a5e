import type { Process } from '../local/process.ts';
import { earlierKeys } from './earlier-keys.ts';
import { opening } from './opening.ts';
import { type AheadProcess, withPainted } from './painted.ts';

const interrupt = '\u0003';

/** The process in a terminal whose first question is on the screen already, where it is known what it will be; else the process itself. */
export async function opened(host: Process): Promise<AheadProcess> {
  const text = opening(host);
  if (text === undefined) return { host, end: () => undefined };
  // From now on the terminal itself doesn't show what is typed, and what was typed before is for nothing.
  host.stdin.setRawMode(true);
  if ((await earlierKeys(host)).includes(interrupt)) host.kill(0, 'SIGINT');
  host.stdout.write(text);
  return withPainted(host, text);
}
