import { type PlanValue, planId } from '../domain/plan.ts';
import { type Resource, rightsFor } from '../domain/resource.ts';
import type { HandOver } from '../step/hand-over.ts';
import type { Report } from '../step/report.ts';
import type { AnyStep, Change, FactsById, Outcome } from '../step/step.ts';
import type { Line } from './context.ts';

type AnyOutcome = Outcome<unknown>;

/** What a plan keeps of an outcome: of a change what it makes, and not how: who carries it out looks anew. */
export type PlannedOutcome =
  | Exclude<AnyOutcome, { readonly kind: 'change' }>
  | (Omit<Extract<AnyOutcome, { readonly kind: 'change' }>, 'change' | 'unmade'> & {
      readonly change: Pick<Change<unknown>, 'makes'>;
    });

/** What the first walk found out: nothing has been changed for it. */
export interface Plan {
  readonly lines: readonly Line[];
  readonly outcomes: ReadonlyMap<string, PlannedOutcome>;
  /** Steps that can't be carried out because rights are missing. */
  readonly blocked: ReadonlySet<string>;
  readonly handOvers: readonly HandOver[];
  /** What is known, and what is expected where something isn't there yet. */
  readonly report: Partial<Report>;
  /** What would be made, in order. */
  readonly resources: readonly Resource[];
  /** What would be made once rights that are missing are there. */
  readonly later: readonly Resource[];
  /** Resource ids of what was found. */
  readonly found: readonly string[];
  /** What is approved; undefined while it isn't known who would do it. */
  readonly value: PlanValue | undefined;
  /** The same plan has the same id, on any machine; undefined with `value`. */
  readonly id: string | undefined;
}

/** What is known, and what is expected where something isn't there yet. */
export function factsOf(outcomes: ReadonlyMap<string, PlannedOutcome>): FactsById {
  const facts: Record<string, unknown> = {};
  for (const [id, outcome] of outcomes) {
    if (outcome.kind === 'found') facts[id] = outcome.value;
    if (outcome.kind === 'change') facts[id] = outcome.expects;
    if (outcome.kind === 'blocked' && outcome.value !== undefined) facts[id] = outcome.value;
  }
  return facts;
}

/** What is handed over, by the steps that would have made it. */
function wantsOf(outcomes: ReadonlyMap<string, AnyOutcome>): FactsById {
  const all = [...outcomes].map(
    ([id, outcome]) => [id, outcome.kind === 'blocked' ? outcome.wants : undefined] as const,
  );
  return Object.fromEntries(all.filter(([, wants]) => wants !== undefined));
}

/** What the facts of steps tell programs and people, all in one; later steps win. */
export function reportOf(steps: readonly AnyStep[], facts: FactsById): Partial<Report> {
  const reports = steps.map((step) =>
    Object.hasOwn(facts, step.id) ? step.report?.(facts[step.id], facts) : undefined,
  );
  return Object.assign({}, ...reports) as Partial<Report>;
}

function planned(outcome: AnyOutcome): PlannedOutcome {
  if (outcome.kind !== 'change') return outcome;
  const { kind, says, evidence, az, expects, change } = outcome;
  return { kind, says, evidence, az, expects, change: { makes: change.makes } };
}

/** The outcomes of all steps as one plan: a line for each, what would be made, and what rights rule out. */
export function planOf(steps: readonly AnyStep[], outcomes: ReadonlyMap<string, AnyOutcome>, cloud: string): Plan {
  const blocked = new Set<string>();
  const handOvers: HandOver[] = [];
  for (const [id, outcome] of outcomes) {
    if (outcome.kind !== 'blocked') continue;
    for (const each of [id, ...outcome.stops]) blocked.add(each);
    handOvers.push(outcome.handOver);
  }
  const end = steps.findIndex((step) => blocked.has(step.id));
  const lines = steps.map((step, at) =>
    lineOf(step, outcomes.get(step.id), { isBlocked: blocked.has(step.id), isLater: end >= 0 && at > end }),
  );
  const report = reportOf(steps, { ...wantsOf(outcomes), ...factsOf(outcomes) });
  const wished = steps.flatMap(({ id }) => {
    const makes = madeBy(outcomes.get(id));
    return makes === undefined ? [] : [{ makes, isBlocked: blocked.has(id) }];
  });
  const resources = wished.filter(({ isBlocked }) => !isBlocked).map(({ makes }) => makes);
  const later = wished.filter(({ isBlocked }) => isBlocked).map(({ makes }) => makes);
  const value = report.account && { account: report.account, cloud, resources };
  const found = [...outcomes.values()].flatMap((each) => (each.kind === 'found' ? (each.id ?? []) : []));
  return {
    ...{ lines, blocked, handOvers, report, resources, later, found, value },
    outcomes: new Map([...outcomes].map(([id, outcome]) => [id, planned(outcome)])),
    id: value && planId(value),
  };
}

function madeBy(outcome: AnyOutcome | undefined): Resource | undefined {
  if (outcome?.kind === 'change') return outcome.change.makes;
  return outcome?.kind === 'blocked' ? outcome.makes : undefined;
}

/** Where a step stands: carried out is what comes before the first that is blocked. */
interface Standing {
  readonly isBlocked: boolean;
  readonly isLater: boolean;
}

function lineOf(step: AnyStep, outcome: AnyOutcome | undefined, { isBlocked, isLater }: Standing): Line {
  const { id, title } = step;
  if (outcome === undefined) {
    return { id, title, status: 'open', says: 'after that', az: [], evidence: 'unknown' };
  }
  const { says, az, evidence } = outcome;
  if (outcome.kind === 'found') return { id, title, status: 'reused', says, az, evidence };
  if (outcome.kind === 'blocked') return { id, title, status: 'blocked', says, az, evidence };
  if (isBlocked) return { id, title, status: 'blocked', says: outcome.unmade?.closed ?? says, az, evidence };
  const { makes, usually } = outcome.change;
  const rights = makes && rightsFor(makes).map(({ action }) => action);
  const when = isLater ? (outcome.unmade?.later ?? `after that: ${says}`) : says;
  return { id, title, status: 'planned', says: when, az, evidence, usually, ...(rights && { rights }) };
}
