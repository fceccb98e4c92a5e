import type { Clock } from '../engine/context.ts';
import { wait } from '../local/wait.ts';

/** The computer's clock. */
export const systemClock: Clock = { now: Date.now, wait };
