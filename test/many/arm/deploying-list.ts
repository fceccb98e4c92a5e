import { deployRows } from '../../../src/many/arm/deploy-rows.ts';
import type { Leaving } from '../../../src/many/arm/follow.ts';
import type { MemberState } from '../../../src/many/arm/states.ts';
import type { Limits } from '../../../src/many/arm/template.ts';
import { type CarriedOut, carryOutRows } from '../../../src/many/carry-out.ts';
import { type ListPlan, planList, planRow } from '../../../src/many/plan-list.ts';
import { isGood, type OpenRow } from '../../../src/many/planned-row.ts';
import { planningPort } from '../../../src/many/planning-port.ts';
import type { DeploymentReport } from '../../../src/many/result.ts';
import { memoryOf, newRecord, type SavedMemory } from '../../../src/state/memory.ts';
import type { Rows } from '../../../src/state/rows.ts';
import { progressOf } from '../../../src/wizard/progress.ts';
import { steps } from '../../../steps/index.ts';
import { type FakeAzure, fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../../support/fake-world.ts';
import { silentView } from '../../support/silent-view.ts';
import { type FakeEngine, fakeDeployments } from './fake-deployments.ts';

/** A row of a list, by what tells it from others. */
export interface Wish {
  readonly name: string;
  readonly resourceGroup: string;
  readonly location: string;
}

/** How a list is made. */
export interface Making {
  readonly engine: 'walk' | 'arm';
  readonly refuses?: ReadonlySet<string>;
  readonly shuffle?: FakeEngine['shuffle'];
  readonly pace?: number;
  readonly limits?: Limits;
  readonly leaving?: Leaving;
  readonly world?: FakeWorld;
  /** Instead of verbs of the port. */
  readonly change?: (fake: () => FakeAzure) => Partial<FakeAzure>;
}

/** What came of it. */
export interface Made extends CarriedOut {
  readonly world: FakeWorld;
  readonly plan: ListPlan;
  readonly rows: readonly OpenRow[];
  readonly engine: FakeEngine;
  readonly states: readonly MemberState[][];
  readonly reports: readonly DeploymentReport[];
  readonly said: readonly string[];
  /** "one-twins ready", or with the code of the error. */
  readonly ends: readonly string[];
}

/** Nobody leaves. */
export const staying: Leaving = {
  asked: new AbortController().signal,
  decide: () => Promise.resolve('leave'),
  over: () => undefined,
};

const together: Rows = {
  memory: () => {
    throw new Error('Each row has its own.');
  },
  keep: () => undefined,
  atOnce: async (work) => await work(),
};

/** The verbs about deployments. */
function fakeDeploymentsOf(fake: FakeAzure): Partial<FakeAzure> {
  const { deployments, deployment, deploymentOperations, nestedDeployment, deploy, cancelDeployment } = fake;
  return { deployments, deployment, deploymentOperations, nestedDeployment, deploy, cancelDeployment };
}

/** Plans a list, has it agreed to, and makes it, row by row or by the fake's engine. */
export async function makeList(wishes: readonly Wish[], how: Making): Promise<Made> {
  const {
    refuses = new Set(),
    shuffle = <Each>(all: readonly Each[]): readonly Each[] => all,
    pace = 1000,
    world = fakeWorld({ groups: [] }),
  } = how;
  const engine: FakeEngine = { known: new Map(), refuses, shuffle, pace, orders: [] };
  const bare = fakeAzure(world);
  const plain: FakeAzure = { ...bare, ...fakeDeployments(() => bare, engine) };
  const changed: FakeAzure = fakeAzure(world, {
    ...fakeDeploymentsOf(plain),
    createInstance: (wanted) =>
      refuses.has(wanted.name)
        ? Promise.reject(new TypeError('An instance that is refused is not to be sent by itself.'))
        : plain.createInstance(wanted),
    ...how.change?.(() => plain),
  });
  const rows = wishes.map((answers, at): OpenRow => {
    const context = fakeContext(changed, { answers: { ...answers } });
    const row = { number: at + 1, name: answers.name, answers: {} };
    return { row, memory: context.memory, progress: progressOf(steps), context };
  });
  const plan = await planList(rows, () => undefined);
  for (const { plan: own, memory } of plan.rows.filter(isGood)) {
    if (own.value !== undefined) memory.approved(plan.id ?? '', own.value, 0);
    // What rows share is made as the first of them wants it.
    for (const each of [...own.resources].reverse())
      if (!engine.known.has(each.id.toLowerCase())) engine.known.set(each.id.toLowerCase(), each);
  }
  const carry = { yes: false, view: () => silentView(), done: () => undefined };
  const { signal } = new AbortController();
  const states: MemberState[][] = [];
  const reports: DeploymentReport[] = [];
  const said: string[] = [];
  const list: SavedMemory = memoryOf(newRecord('AzureCloud', new Date(0)), undefined, () => 0);
  const done =
    how.engine === 'walk'
      ? await carryOutRows(plan.rows, { ...carry, signal })
      : await deployRows(plan.rows, {
          ...carry,
          signal,
          azure: changed,
          rows: together,
          list,
          planId: plan.id ?? '',
          leaving: how.leaving ?? staying,
          tell: (all) => states.push([...all]),
          say: (text) => said.push(text),
          report: (report) => reports.push(report),
          looking: () => {
            const port = planningPort(changed);
            return async (row) => await planRow(row, port);
          },
          proved: () => undefined,
          ...(how.limits && { limits: how.limits }),
        });
  const ends = done.results.map(({ name = '', outcome, error }) =>
    [name, outcome, error?.code].filter(Boolean).join(' '),
  );
  return { ...done, world, plan, rows, engine, states, reports, said, ends };
}

/** What there is in the end, in words, in no order. */
export function standingIn({ groups, instances, assignments }: FakeWorld): readonly string[] {
  return [
    ...groups.map(({ name, location }) => `${name} in ${location}`),
    ...instances.map(({ name, resourceGroup, location }) => `${name} in ${resourceGroup}, ${location}`),
    ...assignments.map(({ name }) => name),
  ].sort();
}
