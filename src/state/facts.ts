import { isAtOrBelowScope } from '../domain/names.ts';
import type { Report } from '../step/report.ts';
import type { SavedFacts, SetupRecord } from './set-up-record.ts';

/** What a report tells of the fields that later commands need; what it doesn't tell stays as it was. */
export function learnedFrom(
  { tenantId, account, hostName, resourceId, role }: Partial<Report>,
  before: SetupRecord,
): Pick<SetupRecord, 'tenant' | 'account' | 'facts'> {
  const known: Readonly<Record<Exclude<keyof SavedFacts, 'deploymentLocation'>, string | undefined>> = {
    hostName,
    resourceId,
    principalId: role?.principalId,
    principalType: role?.principalType,
    roleId: role?.definitionId,
    assignmentId: role?.assignmentId,
  };
  const told = Object.entries(known).filter(([, value]) => value !== undefined);
  return {
    tenant: tenantId ?? before.tenant,
    account: account === undefined ? before.account : { name: account.name, objectId: account.objectId },
    facts: { ...before.facts, ...Object.fromEntries(told) },
  };
}

/** What is known of a set-up once something of it is gone. */
export function factsWithout(facts: SavedFacts, id: string): SavedFacts {
  const { hostName, resourceId, assignmentId, ...rest } = facts;
  const isGone = (known: string | undefined): boolean => known !== undefined && isAtOrBelowScope(known, id);
  return {
    ...rest,
    ...(!isGone(resourceId) && { ...(hostName !== undefined && { hostName }), ...(resourceId && { resourceId }) }),
    ...(!isGone(assignmentId) && assignmentId !== undefined && { assignmentId }),
  };
}
