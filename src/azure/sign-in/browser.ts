import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { basename } from 'node:path';
import { SetupError } from '../../errors.ts';
import { safe } from '../../text/safe.ts';
import { closeListenersOn } from './listeners.ts';

/** Where Node.js announces that a process is being started (`diagnostics_channel`, "child_process"). */
const announced = 'child_process';

function noBrowserOpens(program: string): SetupError {
  return new SetupError({
    ending: 'signIn',
    code: 'no-browser-opens',
    message: `No browser can be opened here: ${safe(basename(program))} could not be started.`,
    suggestion: 'Choose another way to sign in, such as a code that you type on any device: --auth device-code.',
    again: 'answer',
    cures: ['sign-in'],
  });
}

/**
 * Signs in with the browser. @azure/identity has it opened by a program of the desktop (xdg-open), and hears nothing of it when
 * that isn't there: the error would end this program, and the sign-in would wait for ever.
 * @throws SetupError (sign-in) when that program can't be started.
 */
export async function inBrowser<Result>(signIn: () => Promise<Result>): Promise<Result> {
  const stop = new AbortController();
  const unwatch = closeListenersOn(stop.signal);
  let started = (_message: unknown): void => undefined;
  const fails = new Promise<never>((_, reject) => {
    started = (message) => {
      const { process: child } = message as { readonly process: ChildProcess };
      child.once('error', () => reject(noBrowserOpens(child.spawnfile)));
    };
  });
  subscribe(announced, started);
  try {
    return await Promise.race([signIn(), fails]);
  } finally {
    unsubscribe(announced, started);
    stop.abort();
    unwatch();
  }
}
