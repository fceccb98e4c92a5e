import { SetupError } from '../errors.ts';
import type { AnyStep, Change, Facts, Outcome, StepId } from '../step.ts';
import type { Desk, Line } from './desk.ts';
import { StepError } from './flow.ts';
import type { Plan } from './plan.ts';
import { settleBegun } from './settling.ts';
import { worldFor } from './survey.ts';
import type { Walk } from './walk.ts';

type AnyOutcome = Outcome<Facts[StepId]>;

/** How carrying out ended. `waiting`: something takes longer; the next run goes on from there. */
export interface Done {
  readonly outcome: 'ready' | 'handover' | 'waiting';
  readonly lines: readonly Line[];
  readonly facts: Partial<Facts>;
}

/** Milliseconds between looks: quick at first, then every three seconds, and slowly less often. */
function pause(looks: number): number {
  return Math.min(200 * 1.6 ** looks, 3000 + looks * 50, 10_000);
}

/** Milliseconds to wait before a request that failed for now is sent again. */
function backoff(tries: number, retryAfter: number | undefined): number {
  return retryAfter === undefined ? Math.min(15_000, 1000 * 2 ** tries) : Math.min(60, Math.max(1, retryAfter)) * 1000;
}

/** Seconds after which people are told why something takes so long. */
const longWait = 120;

/**
 * The second walk: plans each step again, now that the steps before are done, and makes what is missing. It stops before
 * the first step that the plan found blocked. Nobody is asked anything: what needs another answer now is a refusal, and
 * whoever approved this plan sees the new one first.
 * @throws StepError when Azure refuses.
 */
export async function carryOut(desk: Desk, walk: Walk, plan: Plan): Promise<Done> {
  const outcomes = new Map<StepId, AnyOutcome>();
  const lines: Line[] = [];
  const end = (outcome: Done['outcome']): Done => ({
    outcome,
    lines: [...lines, ...plan.lines.slice(lines.length)],
    facts: Object.fromEntries([...outcomes].flatMap(([id, each]) => (each.kind === 'found' ? [[id, each.value]] : []))),
  });
  const silent: Desk = { ...desk, interview: undefined };
  let isRehearsed = false;
  for (const step of desk.steps) {
    if (plan.blocked.has(step.id)) return end('handover');
    try {
      const outcome = await step.plan(worldFor(silent, walk, step, outcomes));
      if (outcome.kind === 'blocked') return end('handover');
      const line = { id: step.id, title: step.title, says: outcome.says, az: outcome.az, evidence: outcome.evidence };
      if (outcome.kind === 'found') {
        outcomes.set(step.id, outcome);
        settleBegun(desk, step.id, outcome.value);
        lines.push({ ...line, status: plan.outcomes.get(step.id)?.kind === 'change' ? 'done' : 'reused' });
      } else {
        const started = desk.clock.now();
        const applied = await apply(desk, step, outcome.change, outcome.expects, { ...line, status: 'planned' });
        if ('waiting' in applied) {
          lines.push({ ...line, says: applied.waiting, status: 'waiting' });
          return end('waiting');
        }
        outcomes.set(step.id, { ...outcome, kind: 'found', value: applied.value });
        const took = Math.round((desk.clock.now() - started) / 1000);
        lines.push({ ...line, says: outcome.change.done, status: 'done', took, evidence: 'checked' });
        if (!isRehearsed && isUnsure(plan, lines.length)) {
          isRehearsed = true;
          await rehearse(silent, walk, outcomes, desk.steps.slice(lines.length));
        }
      }
      desk.memory.settled(step.id, true);
      const settled = lines.at(-1);
      if (settled?.status === 'done') desk.tell({ kind: 'settled', line: settled });
    } catch (error) {
      throw error instanceof SetupError ? new StepError(step.id, error) : error;
    }
  }
  return end('ready');
}

/** Whether something that is still to be made could not be checked when the plan was made. */
function isUnsure(plan: Plan, done: number): boolean {
  return plan.lines.slice(done).some((line) => line.status === 'planned' && line.evidence === 'unknown');
}

