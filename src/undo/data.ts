import type { DataCount } from '../domain/consent.ts';
import { nameIn, sameName } from '../domain/names.ts';
import { type Entry, goingIn } from '../engine/undo/plan.ts';
import type { AzureReads, TwinsKey } from '../port/azure.ts';
import { unlessClosed } from '../rights/unless-closed.ts';

/** Finds what this set-up itself has put into an instance, and nobody has changed: the sample of first steps. */
export type FindOurs = (instanceId: string, hostName: string) => Promise<readonly TwinsKey[]>;

/** What goes with an instance: what others would lose, and how many things of our own. */
interface Going {
  readonly data: DataCount | null;
  readonly ours: number;
}

/** Counts what goes with the instance that a plan takes away; null where none goes. */
export async function countData(azure: AzureReads, entries: readonly Entry[], findOurs: FindOurs): Promise<Going> {
  const entry = entries.find(({ removal }) => removal.kind === 'remove' && removal.removes.kind === 'instance');
  if (entry === undefined) return { data: null, ours: 0 };
  const { id } = entry.thing;
  const subscription = nameIn(id, 'subscriptions') ?? '';
  const instance = await azure.instance(subscription, nameIn(id, 'resourceGroups') ?? '', id.split('/').at(-1) ?? '');
  const going = goingIn(entries);
  const hostName = instance?.hostName;
  const besides = hostName === undefined ? [] : await findOurs(id, hostName);
  const [held, endpoints, roles] = await Promise.all([
    hostName === undefined ? undefined : azure.holdings(subscription, hostName, besides),
    azure.endpoints(id),
    unlessClosed(azure.roleAssignments(id)),
  ]);
  const ours = (assignment: string): boolean => going.some((each) => sameName(each, assignment));
  const others = roles?.filter((each) => sameName(each.scope, id) && !ours(each.id)).length;
  // Nothing was ever put into one that never came to be.
  const isEmpty = instance !== undefined && hostName === undefined;
  const counted = (count: number | undefined): number | null => count ?? (isEmpty ? 0 : null);
  const data = {
    models: counted(held?.models),
    twins: counted(held?.twins),
    relationships: counted(held?.relationships),
    eventRoutes: counted(held?.eventRoutes),
    endpoints: counted(endpoints),
    otherAssignments: others ?? null,
  };
  return { data, ours: besides.length };
}

/** What could not be counted any more, since the role is gone, is what was counted and agreed to before. */
export function withCounted(now: DataCount | null, before: DataCount | null): DataCount | null {
  if (now === null || before === null) return now;
  const entries = Object.entries(now) as [keyof DataCount, number | null][];
  return Object.fromEntries(entries.map(([key, count]) => [key, count ?? before[key]])) as unknown as DataCount;
}

/** Whether more would be lost than was agreed to. */
export function losesMore(now: DataCount | null, agreed: DataCount | null): boolean {
  if (now === null) return false;
  const entries = Object.entries(now) as [keyof DataCount, number | null][];
  return entries.some(
    ([key, count]) => count !== 0 && agreed?.[key] !== null && (count ?? Infinity) > (agreed?.[key] ?? 0),
  );
}

const words: Readonly<Record<keyof DataCount, readonly [one: string, many: string]>> = {
  models: ['model', 'models'],
  twins: ['twin', 'twins'],
  relationships: ['relationship', 'relationships'],
  eventRoutes: ['event route', 'event routes'],
  endpoints: ['endpoint', 'endpoints'],
  otherAssignments: ["other's role", "others' roles"],
};

/** "12 models, 340 twins"; what could not be counted is said. Empty where it holds nothing. */
export function dataWords(data: DataCount | null): string {
  if (data === null) return '';
  const entries = Object.entries(data) as [keyof DataCount, number | null][];
  const counted = entries.flatMap(([key, count]) =>
    count === null || count === 0 ? [] : [`${count} ${words[key][count === 1 ? 0 : 1]}`],
  );
  const unknown = entries.flatMap(([key, count]) => (count === null ? [words[key][1]] : []));
  const hidden = unknown.length === 0 ? [] : [`${unknown.join(', ')} that could not be counted`];
  return [...counted, ...hidden].join(', ');
}
