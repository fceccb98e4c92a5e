import { createHash } from 'node:crypto';
import { groupScope, nameIn } from '../../domain/names.ts';
import { contentOf } from '../../domain/resource.ts';
import type { Thing } from '../../state/set-up-record.ts';
import type { GoodRow } from '../planned-row.ts';

/** What a deployment makes for one row of a list. */
export interface Site {
  readonly row: GoodRow;
  readonly subscriptionId: string;
  /** Id of the resource group of its instance. */
  readonly groupId: string;
  /** What it makes, each with its step, in order: also what Resource Manager switches on by itself. */
  readonly things: readonly (Thing & { readonly sent: NonNullable<Thing['sent']> })[];
}

/** What a row's plan would make, with the step of each. */
function thingsOf({ plan }: GoodRow): Site['things'] {
  return [...plan.outcomes].flatMap(([step, outcome]) => {
    const sent = outcome.kind === 'change' && !plan.blocked.has(step) ? outcome.change.makes : undefined;
    return sent === undefined ? [] : [{ step, id: sent.id, kind: sent.kind, sent }];
  });
}

/** What a deployment makes for a row; undefined where it would make nothing. */
export function siteOf(row: GoodRow): Site | undefined {
  const { resourceId } = row.plan.report;
  const things = thingsOf(row);
  if (resourceId === undefined || things.every(({ sent }) => contentOf(sent) === undefined)) return undefined;
  return { row, subscriptionId: nameIn(resourceId, 'subscriptions') ?? '', groupId: groupScope(resourceId), things };
}

/** Characters that the name of a deployment may have. */
const longest = 64;

/**
 * The name of the deployment that makes what is in the group for one row, within the one that makes all: 64 characters at most. It
 * begins as the instance is called, for whoever looks at the group's history, and ends with what tells it from other instances.
 */
export function nestedName({ row }: Site): string {
  const id = row.plan.report.resourceId ?? '';
  const tail = createHash('sha256').update(id.toLowerCase()).digest('hex').slice(0, 16);
  return `${row.row.name.slice(0, longest - tail.length - 1)}-${tail}`;
}

/** The id of that deployment. */
export function nestedId(site: Site): string {
  return `${site.groupId}/providers/Microsoft.Resources/deployments/${nestedName(site)}`;
}
