import type { Session } from '../../cli/session.ts';
import { cut, duration, hang, minutes, pad, widthOf } from '../../terminal/layout.ts';
import { safe } from '../../text/safe.ts';
import type { MemberState } from './running.ts';

/** What is shown while rows are deployed. */
export interface DeployView {
  say(text: string): void;
  /** A deployment is under way: it is told where lines stay. */
  begun(name: string): void;
  /** How far some rows are. */
  tell(states: readonly MemberState[]): void;
  /** So many of the rows that are made have been proved. */
  proved(count: number, of: number): void;
  rest(): void;
}

/** A row, and since when it is so, in milliseconds. */
interface Shown extends MemberState {
  readonly since: number;
  /** Since when it is being made. */
  readonly begun: number | undefined;
}

const words: Readonly<Record<MemberState['is'], string>> = {
  waits: 'waits for its turn',
  'under-way': 'being made',
  made: 'made',
  failed: 'failed',
};

/** In a list that is too long for the window, what people want to see first. */
const order: readonly MemberState['is'][] = ['failed', 'under-way', 'waits', 'made'];

/** Rows that are listed at most, whatever the window has. */
const mostRows = 12;

const seconds = (milliseconds: number): number => Math.round(milliseconds / 1000);

/** The pages of deployments on a terminal. */
export function deployViewOn({ screen, terminal }: Session, now: () => number = Date.now): DeployView {
  const { style } = terminal;
  const width = (): number => terminal.width() - 3;
  const known = new Map<string, Shown>();
  const start = now();

  /** A line that stays, where nothing is drawn over: only what is over is told. */
  const changed = ({ name, is, begun }: Shown): void => {
    if (terminal.animated || terminal.quiet || (is !== 'made' && is !== 'failed')) return;
    const time = begun === undefined ? '' : ` after ${duration(seconds(now() - begun))}`;
    screen.print(hang('', `${safe(name)}: ${words[is]}${time}`, width()));
  };

  const rowLine = (each: Shown, room: number, regions: number): string => {
    const took = each.is === 'under-way' && each.begun !== undefined ? `  ${minutes(seconds(now() - each.begun))}` : '';
    return cut(
      `  ${pad(safe(each.name), room)}  ${pad(safe(each.region), regions)}  ${words[each.is]}${took}`,
      width(),
    );
  };

  const lines = (): readonly string[] => {
    const all = [...known.values()];
    const made = all.filter(({ is }) => is === 'made').length;
    const open = all
      .filter(({ is }) => is !== 'made')
      .sort((one, other) => order.indexOf(one.is) - order.indexOf(other.is));
    const shown = open.slice(0, mostRows);
    const room = Math.max(0, ...shown.map(({ name }) => Math.min(40, widthOf(name))));
    const regions = Math.max(0, ...shown.map(({ region }) => widthOf(region)));
    const more = open.length > shown.length ? [`  … ${open.length - shown.length} more`] : [];
    const safely = 'Safe to close: it goes on in Azure. Ctrl-C asks whether to leave it or cancel it.';
    return [
      `${made} of ${all.length} made, ${minutes(seconds(now() - start))}`,
      ...shown.map((each) => rowLine(each, room, regions)),
      ...more,
      ...hang('  ', safely, width()).map(style.dim),
    ];
  };

  const say = (text: string): void => screen.print(hang('', safe(text), width()));
  return {
    say,
    begun(name) {
      if (terminal.animated || terminal.quiet) return;
      say(`The deployment ${name} is under way. Safe to stop: it goes on in Azure, and running this again carries on.`);
    },
    tell(states) {
      for (const state of states) {
        const before = known.get(state.id);
        if (before?.is === state.is) continue;
        const begun = before?.begun ?? (state.is === 'waits' ? undefined : now());
        const shown = { ...state, since: now(), begun };
        known.set(state.id, shown);
        if (before !== undefined || state.is === 'failed') changed(shown);
      }
      screen.live(lines);
    },
    proved(count, of) {
      if (of > 0) screen.live(() => [`${count} of ${of} proved by a call`]);
    },
    rest: () => screen.rest(),
  };
}
