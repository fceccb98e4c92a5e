import { isSameResource } from '../domain/plan.ts';
import type { Resource } from '../domain/resource.ts';
import { atStep, SetupError, withDetails } from '../errors.ts';
import type { Report } from '../step/report.ts';
import type { AnyStep, Outcome } from '../step/step.ts';
import type { Context, Line } from './context.ts';
import { OtherPlanError } from './flow.ts';
import { make } from './make.ts';
import { lookAhead, oneLook } from './one-look.ts';
import { factsOf, type Plan, reportOf } from './plan.ts';
import { settleBegun } from './resume.ts';
import type { Session } from './session.ts';
import { worldFor } from './world.ts';

type AnyOutcome = Outcome<unknown>;

/** How carrying out ended. `waiting`: something takes longer; the next run goes on from there. */
export interface Applied {
  readonly outcome: 'ready' | 'handover' | 'waiting';
  readonly lines: readonly Line[];
  readonly report: Partial<Report>;
}

/**
 * The second walk: plans each step again, now that the steps before are done, and makes what is missing. It stops before
 * the first step that the plan found blocked. Nobody is asked anything: what needs another answer now is a refusal, and
 * the person who approved this plan sees the new one first.
 * @throws SetupError, with its step, when Azure refuses; OtherPlanError when something else would have to be made by now.
 */
export async function apply(context: Context, session: Session, plan: Plan): Promise<Applied> {
  const outcomes = new Map<string, AnyOutcome>();
  const lines: Line[] = [];
  const end = (outcome: Applied['outcome']): Applied => ({
    outcome,
    lines: [...lines, ...plan.lines.slice(lines.length)],
    report: foundReport(context, outcomes),
  });
  let looking = oneLook(context.azure, context.clock.now);
  const silent = (): Context => ({ ...context, azure: looking.azure, prompter: undefined });
  let isRehearsed = false;
  for (const step of context.steps) {
    if (plan.blocked.has(step.id)) return end('handover');
    try {
      const outcome = settledBy(plan, step) ?? (await step.plan(worldFor(silent(), session, step, outcomes)));
      if (outcome.kind === 'blocked') return end('handover');
      const line = { id: step.id, title: step.title, says: outcome.says, az: outcome.az, evidence: outcome.evidence };
      if (outcome.kind === 'found') {
        outcomes.set(step.id, outcome);
        await settleBegun(context, step.id);
        lines.push({ ...line, status: isChange(plan, step.id) ? 'done' : 'reused' });
      } else {
        const started = context.clock.now();
        const { change, expects } = outcome;
        if (isUnplanned(plan, change.makes)) {
          context.azure.forgetFacts();
          throw new OtherPlanError();
        }
        // Each look while it is made is a look of its own, and what comes after looks anew.
        looking.end();
        const later = context.steps.slice(lines.length + 1);
        const rehearsed = isRehearsed ? [] : unsure(plan, later);
        const known = (value: unknown): void => {
          outcomes.set(step.id, { ...outcome, kind: 'found', value });
          looking = oneLook(context.azure, context.clock.now);
          const next = later.slice(0, 1 + later.findIndex(({ id }) => isChange(plan, id)));
          const seen = new Map([...plan.outcomes, ...outcomes]);
          lookAhead(
            looking,
            (rehearsed.length > 0 ? rehearsed : next).filter((each) => settledBy(plan, each) === undefined),
            (each) => worldFor(silent(), session, each, seen),
          );
        };
        const applied = await make(context, step, change, { ...line, status: 'planned' }, { expects, known }).catch(
          async (error: unknown): Promise<never> => {
            if (!(error instanceof SetupError) || error.ending !== 'handover') throw error;
            throw withDetails(error, { step: step.id, handOver: await change.handOver?.() });
          },
        );
        if ('waiting' in applied) {
          lines.push({ ...line, says: applied.waiting, status: 'waiting' });
          return end('waiting');
        }
        const took = Math.round((context.clock.now() - started) / 1000);
        lines.push({
          ...line,
          says: [change.done, change.remark?.(applied.value)].filter(Boolean).join('; '),
          status: 'done',
          took,
          evidence: 'checked',
        });
        if (rehearsed.length > 0) {
          isRehearsed = true;
          await rehearse(silent(), session, plan, outcomes, rehearsed);
        }
      }
      context.memory.settled(step.id);
      context.memory.learned(foundReport(context, outcomes));
      const settled = lines.at(-1);
      if (settled?.status === 'done') context.tell({ kind: 'settled', line: settled });
    } catch (error) {
      throw atStep(step.id, error);
    }
  }
  return end('ready');
}

/** What the plan has found once and for all. */
function settledBy({ outcomes }: Plan, { id, settled }: AnyStep): AnyOutcome | undefined {
  const outcome = settled === true ? outcomes.get(id) : undefined;
  return outcome?.kind === 'found' ? outcome : undefined;
}

function isChange({ outcomes }: Plan, id: string): boolean {
  return outcomes.get(id)?.kind === 'change';
}

/** Whether it is something else than what the plan said: Azure, or an answer, has changed since. */
function isUnplanned(plan: Plan, makes: Resource | undefined): boolean {
  return makes !== undefined && !plan.resources.some((each) => isSameResource(each, makes));
}

/** What the facts that were found tell. */
function foundReport(context: Context, outcomes: ReadonlyMap<string, AnyOutcome>): Partial<Report> {
  const found = [...outcomes].filter(([, each]) => each.kind === 'found');
  return reportOf(context.steps, factsOf(new Map(found)));
}

/** The steps, up to the last of them, that make something which could not be checked when the plan was made. */
function unsure(plan: Plan, later: readonly AnyStep[]): readonly AnyStep[] {
  const unchecked = plan.lines.filter((line) => line.status === 'planned' && line.evidence === 'unknown');
  return later.slice(0, 1 + later.findLastIndex(({ id }) => unchecked.some((line) => line.id === id)));
}

/**
 * Looks once more at what could not be checked, now that it can be (a name, once the service is on), before anything else is
 * made: a refusal leaves no half of a set-up behind.
 * @throws SetupError, with its step, when one of them is refused.
 */
async function rehearse(
  context: Context,
  session: Session,
  plan: Plan,
  done: ReadonlyMap<string, AnyOutcome>,
  unchecked: readonly AnyStep[],
): Promise<void> {
  const outcomes = new Map(done);
  for (const step of unchecked) {
    try {
      const outcome = settledBy(plan, step) ?? (await step.plan(worldFor(context, session, step, outcomes)));
      if (outcome.kind === 'blocked') return;
      outcomes.set(step.id, outcome);
    } catch (error) {
      throw atStep(step.id, error);
    }
  }
}
