import { SetupError } from '../errors.ts';
import type { Context, EngineEvent } from './context.ts';
import { makePlan } from './make-plan.ts';
import type { Plan } from './plan.ts';
import type { Session } from './session.ts';

/** Whether somebody has done something about it: other steps are blocked now, or none. */
function hasMoved(before: Plan, now: Plan): boolean {
  return before.blocked.size !== now.blocked.size || [...now.blocked].some((id) => !before.blocked.has(id));
}

/** Nothing but the wait itself is shown, and nobody is asked. */
function silent(context: Context): Context {
  const passed: readonly EngineEvent['kind'][] = ['device-code', 'browser'];
  return {
    ...context,
    prompter: undefined,
    tell: (event) => {
      if (passed.includes(event.kind)) context.tell(event);
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
 * @throws SetupError when a look ends with a refusal that waiting does not cure.
 */
export async function watch(
  context: Context,
  session: Session,
  before: Plan,
  { everySeconds, until }: Waiting,
  leave: AbortSignal,
): Promise<Plan | undefined> {
  const line = before.lines.find((each) => each.status === 'blocked') ?? before.lines[0];
  if (line === undefined) return undefined;
  const started = context.clock.now();
  const left = whenAborted(leave);
  const ended = AbortSignal.any([context.signal, leave]);
  let state: string | undefined;
  for (;;) {
    const doing = `waiting ${until}, looking every ${everySeconds} s`;
    const elapsed = Math.round((context.clock.now() - started) / 1000);
    context.tell({ kind: 'working', line, doing, state, elapsed, goesOn: false });
    try {
      await context.clock.wait(everySeconds * 1000, ended);
    } catch (error) {
      context.signal.throwIfAborted();
      if (!leave.aborted) throw error;
    }
    if (leave.aborted) return undefined;
    const seen = await Promise.race([look(context, session), left]);
    if (seen === 'left') return undefined;
    if (seen !== 'out-of-reach' && hasMoved(before, seen)) return seen;
    state = seen === 'out-of-reach' ? 'Azure is out of reach just now' : 'not yet';
  }
}

function whenAborted(signal: AbortSignal): Promise<'left'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('left');
    signal.addEventListener('abort', () => resolve('left'), { once: true });
  });
}

async function look(context: Context, session: Session): Promise<Plan | 'out-of-reach'> {
  context.azure.forgetTokens();
  try {
    return await makePlan(silent(context), session);
  } catch (error) {
    if (error instanceof SetupError && error.ending === 'forNow') return 'out-of-reach';
    throw error;
  }
}
