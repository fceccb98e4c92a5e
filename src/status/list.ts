import type { Session } from '../cli/session.ts';
import type { AzureReads } from '../port/azure.ts';
import type { Candidate } from '../saved/choose-many.ts';
import { type Entered, enter, subscriptionFor } from '../saved/enter.ts';
import type { Listed } from '../saved/list.ts';
import type { SetupRecord } from '../state/set-up-record.ts';
import { fewAtOnce } from '../text/few-at-once.ts';
import { once } from '../text/once.ts';
import type { Verdict } from './look.ts';
import { type Report, reportOn } from './report.ts';

/** The rows of a list, looked at. */
export interface ListReport {
  readonly reports: readonly Report[];
  /** The worst of all. */
  readonly verdict: Verdict;
}

/** From the best to the worst: what can't be looked at may be all right. */
const order: readonly Verdict[] = ['as-made', 'unknown', 'changed', 'gone'];

function worstOf(reports: readonly Report[]): Verdict {
  return order[Math.max(0, ...reports.map(({ verdict }) => order.indexOf(verdict)))] ?? 'unknown';
}

/** Looks at all rows of a list that are meant, signed in once as the list was. */
export async function reportOnList(
  session: Session,
  { rows, list }: Candidate & { readonly list: SetupRecord },
  azure: AzureReads,
): Promise<ListReport> {
  const signedIn = once(async () => {
    const { account } = await enter(session, azure, list);
    return { account, all: await azure.subscriptions() };
  });
  const entered = async ({ record }: Listed): Promise<Entered> => {
    const { account, all } = await signedIn();
    return { account, subscription: subscriptionFor(record, all) };
  };
  const reports = await fewAtOnce(rows, (row) => reportOn(row, azure, () => entered(row)));
  return { reports, verdict: worstOf(reports) };
}
