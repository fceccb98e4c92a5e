import type { HandOver } from '../step/hand-over.ts';
import type { AnyStep, Facts, Outcome, StepId } from '../step/step.ts';
import type { Line } from './context.ts';

type AnyOutcome = Outcome<Facts[StepId]>;

/** What the first walk found out: nothing has been changed for it. */
export interface Plan {
  readonly lines: readonly Line[];
  readonly outcomes: ReadonlyMap<StepId, AnyOutcome>;
  /** Steps that can't be carried out because rights are missing. */
  readonly blocked: ReadonlySet<StepId>;
  readonly handOvers: readonly HandOver[];
  /** Facts and expectations. */
  readonly facts: Partial<Facts>;
}

/** What is known, and what is expected where something isn't there yet. */
export function factsOf(outcomes: ReadonlyMap<StepId, AnyOutcome>): Partial<Facts> {
  const facts: Record<string, unknown> = {};
  for (const [id, outcome] of outcomes) {
    if (outcome.kind === 'found') facts[id] = outcome.value;
    if (outcome.kind === 'change') facts[id] = outcome.expects;
    if (outcome.kind === 'blocked' && outcome.value !== undefined) facts[id] = outcome.value;
  }
  return facts;
}

/** The outcomes of all steps as one plan: a line for each, and what rights rule out. */
export function planOf(steps: readonly AnyStep[], outcomes: ReadonlyMap<StepId, AnyOutcome>): Plan {
  const blocked = new Set<StepId>();
  const handOvers: HandOver[] = [];
  for (const [id, outcome] of outcomes) {
    if (outcome.kind !== 'blocked') continue;
    for (const each of [id, ...outcome.stops]) blocked.add(each);
    handOvers.push(outcome.handOver);
  }
  const lines = steps.map((step) => lineOf(step, outcomes.get(step.id), blocked));
  return { lines, outcomes, blocked, handOvers, facts: factsOf(outcomes) };
}

function lineOf(step: AnyStep, outcome: AnyOutcome | undefined, blocked: ReadonlySet<StepId>): Line {
  const { id, title } = step;
  if (outcome === undefined) {
    return { id, title, status: 'open', says: 'after that', az: [], evidence: 'unknown' };
  }
  const { says, az, evidence } = outcome;
  if (outcome.kind === 'found') return { id, title, status: 'reused', says, az, evidence };
  if (outcome.kind === 'blocked' || blocked.has(id)) return { id, title, status: 'blocked', says, az, evidence };
  return { id, title, status: 'planned', says, az, evidence, usually: outcome.change.usually };
}
