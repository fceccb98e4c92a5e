import { SetupError } from '../errors.ts';
import type { AnyStep, Change, Facts, StepId } from '../step/step.ts';
import type { Context, Line } from './context.ts';
import { settleBegun } from './resume.ts';

/** Milliseconds between looks: quick at first, then every three seconds, and slowly less often. */
function pause(looks: number): number {
  return Math.min(200 * 1.6 ** looks, 3000 + looks * 50, 10_000);
}

/** Milliseconds to wait before a request that failed for now is sent again. */
function backoff(tries: number, retryAfter: number | undefined): number {
  return retryAfter === undefined ? Math.min(15_000, 1000 * 2 ** tries) : Math.min(60, Math.max(1, retryAfter)) * 1000;
}

/** Seconds for which a request that Azure doesn't take yet is sent again: a new application was known after 252 (recorded). */
const longestRefused = 300;

/** Seconds after which people are told why something takes so long. */
const longWait = 120;

type Applied = { readonly value: Facts[StepId] } | { readonly waiting: string };

/** Waits until what stands in the way of a change has gone; gives what was waited for when it takes too long. */
async function untilFree(context: Context, change: Change<Facts[StepId]>, line: Line): Promise<string | undefined> {
  const entered = context.clock.now();
  const longest = (context.timeout ?? change.longest) * 1000;
  for (let looks = 0; ; looks += 1) {
    const doing = await change.held?.();
    if (doing === undefined) return undefined;
    const waited = context.clock.now() - entered;
    context.tell({ kind: 'working', line, doing, state: undefined, elapsed: Math.round(waited / 1000), goesOn: false });
    if (waited >= longest) return doing;
    await context.clock.wait(pause(looks), context.signal);
  }
}

/** Sends a change unless it was sent before, and looks until it is there; gives what is waited for when it takes too long. */
export async function make(
  context: Context,
  step: AnyStep,
  change: Change<Facts[StepId]>,
  expects: Facts[StepId],
  line: Line,
): Promise<Applied> {
  const held = await untilFree(context, change, line);
  if (held !== undefined) return { waiting: held };
  const since =
    change.send === undefined ? context.clock.now() : context.memory.making(step.id, change.id, context.clock.now());
  const entered = context.clock.now();
  const longest = (context.timeout ?? change.longest) * 1000;
  let isSent = change.sent === true;
  let tries = 0;
  let state: string | undefined;
  let note: string | undefined;
  let refusal: SetupError | undefined;
  const waiting = async (): Promise<Applied> => ({
    waiting: [change.doing, note ?? (await change.explain?.())].filter(Boolean).join('. '),
  });
  for (let looks = 0; ; looks += 1) {
    const tell = (): void => {
      const elapsed = Math.round((context.clock.now() - since) / 1000);
      context.tell({
        kind: 'working',
        line,
        doing: change.doing,
        state,
        note: refusal?.message ?? note,
        elapsed,
        goesOn: change.send !== undefined,
      });
    };
    tell();
    if (!isSent && change.send) {
      const isLate = context.clock.now() - entered >= longestRefused * 1000;
      refusal = await attempt(change.send.bind(change), isLate);
      isSent = refusal === undefined;
      tell();
      if (refusal !== undefined) await context.clock.wait(backoff(tries, refusal.retryAfter), context.signal);
      tries += 1;
    }
    const seen = await change.look({ fresh: looks > 0 });
    if (seen.is === 'there') {
      if (change.send) context.memory.made(step.id, change.id, context.clock.now());
      else settleBegun(context, step.id, seen.value);
      return { value: seen.value };
    }
    if (seen.is === 'under-way') {
      isSent = true;
      refusal = undefined;
      state = seen.state;
      tell();
    }
    const waited = context.clock.now() - entered;
    if (change.send === undefined && !context.waits) return await waiting();
    if (waited >= longest && refusal !== undefined) throw refusal;
    if (waited >= longest) return change.atLongest === 'go-on' ? { value: expects } : await waiting();
    if (waited >= longWait * 1000) note ??= await change.explain?.();
    if (isSent) await context.clock.wait(pause(looks), context.signal);
  }
}

/** Sends; gives the refusal when Azure says "not now", after which it is looked and sent again. */
async function attempt(send: () => Promise<unknown>, isLate: boolean): Promise<SetupError | undefined> {
  try {
    await send();
    return undefined;
  } catch (error) {
    if (error instanceof SetupError && error.again === 'soon' && !isLate) return error;
    throw error;
  }
}
