import type { ListPlan } from '../plan-list.ts';
import { isGood } from '../planned-row.ts';
import { siteOf } from './site.ts';
import { type Part, partsOf, templateLimits } from './template.ts';

/** "12 KB", "1.3 MB". */
const size = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

function partsWords(parts: readonly Part[]): string {
  const [first] = parts;
  const { subscriptionName = first?.subscriptionId ?? '' } = first?.sites[0]?.row.plan.report ?? {};
  const resources = parts.reduce((sum, each) => sum + each.resources, 0);
  const all = size(parts.reduce((sum, each) => sum + each.bytes, 0));
  if (parts.length === 1)
    return `One deployment in ${subscriptionName}: ${resources} resources in its template, ${all}.`;
  return `${parts.length} deployments in ${subscriptionName}, one after the other: ${resources} resources, ${all}, and a template takes ${templateLimits.resources} and 4 MB.`;
}

/** What is sent to each subscription, before it is: how many deployments, and their size. */
export function deploymentsWords({ rows }: ListPlan): readonly string[] {
  const sites = rows.filter(isGood).flatMap((row) => siteOf(row) ?? []);
  return partsOf(sites).map(partsWords);
}
