import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../engine/context.ts';

/** The computer's clock. A wait that the signal ends throws the signal's reason. */
export const systemClock: Clock = {
  now: Date.now,
  async wait(milliseconds, signal) {
    try {
      await setTimeout(milliseconds, undefined, { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  },
};
