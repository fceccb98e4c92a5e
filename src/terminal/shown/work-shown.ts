import type { EngineEvent } from '../../engine/context.ts';
import { safe } from '../../text/safe.ts';
import { counting, duration, hang, minutes } from '../layout.ts';
import type { Terminal } from '../terminal.ts';

type Working = Extract<EngineEvent, { kind: 'working' }>;

const heartbeat = 15_000;
const safeToClose = 'Safe to close: it goes on in Azure, and running this again carries on.';

/** What work is shown with. */
interface Drawing {
  readonly terminal: Terminal;
  print(lines: readonly string[]): void;
  spin(text: string): void;
}

/** Shows work that takes its time: a line that counts, or one now and then where nothing is drawn over. */
export interface WorkShown {
  begin(event: Working): void;
  /** Shows how long it takes by now. */
  show(): void;
  end(): void;
}

export function workShownOn({ terminal, print, spin }: Drawing): WorkShown {
  let working: { event: Working; at: number; said: string; saidAt: number } | undefined;
  let isNoted = false;
  let explained: string | undefined;
  const { style } = terminal;
  const width = (): number => terminal.width() - 1;
  const heartbeatLine = (event: Working, state: string, elapsed: number): void => {
    if (!working) return;
    const isNew = working.said !== state || working.saidAt === 0;
    if (!isNew && Date.now() - working.saidAt < heartbeat) return;
    working = { ...working, said: state, saidAt: Date.now() };
    const time = elapsed > 0 ? `, ${duration(elapsed)}` : '';
    print(hang('', `${event.line.title}: ${event.doing}${state}${time}`, width()));
  };
  const show = (): void => {
    if (!working) return;
    const { event } = working;
    const elapsed = event.elapsed + Math.round((Date.now() - working.at) / 1000);
    const state = event.state === undefined ? '' : ` (${safe(event.state)})`;
    // A spinner and a blank stand before it.
    const what = counting(`${event.line.title}: ${event.doing}${state}`, minutes(elapsed), width() - 3);
    const note = event.goesOn && event.state !== undefined ? hang('  ', safeToClose, width()).map(style.dim) : [];
    spin([...what, ...note].join('\n'));
    if (!terminal.animated && !terminal.quiet) heartbeatLine(event, state, elapsed);
  };
  return {
    begin(event) {
      const isSame = working?.event.line.id === event.line.id;
      working = {
        event,
        at: Date.now(),
        said: isSame ? (working?.said ?? '') : '',
        saidAt: isSame ? (working?.saidAt ?? 0) : 0,
      };
      if (event.goesOn && !isNoted && event.state !== undefined && !terminal.animated && !terminal.quiet) {
        isNoted = true;
        print(hang('', safeToClose, width()));
      }
      if (event.note !== undefined && event.note !== explained && !terminal.quiet) {
        explained = event.note;
        print(hang('  ', safe(event.note), width()));
      }
      show();
    },
    show,
    end: () => {
      working = undefined;
    },
  };
}
