import { closeSync, openSync } from 'node:fs';
import { isatty, WriteStream } from 'node:tty';

/**
 * The terminal that the program was started in, for when both outputs lead elsewhere: `/dev/tty`, or the console's screen on
 * Windows. Undefined where there is none.
 */
export function ownTerminal(platform: NodeJS.Platform = process.platform): NodeJS.WriteStream | undefined {
  let file: number;
  try {
    file = openSync(platform === 'win32' ? String.raw`\\.\CONOUT$` : '/dev/tty', 'r+');
  } catch {
    return undefined;
  }
  if (isatty(file)) return unending(new WriteStream(file));
  closeSync(file);
  return undefined;
}

/** Each prompt ends the stream that it is drawn on, which Node.js only keeps from happening to the program's own outputs. */
function unending(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  return Object.assign(stream, { end: () => stream });
}
