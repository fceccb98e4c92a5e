import { SetupError } from '../errors.ts';
import type { AnyStep, Facts, Outcome, StepId } from '../step.ts';
import type { Desk, Line } from './desk.ts';
import { StepError } from './flow.ts';
import { make } from './make.ts';
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
        const { change, expects } = outcome;
        const applied = await make(desk, step, change, expects, { ...line, status: 'planned' }).catch(
          async (error: unknown): Promise<never> => {
            if (!(error instanceof SetupError) || error.trouble.ending !== 'handover') throw error;
            throw new StepError(step.id, error, await change.handOver?.());
          },
        );
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
