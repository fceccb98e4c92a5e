import { wait } from '../../local/wait.ts';

/** Longest wait that a server may ask for before the program stops and says "run again later". */
export const longestWait = 60;

/** Seconds before each further try, when the server names none. */
const delays = [0.5, 1, 2, 4];

/** How often a request that can be repeated is sent at most. */
export const mostTries = delays.length + 1;

/**
 * Seconds that a Retry-After header asks to wait (a number of seconds, or an HTTP date), or `undefined` when there is
 * none or it makes no sense: negative numbers, garbage, the past.
 */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const date = /^[A-Za-z]{3},/.test(text) ? Date.parse(text) : Number.NaN;
  const seconds = Math.ceil((date - now) / 1000);
  return seconds > 0 ? seconds : undefined;
}

/** What the server asks for, else a growing delay of our own. */
export function waitBefore(nextTry: number, asked: number | undefined): number {
  return asked ?? delays[Math.min(nextTry, delays.length) - 1] ?? 4;
}

/** Answers after which the same read may well succeed a moment later. */
export function mayPass(status: number): boolean {
  return status === 408 || status === 429 || status === 500 || status === 502 || status === 503 || status === 504;
}

/** Waits so many seconds, or fails at once with the signal's reason when it is aborted. */
export const pause = (seconds: number, signal: AbortSignal): Promise<void> => wait(seconds * 1000, signal);
