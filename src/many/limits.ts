import { assignmentsPerSubscription } from '../domain/limits.ts';
import { isAtOrBelowScope } from '../domain/names.ts';
import { isSameAccount } from '../domain/plan.ts';
import { SetupError, usageError } from '../errors.ts';
import type { Azure } from '../port/azure.ts';
import { unlessClosed } from '../rights/unless-closed.ts';
import { type Row, sameAs } from './check.ts';
import type { GoodRow } from './planned-row.ts';

/** Rows that turn out to mean the instance of an earlier row, or to be of another account than the first. */
export function otherThanFirst(rows: readonly GoodRow[]): ReadonlyMap<Row, SetupError> {
  const faults = new Map<Row, SetupError>();
  const first = new Map<string, Row>();
  const account = rows[0]?.plan.report.account;
  for (const { row, plan } of rows) {
    const { resourceId = '', location = '', name = '', account: own } = plan.report;
    const keys = [
      ['in the same group', resourceId.toLowerCase()],
      ['in the same region', `${location} ${name.toLowerCase()}`],
    ] as const;
    const [same] = keys.filter(([, key]) => first.has(key));
    if (same !== undefined) faults.set(row, sameAs(first.get(same[1])?.number ?? 0, row.name, same[0]));
    else if (account !== undefined && own !== undefined && !isSameAccount(account, own))
      faults.set(row, otherAccount());
    for (const [, key] of keys) if (!first.has(key)) first.set(key, row);
  }
  return faults;
}

function otherAccount(): SetupError {
  return usageError(
    'list-other-account',
    'This row is done by another account, or in another directory, than the first.',
    'A list is of one account in one directory: put it into a list of its own.',
  );
}

/** How many roles are given in a subscription and below; undefined where the account may not list them. */
async function countIn(azure: Azure, subscriptionId: string): Promise<number | undefined> {
  const scope = `/subscriptions/${subscriptionId}`;
  const all = await unlessClosed(azure.roleAssignments(scope));
  return all?.filter((each) => isAtOrBelowScope(each.scope, scope)).length;
}

/** Rows for whose access there is no room left in their subscription. */
export async function assignmentFaults(
  rows: readonly GoodRow[],
  azure: Azure,
  most = assignmentsPerSubscription,
): Promise<ReadonlyMap<Row, SetupError>> {
  const faults = new Map<Row, SetupError>();
  const used = new Map<string, number>();
  for (const { row, plan } of rows) {
    const { subscriptionId } = plan.report;
    const more = [...plan.resources, ...plan.later].filter(({ kind }) => kind === 'assignment').length;
    if (subscriptionId === undefined || more === 0) continue;
    const before = used.get(subscriptionId) ?? (await countIn(azure, subscriptionId));
    if (before === undefined) return faults;
    const fits = before + more <= most;
    if (!fits) faults.set(row, assignmentsFull(before, most, subscriptionId));
    used.set(subscriptionId, fits ? before + more : before);
  }
  return faults;
}

function assignmentsFull(used: number, most: number, subscriptionId: string): SetupError {
  return new SetupError({
    ending: 'refused',
    code: 'assignments-full',
    message: `The subscription ${subscriptionId} has no room for its access: ${used} of ${most} role assignments are used, those of earlier rows counted.`,
    suggestion:
      'Give a group the access instead of each person, remove assignments that nobody needs, or use another subscription.',
  });
}
