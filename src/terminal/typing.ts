import { EventEmitter } from 'node:events';
import { StringDecoder } from 'node:string_decoder';

/** No answer is longer. */
export const longestInput = 1024;

/** From here on text that comes in one piece was pasted: nobody types so fast. */
const pasted = 16;

/** Milliseconds of silence after which a paste is over. */
const silence = 100;

/** What no answer has in it, and a terminal may act upon: NUL and the C1 controls, 0x9B (CSI) among them. */
const unwanted = /[\u0000\u0080-\u009F]/g;

/** Escape sequences are taken whole; then other keys; then text. */
const parts = /\u001B(?:[[O][0-9;?]*[A-Za-z~]|[^[O])?|[\u0001-\u001F\u007F]|[^\u0000-\u001F\u007F]+/gu;

const interrupt = '\u0003';

/**
 * What comes from the keyboard, for one prompt after another: a paste is handed over in one piece, since the prompts draw anew
 * after every key; no more of it than what is too long already; and nothing after its first Enter, which would answer what
 * nobody has read yet. While `isStale`, nothing but Ctrl-C: it was typed at something else.
 */
export function typingOn(
  input: NodeJS.ReadStream,
  isStale: () => boolean = () => false,
  now: () => number = Date.now,
): NodeJS.ReadStream {
  const decoder = new StringDecoder('utf8');
  const keys = new EventEmitter();
  let last = 0;
  let length = 0;
  const emit = (part: string): void => {
    const isText = part.length >= pasted && !/^[\u0000-\u001F\u007F]/.test(part);
    // What reads whole lines, not keys, listens to data only.
    if (isText && keys.listenerCount('keypress') > 0) keys.emit('keypress', part, textKey(part));
    else keys.emit('data', part);
  };
  const take = (data: Buffer | string): void => {
    const text = typeof data === 'string' ? data : decoder.write(data);
    const onlyInterrupt = (): void => {
      if (text.includes(interrupt)) keys.emit('data', interrupt);
    };
    if (isStale()) return onlyInterrupt();
    const at = now();
    if (at - last > silence) length = 0;
    last = at;
    if (length > longestInput) return onlyInterrupt();
    const clean = text.replaceAll(unwanted, '');
    length += clean.length;
    if (clean.length < pasted) return emit(upToEnter(clean));
    for (const [part] of upToEnter(clean).matchAll(parts)) emit(part.slice(0, longestInput + 1));
  };
  const end = (): void => {
    keys.emit('end');
  };
  const listen = (): void => {
    input.on('data', take);
    input.on('end', end);
    // A terminal that was closed can't be read any more.
    input.on('error', end);
  };
  const leave = (): void => {
    input.removeListener('data', take);
    input.removeListener('end', end);
    input.removeListener('error', end);
  };
  return Object.assign(keys, {
    isTTY: input.isTTY,
    setRawMode: (on: boolean) => input.setRawMode(on),
    resume() {
      leave();
      listen();
      input.resume();
    },
    pause() {
      leave();
      input.pause();
    },
  }) as unknown as NodeJS.ReadStream;
}

function upToEnter(text: string): string {
  return /^[^\r\n]*[\r\n]?/.exec(text)?.[0] ?? '';
}

/** A key as readline tells them, of a text that no single key gives. */
function textKey(sequence: string): object {
  return { sequence, name: undefined, ctrl: false, meta: false, shift: false };
}
