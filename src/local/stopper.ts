import { InterruptedError } from '../errors.ts';
import type { Process } from './process.ts';

/** How a person stops what goes on step by step: once, what is under way is finished; twice, it ends at once. */
export interface Stopper {
  readonly signal: AbortSignal;
  /** From now on a first Ctrl-C only asks to stop; without `say` it ends all, as before. */
  working(say: (() => void) | undefined): void;
  stopping(): InterruptedError | undefined;
  end(): void;
}

/** Hears of signals: `outer` is told of the first. */
export function stopperOn(host: Process, outer: AbortSignal): Stopper {
  const now = new AbortController();
  let asked: InterruptedError | undefined;
  let say: (() => void) | undefined;
  const leave = (): void => {
    const reason: unknown = outer.reason;
    const isPatient =
      say !== undefined && asked === undefined && reason instanceof InterruptedError && reason.signal === 'SIGINT';
    if (!isPatient) return now.abort(reason);
    asked = reason;
    say?.();
    // What tells of signals tells of the first only; the second comes from the system itself.
    host.on('SIGINT', again);
  };
  const again = (): void => now.abort(asked);
  // It may have been told before anybody listened here.
  if (outer.aborted) leave();
  else outer.addEventListener('abort', leave, { once: true });
  return {
    signal: now.signal,
    working: (told) => (say = told),
    stopping: () => asked,
    end: () => {
      outer.removeEventListener('abort', leave);
      host.removeListener('SIGINT', again);
    },
  };
}
