import type { Ahead, Process } from '../local/process.ts';
import { standIn } from '../local/stand-in.ts';
import { rewriting } from '../terminal/streams/rewriting.ts';

/** Lines that the cursor stands below the first one after a text of lines, colors, and movements up. */
function linesDown(text: string): number {
  const ups = [...text.matchAll(/\u001B\[(\d+)A/g)].map(([, count]) => Number(count));
  return text.split('\n').length - 1 - ups.reduce((sum, count) => sum + count, 0);
}

/** The process whose standard output shows a text already. */
export interface AheadProcess {
  readonly host: Process;
  /** The program has ended: what it has not written goes. */
  end(): void;
}

/**
 * The process for a program that is going to write `painted` first, when that stands on the screen already: what is written is not
 * written again as long as it is the same. Once it is something else, what was painted goes, and all is written as it comes.
 */
export function withPainted(host: Process, painted: string): AheadProcess {
  const others: (() => void)[] = [];
  let left = painted;
  let isStale = false;
  const other = (): string => {
    const written = painted.slice(0, painted.length - left.length);
    const down = linesDown(painted);
    left = '';
    isStale = true;
    // What was typed meanwhile is read between two of these.
    setImmediate(() => setImmediate(() => (isStale = false)));
    for (const each of others) each();
    return `${down > 0 ? `\u001B[${down}A` : ''}\r\u001B[J${written}`;
  };
  const change = (text: string): string => {
    if (left === '' || text === '') return text;
    if (left.startsWith(text)) {
      left = left.slice(text.length);
      return '';
    }
    if (!text.startsWith(left)) return `${other()}${text}`;
    const more = text.slice(left.length);
    left = '';
    return more;
  };
  const { stdout, stderr } = host;
  const ahead: Ahead = {
    isPending: () => left !== '',
    isStale: () => isStale,
    onOther: (then) => others.push(then),
  };
  const end = (): void => {
    if (left !== '') stdout.write(other());
  };
  return {
    host: standIn(host, {
      ahead,
      stdout: rewriting(stdout, change),
      stderr: rewriting(stderr, (text) => {
        end();
        return text;
      }),
    } as Partial<Process>),
    end,
  };
}
