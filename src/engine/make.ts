import { sameName } from '../domain/names.ts';
import type { Resource } from '../domain/resource.ts';
import { SetupError } from '../errors.ts';
import type { Created, Told } from '../port/azure.ts';
import type { AnyStep, Change } from '../step/step.ts';
import type { Context, Line } from './context.ts';
import { settleBegun } from './resume.ts';

/**
 * Milliseconds between looks: the first after half a second, the second after two, then every two, and after a minute and a half, by
 * which creations are recorded to be over (11 to 98.6 s), slowly less often. Azure's Retry-After of 10 on an accepted PUT would lose
 * as much.
 */
function pause(waited: number): number {
  if (waited < 1500) return waited < 500 ? 500 : 1500;
  return Math.min(5000, Math.max(2000, 2000 + (waited - 90_000) / 30));
}

/** Milliseconds to wait before a request that failed for now is sent again. */
function backoff(tries: number, retryAfter: number | undefined): number {
  return retryAfter === undefined ? Math.min(15_000, 1000 * 2 ** tries) : Math.min(60, Math.max(1, retryAfter)) * 1000;
}

/** Seconds for which a request that Azure doesn't take yet is sent again: a new application was known after 252 (recorded). */
const longestRefused = 300;

/** Seconds after which people are told why something takes so long. */
const longWait = 120;

type Made = { readonly value: unknown } | { readonly waiting: string };

/** Waits until what stands in the way of a change has gone; gives what was waited for when it takes too long. */
async function untilFree(context: Context, change: Change<unknown>, line: Line): Promise<string | undefined> {
  const entered = context.clock.now();
  const longest = (context.timeout ?? change.longest) * 1000;
  for (;;) {
    const doing = await change.held?.();
    if (doing === undefined) return undefined;
    const waited = context.clock.now() - entered;
    context.tell({ kind: 'working', line, doing, state: undefined, elapsed: Math.round(waited / 1000), goesOn: false });
    if (waited >= longest) return doing;
    await context.clock.wait(pause(waited), context.signal);
  }
}

/** What is to come of a change. */
interface Expecting {
  readonly expects: unknown;
  /** Is told its value once there is one, before what was made is remembered: others may start what needs it. */
  known(value: unknown): void;
}

/**
 * Sends a change unless it was sent before, and looks until it is there; gives what is waited for when it takes too long.
 */
export async function make(
  context: Context,
  step: AnyStep,
  change: Change<unknown>,
  line: Line,
  { expects, known }: Expecting,
): Promise<Made> {
  const held = await untilFree(context, change, line);
  if (held !== undefined) return { waiting: held };
  const { makes } = change;
  const entered = context.clock.now();
  const since = makes === undefined ? entered : context.memory.making(step.id, makes, entered);
  const longest = (context.timeout ?? change.longest) * 1000;
  let isSent = makes === undefined;
  let isOurs = makes !== undefined;
  let tries = 0;
  let state: string | undefined;
  let note: string | undefined;
  let refusal: SetupError | undefined;
  let told: Told | undefined;
  const waiting = async (): Promise<Made> => ({
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
        goesOn: makes !== undefined,
      });
    };
    tell();
    const isJustSent = !isSent && makes !== undefined;
    if (!isSent && makes) {
      const isLate = context.clock.now() - entered >= longestRefused * 1000;
      const sent = await attempt(context, makes, isLate);
      refusal = sent instanceof SetupError ? sent : undefined;
      isSent = refusal === undefined;
      // Azure had it already, under another name: it is not ours to take away.
      if (!(sent instanceof SetupError)) isOurs = sameName(sent.id, makes.id);
      told = sent instanceof SetupError ? undefined : sent.told;
      tell();
      if (refusal !== undefined) await context.clock.wait(backoff(tries, refusal.retryAfter), context.signal);
      tries += 1;
    }
    // What takes its time isn't there yet.
    if (isJustSent && refusal === undefined && change.takesAWhile) await context.clock.wait(pause(0), context.signal);
    const seen = await change.look({ fresh: looks > 0, told });
    told = undefined;
    if (seen.is === 'there') {
      known(seen.value);
      if (makes === undefined) await settleBegun(context, step.id);
      else if (isOurs) await remember(context, step, makes, seen.born);
      else context.memory.unmade();
      return { value: seen.value };
    }
    if (seen.is === 'under-way') {
      isSent = true;
      refusal = undefined;
      state = seen.state;
      tell();
    }
    const waited = context.clock.now() - entered;
    if (makes === undefined && !context.waits && change.atLongest === 'waiting') return await waiting();
    if (waited >= longest && refusal !== undefined) throw refusal;
    if (waited >= longest && change.atLongest === 'waiting') return await waiting();
    if (waited >= longest) {
      known(expects);
      return { value: expects };
    }
    if (waited >= longWait * 1000) note ??= await change.explain?.();
    if (isSent) await context.clock.wait(pause(waited), context.signal);
  }
}

/** It is ours from now on, known by when it was born. */
async function remember(
  { azure, memory, clock }: Context,
  step: AnyStep,
  makes: Resource,
  known: string | undefined,
): Promise<void> {
  const born = known ?? (await unlessRefused(azure.bornAt(makes)));
  memory.made({ step: step.id, id: makes.id, kind: makes.kind, sent: makes }, clock.now(), born);
}

/** When it was born is good to know and not needed: that one may not look it up ends no set-up. */
async function unlessRefused<Value>(look: Promise<Value>): Promise<Value | undefined> {
  try {
    return await look;
  } catch (error) {
    if (error instanceof SetupError && error.ending !== 'forNow') return undefined;
    throw error;
  }
}

/** Sends; gives the refusal when Azure says "not now", after which it is looked and sent again. */
async function attempt(context: Context, resource: Resource, isLate: boolean): Promise<SetupError | Created> {
  try {
    return await context.azure.create(resource);
  } catch (error) {
    if (error instanceof SetupError && error.again === 'soon' && !isLate) return error;
    throw error;
  }
}
