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

/** Milliseconds after which a browser that was to open would have. */
const patience = 8_000;

/** The address that a program is to open: in one of its words, or in a command for PowerShell, which is Base64 of UTF-16. */
export function addressIn(words: readonly string[]): string | undefined {
  const texts = words.flatMap((word) => [word, Buffer.from(word, 'base64').toString('utf16le')]);
  return texts.flatMap((text) => /https:\/\/[^\s"'<>`]+/.exec(text)?.[0] ?? [])[0];
}

/** What happens beside a sign-in in the browser. */
interface Beside {
  /** Called once with the address that was to be opened, when no browser may have. */
  missed(address: string): void;
  readonly patience?: number | undefined;
}

/**
 * Signs in with the browser. @azure/identity has it opened by a program of the desktop (xdg-open), and hears nothing of it when
 * that isn't there: the error would end this program, and the sign-in would wait for ever. One that fails, or does nothing, is
 * made up for by the address.
 * @throws SetupError (sign-in) when that program can't be started.
 */
export async function inBrowser<Result>(signIn: () => Promise<Result>, beside: Beside): Promise<Result> {
  const stop = new AbortController();
  const unwatch = closeListenersOn(stop.signal);
  let started = (_message: unknown): void => undefined;
  let timer: NodeJS.Timeout | undefined;
  const fails = new Promise<never>((_, reject) => {
    started = (message) => {
      const { process: child } = message as { readonly process: ChildProcess };
      child.once('error', () => reject(noBrowserOpens(child.spawnfile)));
      // It is announced before it knows what it is started with.
      queueMicrotask(() => watch(child));
    };
  });
  const watch = (child: ChildProcess): void => {
    const address = addressIn(child.spawnargs);
    if (address === undefined) return;
    let isSaid = false;
    const say = (): void => {
      if (!isSaid) beside.missed(address);
      isSaid = true;
    };
    child.once('exit', (code) => (code === 0 ? undefined : say()));
    timer = setTimeout(say, beside.patience ?? patience).unref();
  };
  subscribe(announced, started);
  try {
    return await Promise.race([signIn(), fails]);
  } finally {
    unsubscribe(announced, started);
    clearTimeout(timer);
    stop.abort();
    unwatch();
  }
}
