import { steps } from '../../../steps/index.ts';
import { timeoutOf } from '../../cli/numbers.ts';
import type { Session } from '../../cli/session.ts';
import { ledgerFile } from '../../first-steps/ledger.ts';
import { untouchedSample } from '../../first-steps/untouched.ts';
import type { Stopper } from '../../local/stopper.ts';
import { planningPort } from '../../many/planning-port.ts';
import type { Azure } from '../../port/azure.ts';
import type { OneOrList } from '../../saved/choose-many.ts';
import { enter } from '../../saved/enter.ts';
import { listed } from '../../saved/list.ts';
import type { Rows } from '../../state/rows.ts';
import { type SetupRecord, stageOf } from '../../state/set-up-record.ts';
import type { Work } from '../../state/work-on.ts';
import { safe } from '../../text/safe.ts';
import { systemClock } from '../../wizard/clock.ts';
import type { Given } from '../consent.ts';
import { type ListPlan, planUndoList } from './plan-list.ts';
import type { OpenRow } from './row.ts';

/** A list that is to be taken back. */
export interface ListOrder {
  readonly one: OneOrList & { readonly list: SetupRecord };
  readonly given: Given;
  readonly stop: Stopper;
}

/** A list while it is taken back. */
export interface Sitting extends ListOrder {
  readonly session: Session;
  readonly azure: Azure;
  readonly work: Work;
  readonly saved: Rows;
  readonly preview: boolean;
  readonly command: string;
  /** Told who could do what this account may not. */
  readonly helpers: string[];
}

/**
 * The rows as they are now that nobody else works on them. Those that were taken back alone and have left something behind belong to
 * the whole list, too.
 */
export async function openRows({ session, one, work, saved }: Sitting): Promise<readonly OpenRow[]> {
  const { answers } = session;
  const isWhole = answers['resourceGroup'] === undefined && answers['subscription'] === undefined;
  const { file } = one.rows[0];
  const records = (work.memory.record().rows ?? []).filter((record) => {
    const isMeant = one.rows.some((each) => each.record.id === record.id);
    return isMeant || (isWhole && stageOf(record) === 'undone' && record.made.length > 0);
  });
  const sets = await Promise.all(records.map((record) => listed({ file, record, list: work.memory.record() })));
  return sets.map((set) => ({
    set,
    name: set.name ?? set.group ?? set.record.id,
    memory: saved.memory(set.record.id),
  }));
}

/** Signs in once for all rows, and looks at them. */
export async function planned(sitting: Sitting, rows: readonly OpenRow[]): Promise<ListPlan> {
  const { session, azure, work, saved } = sitting;
  const { screen, target, line, signal } = session;
  const { account } = await enter(session, azure, work.memory.record());
  const subscriptions = await azure.subscriptions();
  const looking = {
    steps,
    // What rows have in common is read once: nothing of it changes meanwhile.
    azure: planningPort(azure).of(''),
    clock: systemClock,
    signal,
    tell: screen.tell,
    timeout: timeoutOf(line.options),
    cloud: target.cloud.name,
    account,
    subscriptions,
    findOurs:
      ({ set }: OpenRow, subscription: string) =>
      (instance: string, hostName: string) =>
        untouchedSample(ledgerFile(target.setups, set.record.id), instance, azure.twinsData(subscription, hostName)),
    looking: ({ name }: OpenRow) => screen.tell({ kind: 'looking', step: '', title: `Looking at ${safe(name)}` }),
  };
  return await saved.atOnce(() => planUndoList(looking, rows));
}
