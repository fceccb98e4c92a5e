import type { Session } from '../../cli/session.ts';
import type { Stopper } from '../../local/stopper.ts';
import type { Azure } from '../../port/azure.ts';
import type { SavedMemory } from '../../state/memory.ts';
import type { Rows } from '../../state/rows.ts';
import { type CarriedOut, type CarryOut, notBegun } from '../carry-out.ts';
import type { ListPlan } from '../plan-list.ts';
import { planRow } from '../plan-list.ts';
import type { OpenRow } from '../planned-row.ts';
import { planningPort } from '../planning-port.ts';
import type { RowResult } from '../result.ts';
import { deployRows } from './deploy-rows.ts';
import { type Ended, endingOf } from './endings.ts';
import type { End } from './ends.ts';
import { leavingOn } from './leaving.ts';
import { type Deploying, toTheEnd } from './run-part.ts';
import type { Member } from './running.ts';
import { deployViewOn } from './view.ts';

/** What a list is deployed with. */
interface DeployList {
  readonly session: Session;
  readonly stop: Stopper;
  readonly azure: Azure;
  readonly rows: Rows;
  readonly list: SavedMemory;
}

/** Deployments of a list: what is told of them in the end, and what they are worked on with. */
export interface Deployments {
  /** Follows what an earlier run has sent, to its end; gives how the list ends where it isn't over. */
  followSaved(open: readonly OpenRow[]): Promise<CarriedOut | undefined>;
  /** Carries out a plan that was agreed to. */
  carryOut(plan: ListPlan, how: Omit<CarryOut, 'signal'>): Promise<CarriedOut>;
  /** Names of deployments that were sent before, and may be under way. */
  saved(open: readonly OpenRow[]): readonly string[];
  /** All that were worked on, in order. */
  readonly all: readonly Ended[];
  /** What is said in the end of those that didn't simply come to their end. */
  endingLines(): readonly string[];
}

/** What is saved of a row as being in a deployment. */
function memberOf({ row, memory, context }: OpenRow): Member | undefined {
  const { deploying } = memory.record();
  if (deploying === undefined) return undefined;
  return { name: row.name, region: row.answers['location']?.value ?? '', deploying, memory, context };
}

/** How a row ends of which a deployment goes on, or was cancelled. */
function resultOf(row: OpenRow, end: End | undefined): RowResult {
  if (end === undefined) return notBegun(row);
  return end.is === 'late' ? notBegun(row, 'waiting') : { ...notBegun(row, 'interrupted'), signal: 'SIGINT' };
}

/** The rows of each deployment that was sent before. */
function savedIn(open: readonly OpenRow[]): ReadonlyMap<string, readonly (readonly [OpenRow, Member])[]> {
  const all = new Map<string, (readonly [OpenRow, Member])[]>();
  for (const row of open) {
    const member = memberOf(row);
    if (member === undefined) continue;
    const { correlationId } = member.deploying;
    const same = all.get(correlationId) ?? [];
    all.set(correlationId, same);
    same.push([row, member]);
  }
  return all;
}

/** Works on the deployments of a list. */
export function deploymentsOf({ session, stop, azure, rows, list }: DeployList): Deployments {
  const view = deployViewOn(session);
  const all = new Map<string, Ended>();
  const deploying = (planId: string): Deploying => ({
    azure,
    rows,
    list,
    planId,
    leaving: leavingOn(stop, session.prompter, view.rest),
    tell: view.tell,
    say: view.say,
    report(report, followed) {
      all.set(report.correlationId, { report, followed });
      if (followed === undefined) view.begun(report.name);
    },
  });
  return {
    saved: (open) => [...savedIn(open).values()].flatMap(([first]) => (first ? [first[1].deploying.name] : [])),
    async followSaved(open) {
      const how = deploying('');
      const unfinished = new Map<OpenRow, End>();
      for (const pairs of savedIn(open).values()) {
        const [first] = pairs;
        if (first === undefined) continue;
        const { subscriptionId, name, correlationId } = first[1].deploying;
        view.say(`An earlier run has sent the deployment ${name}: it is followed to its end first.`);
        const members = pairs.map(([, member]) => member);
        const ends = await toTheEnd({ subscriptionId, name, correlationId, members }, how);
        for (const [row, member] of pairs) {
          const end = ends.get(member);
          if (end !== undefined && ['left', 'late', 'cancelled'].includes(end.is)) unfinished.set(row, end);
        }
      }
      how.leaving.over();
      view.rest();
      return unfinished.size === 0
        ? undefined
        : { results: open.map((row) => resultOf(row, unfinished.get(row))), handOvers: [], isCarriedOut: true };
    },
    carryOut: async (plan, how) =>
      await deployRows(plan.rows, {
        ...how,
        ...deploying(plan.id ?? ''),
        signal: session.signal,
        looking: () => {
          const port = planningPort(azure);
          return async (row) => await planRow(row, port);
        },
        proved: view.proved,
      }),
    get all() {
      return [...all.values()];
    },
    endingLines: () => [...all.values()].flatMap(endingOf),
  };
}
