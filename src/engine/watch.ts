import { SetupError } from '../errors.ts';
import type { Desk, EngineEvent, Line } from './desk.ts';
import { StepError } from './flow.ts';
import type { Plan } from './plan.ts';
import { survey } from './survey.ts';
import type { Walk } from './walk.ts';

/** Seconds between two looks at Azure: often enough for somebody who waits, seldom enough for Azure. */
export const lookEverySeconds = 30;

/** Whether somebody has done something about it: other steps are blocked now, or none. */
function hasMoved(before: Plan, now: Plan): boolean {
  return before.blocked.size !== now.blocked.size || [...now.blocked].some((id) => !before.blocked.has(id));
}

/** Nothing but the wait itself is shown, and nobody is asked. */
function silent(desk: Desk): Desk {
  const passed: readonly EngineEvent['kind'][] = ['device-code', 'browser'];
  return {
    ...desk,
    interview: undefined,
    tell: (event) => {
      if (passed.includes(event.kind)) desk.tell(event);
    },
  };
}

/** How it is waited, and for what: "for help", "until your role Owner counts". */
export interface Waiting {
  readonly everySeconds: number;
  readonly until: string;
}

/**
 * Looks again and again until somebody has given what was missing, with new tokens each time: rights given since the
 * sign-in may only show then (Azure RBAC, "Troubleshoot": refresh the access token). Gives the new plan, or undefined when
 * `leave` ends the wait. That Azure is out of reach for a while ends nothing.
 * @throws StepError when a look ends with a refusal that waiting does not cure.
 */
export async function watch(
  desk: Desk,
  walk: Walk,
  before: Plan,
  { everySeconds, until }: Waiting,
  leave: AbortSignal,
): Promise<Plan | undefined> {
  const line = before.lines.find((each) => each.status === 'blocked') ?? before.lines[0];
  if (line === undefined) return undefined;
  const started = desk.clock.now();
  const left = whenAborted(leave);
  const ended = AbortSignal.any([desk.signal, leave]);
  let state: string | undefined;
  for (;;) {
    const doing = `waiting ${until}, looking every ${everySeconds} s`;
    tellWait(desk, line, doing, state, Math.round((desk.clock.now() - started) / 1000));
    try {
      await desk.clock.wait(everySeconds * 1000, ended);
    } catch (error) {
      desk.signal.throwIfAborted();
      if (!leave.aborted) throw error;
    }
    if (leave.aborted) return undefined;
    const seen = await Promise.race([look(desk, walk), left]);
    if (seen === 'left') return undefined;
    if (seen !== 'out-of-reach' && hasMoved(before, seen)) return seen;
    state = seen === 'out-of-reach' ? 'Azure is out of reach just now' : 'not yet';
  }
}

function tellWait(desk: Desk, line: Line, doing: string, state: string | undefined, elapsed: number): void {
  desk.tell({ kind: 'working', line, doing, state, elapsed, goesOn: false });
}

function whenAborted(signal: AbortSignal): Promise<'left'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('left');
    signal.addEventListener('abort', () => resolve('left'), { once: true });
  });
}

async function look(desk: Desk, walk: Walk): Promise<Plan | 'out-of-reach'> {
  desk.azure.forgetTokens();
  try {
    return await survey(silent(desk), walk);
  } catch (error) {
    const refusal = error instanceof StepError ? error.refusal : error;
    if (refusal instanceof SetupError && refusal.trouble.ending === 'forNow') return 'out-of-reach';
    throw error;
  }
}