/**
 * Looks once more at all that is still to be made, now that it can be checked (a name, once the service is on), before
 * anything else is made: a refusal leaves no half of a set-up behind.
 * @throws StepError when one of the steps is refused.
 */
async function rehearse(
  desk: Desk,
  walk: Walk,
  done: ReadonlyMap<StepId, AnyOutcome>,
  later: readonly AnyStep[],
): Promise<void> {
  const outcomes = new Map(done);
  for (const step of later) {
    try {
      const outcome = await step.plan(worldFor(desk, walk, step, outcomes));
      if (outcome.kind === 'blocked') return;
      outcomes.set(step.id, outcome);
    } catch (error) {
      throw error instanceof SetupError ? new StepError(step.id, error) : error;
    }
  }
}

type Applied = { readonly value: Facts[StepId] } | { readonly waiting: string };

/** Waits until what stands in the way of a change has gone; gives what was waited for when it takes too long. */
async function untilFree(desk: Desk, change: Change<Facts[StepId]>, line: Line): Promise<string | undefined> {
  const entered = desk.clock.now();
  const longest = (desk.timeout ?? change.longest) * 1000;
  for (let looks = 0; ; looks += 1) {
    const doing = await change.held?.();
    if (doing === undefined) return undefined;
    const waited = desk.clock.now() - entered;
    desk.tell({ kind: 'working', line, doing, state: undefined, elapsed: Math.round(waited / 1000), goesOn: false });
    if (waited >= longest) return doing;
    await desk.clock.wait(pause(looks), desk.signal);
  }
}

/** Sends a change unless it was sent before, and looks until it is there; gives what is waited for when it takes too long. */
async function apply(
  desk: Desk,
  step: AnyStep,
  change: Change<Facts[StepId]>,
  expects: Facts[StepId],
  line: Line,
): Promise<Applied> {
  const held = await untilFree(desk, change, line);
  if (held !== undefined) return { waiting: held };
  const since = change.send === undefined ? desk.clock.now() : desk.memory.making(step.id, change.id, desk.clock.now());
  const entered = desk.clock.now();
  const longest = (desk.timeout ?? change.longest) * 1000;
  let isSent = change.sent === true;
  let tries = 0;
  let state: string | undefined;
  let note: string | undefined;
  const waiting = async (): Promise<Applied> => ({
    waiting: [change.doing, note ?? (await change.explain?.())].filter(Boolean).join('. '),
  });
  for (let looks = 0; ; looks += 1) {
    const tell = (): void => {
      const elapsed = Math.round((desk.clock.now() - since) / 1000);
      desk.tell({
        kind: 'working',
        line,
        doing: change.doing,
        state,
        note,
        elapsed,
        goesOn: change.send !== undefined,
      });
    };
    tell();
    if (!isSent && change.send) {
      const wait = await attempt(change.send.bind(change), tries);
      isSent = wait === undefined;
      tries += 1;
      if (wait !== undefined) await desk.clock.wait(wait, desk.signal);
    }
    const seen = await change.look({ fresh: looks > 0 });
    if (seen.is === 'there') {
      if (change.send) desk.memory.made(step.id, change.id, desk.clock.now());
      else settleBegun(desk, step.id, seen.value);
      return { value: seen.value };
    }
    if (seen.is === 'under-way') {
      isSent = true;
      state = seen.state;
      tell();
    }
    const waited = desk.clock.now() - entered;
    if (change.send === undefined && !desk.waits) return await waiting();
    if (waited >= longest) return change.atLongest === 'go-on' ? { value: expects } : await waiting();
    if (waited >= longWait * 1000) note ??= await change.explain?.();
    if (isSent) await desk.clock.wait(pause(looks), desk.signal);
  }
}

/** Sends; gives the milliseconds to wait before looking and sending again when Azure says "not now". */
async function attempt(send: () => Promise<unknown>, tries: number): Promise<number | undefined> {
  try {
    await send();
    return undefined;
  } catch (error) {
    if (error instanceof SetupError && error.trouble.again === 'soon' && tries < 12) {
      return backoff(tries, error.trouble.retryAfter);
    }
    throw error;
  }
}
