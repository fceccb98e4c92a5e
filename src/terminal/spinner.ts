import ora, { type Ora } from 'ora';
import { drawable } from './streams/drawable.ts';
import type { Style } from './style.ts';

/** A spinner on a stream of words; without color where there is none. */
export function spinnerOn(words: NodeJS.WriteStream, style: Style): Ora {
  const color = style.colored ? 'cyan' : false;
  return ora({ stream: drawable(words), discardStdin: false, hideCursor: true, isEnabled: true, color });
}
