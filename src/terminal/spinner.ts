import type { Ora } from 'ora';
import { cut } from './layout.ts';
import { drawable } from './streams/drawable.ts';
import type { Style } from './style.ts';

/** Shows that something is being done. */
export interface Spinner {
  /** What it shows, or is about to show; undefined while it shows nothing. */
  readonly text: string | undefined;
  show(text: string): void;
  stop(): void;
}

/** Milliseconds after which something counts as taking its time: what is over sooner would only flicker. */
const patience = 100;

/**
 * A spinner on a stream of words; without color where there is none. In a window that became narrower its text is cut at once: ora
 * counts the lines that it has to erase by the width of now, and would take those before it for its own when the window widens.
 */
export function spinnerOn(words: NodeJS.WriteStream, style: Style): Spinner {
  const color = style.colored ? 'cyan' : false;
  let text: string | undefined;
  let drawn: Ora | undefined;
  let soon: NodeJS.Timeout | undefined;
  const draw = async (): Promise<void> => {
    const { default: ora } = await import('ora');
    if (text === undefined) return;
    drawn ??= ora({ stream: drawable(words), discardStdin: false, hideCursor: true, isEnabled: true, color });
    drawn.start(text);
  };
  const fit = (): void => {
    if (text === undefined || drawn?.isSpinning !== true) return;
    const room = Math.max(8, words.columns - 3);
    drawn.text = text
      .split('\n')
      .map((line) => cut(line, room))
      .join('\n');
  };
  return {
    get text() {
      return text;
    },
    show(now) {
      if (text === undefined) words.on('resize', fit);
      text = now;
      if (drawn?.isSpinning === true) drawn.text = now;
      else if (drawn !== undefined) drawn.start(now);
      else soon ??= setTimeout(() => void draw(), patience);
    },
    stop() {
      if (text !== undefined) words.removeListener('resize', fit);
      text = undefined;
      clearTimeout(soon);
      soon = undefined;
      drawn?.stop();
    },
  };
}
