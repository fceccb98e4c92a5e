import type { Process } from '../local/process.ts';

/**
 * What keys do while no question is there: nothing. What is typed then neither spoils the screen nor answers the next question;
 * Ctrl-C and Ctrl-Z do what they always do.
 */
export interface Keyboard {
  /** From now on keys do nothing. */
  hold(): void;
  /** Resolves when nothing is left of what was typed before: it was meant for nothing that is on the screen now. */
  emptied(): Promise<void>;
  /** A question takes the keys, or the program ends: the terminal is as it was. */
  free(): void;
  /** Stops the program, and all of its job, as Ctrl-Z does; `back` is called when it goes on. */
  suspend(back: () => void): void;
  /** Whether what comes now was typed at a question that isn't the one on the screen. */
  isStale(): boolean;
  /** Works until it is done or a key is pressed, Ctrl-C included: then the signal given to the work aborts, and what the work gives then counts. */
  untilKey<Value>(work: (leave: AbortSignal) => Promise<Value>): Promise<Value>;
}

const interrupt = '\u0003';
const suspendKey = '\u001A';

/**
 * The keys of the person at the terminal; without one (`interactive` is false) they are left alone. `rest` stops what is
 * being drawn, before the program is suspended.
 */
export function keyboardOn(host: Process, interactive: boolean, rest: () => void): Keyboard {
  const { ahead } = host;
  let isHeld = false;
  let isAhead = false;
  let pressed: (() => void) | undefined;
  let taken = 0;
  const raw = (on: boolean): void => {
    host.stdin.setRawMode(on);
  };
  // The shell finds the terminal as it was. The whole job: `npm start` is two processes more.
  const suspend = (back: () => void): void => {
    raw(false);
    host.once('SIGCONT', back);
    host.kill(0, 'SIGTSTP');
  };
  const stop = (): void => {
    rest();
    suspend(() => isHeld && raw(true));
  };
  const take = (data: Buffer | string): void => {
    const keys = data.toString();
    taken += 1;
    if (pressed) pressed();
    else if (keys.includes(interrupt)) host.emit('SIGINT');
    else if (keys.includes(suspendKey) && host.platform !== 'win32') stop();
  };
  const ended = (): void => pressed?.();
  const hold = (): void => {
    if (!interactive || isHeld) return;
    // The question is on the screen already: what is typed is for it, and waits.
    if (ahead?.isPending() === true) {
      if (!isAhead) ahead.onOther(() => isAhead && hold());
      isAhead = true;
      return;
    }
    isHeld = true;
    host.stdin.on('data', take);
    host.stdin.on('end', ended);
    // A terminal that is closed is told by SIGHUP; it can't be switched either.
    host.stdin.on('error', ended);
    raw(true);
    host.stdin.resume();
  };
  const free = (): void => {
    isAhead = false;
    if (!isHeld) return;
    isHeld = false;
    host.stdin.pause();
    raw(false);
    host.stdin.removeListener('data', take);
    host.stdin.removeListener('end', ended);
    host.stdin.removeListener('error', ended);
  };
  const emptied = async (): Promise<void> => {
    for (let before = -1; isHeld && before !== taken; ) {
      before = taken;
      // The input is read between two of these.
      for (let turns = 0; turns < 2; turns += 1) await new Promise(setImmediate);
    }
  };
  return {
    hold,
    emptied,
    free,
    isStale: () => ahead?.isStale() === true,
    suspend: (back) =>
      suspend(() => {
        raw(true);
        back();
      }),
    async untilKey(work) {
      const leave = new AbortController();
      pressed = () => leave.abort();
      hold();
      try {
        return await work(leave.signal);
      } finally {
        pressed = undefined;
      }
    },
  };
}
