import type { Session } from '../cli/session.ts';
import { isGuid, sameName } from '../domain/names.ts';
import type { Resource } from '../domain/resource.ts';
import { InterruptedError, SetupError } from '../errors.ts';
import type { Exported } from '../export/exported.ts';
import { instanceNameOf, subscriptionOf } from '../export/exported.ts';
import { declaredIn, type ExportedList, foundIn } from '../export/list/exported-list.ts';
import { planningPort } from '../many/planning-port.ts';
import type { Azure } from '../port/azure.ts';
import type { Listed } from '../saved/list.ts';
import type { SetupRecord } from '../state/set-up-record.ts';
import { listed } from '../text/listing.ts';
import { saidOnce } from '../text/said-once.ts';
import { canBeSaid, lookAt } from './look.ts';
import { exportedAsSaved, exportedNow } from './saved.ts';

/** A saved list, and those of its rows that are written down. */
interface Rows {
  readonly list: SetupRecord;
  readonly rows: readonly Listed[];
}

/** A row: as it is in Azure; as it was saved, since that can't be looked at; or why there is nothing to write down of it. */
type Row = { readonly name: string } & (
  | { readonly site: Exported; readonly unseen?: SetupError }
  | { readonly site: undefined; readonly why: SetupError }
);

/** Endings that are of all rows alike: the others could not be looked at either. */
const ofAll = ['signIn', 'forNow', 'defect'];

/** What is saved of a row that can't be looked at. */
function asSaved(name: string, record: SetupRecord, cloud: Session['target']['cloud'], error: SetupError): Row {
  if (!canBeSaid(record)) return { name, site: undefined, why: error };
  try {
    return { name, site: exportedAsSaved(record, cloud), unseen: error };
  } catch (why) {
    if (!(why instanceof SetupError)) throw why;
    return { name, site: undefined, why };
  }
}

/** Looks at the rows one after the other; what they have in common is read once. */
async function lookAtRows(session: Session, { rows }: Rows, azure: Azure): Promise<readonly Row[]> {
  const { cloud } = session.target;
  const port = planningPort(azure);
  const all: Row[] = [];
  let blind: SetupError | undefined;
  for (const { record, name: known, group } of rows) {
    const name = known ?? group ?? record.id;
    try {
      if (blind !== undefined) throw blind;
      const seen = await lookAt(session, record, port.of(name));
      const { subscriptionId } = seen.plan.report;
      if (subscriptionId !== undefined) port.planned(subscriptionId, [...seen.plan.resources, ...seen.plan.later]);
      all.push({ name, site: await exportedNow(record, seen, cloud) });
    } catch (error) {
      if (error instanceof InterruptedError || !(error instanceof SetupError)) throw error;
      if (ofAll.includes(error.ending)) blind = error;
      all.push(asSaved(name, record, cloud, error));
    }
  }
  return all;
}

const words: Readonly<Record<Resource['kind'], readonly [one: string, many: string]>> = {
  registration: ['the service', 'services'],
  group: ['resource group', 'resource groups'],
  instance: ['instance', 'instances'],
  assignment: ['access', 'accesses'],
  other: ['other resource', 'other resources'],
};

/** "2 resource groups (made), 3 instances (made)". */
function counted(sites: ExportedList): string {
  const things = [
    ...foundIn(sites).map(({ kind }) => ({ kind, state: 'was there before' })),
    ...declaredIn(sites).map(({ resource: { kind }, exists }) => ({ kind, state: exists ? 'made' : 'not there yet' })),
  ];
  const all = new Map<string, { kind: Resource['kind']; state: string; count: number }>();
  for (const each of things) {
    const key = `${each.kind} ${each.state}`;
    all.set(key, { ...each, count: (all.get(key)?.count ?? 0) + 1 });
  }
  return listed(
    [...all.values()].map(({ kind, state, count }) => {
      const [one, many] = words[kind];
      const what = count > 1 ? `${count} ${many}` : kind === 'registration' ? one : `1 ${one}`;
      return `${what} (${state})`;
    }),
  );
}

/**
 * The rows of a saved list as they are in Azure now. What nothing can be written down of is left out, and named in the file and to `say`.
 * @throws SetupError where there is nothing to write down of any row.
 */
export async function exportedList(
  session: Session,
  of: Rows,
  azure: Azure,
  say: (text: string) => void,
): Promise<ExportedList> {
  const all = await lookAtRows(session, of, azure);
  const lacking = all.flatMap((each) => (each.site === undefined ? [each] : []));
  const { subscription } = session.answers;
  // A subscription that is given by its id may be saved by its name: only now it is known which it is.
  const isMeant = (site: Exported): boolean =>
    subscription === undefined || !isGuid(subscription.value) || sameName(subscriptionOf(site), subscription.value);
  const known = all.flatMap((each) => (each.site === undefined || !isMeant(each.site) ? [] : [each]));
  const [first, ...others] = known.map(({ site }) => site);
  if (first === undefined) throw lacking[0]?.why ?? new TypeError('A list without rows.');
  const unseen = saidOnce(
    known.flatMap(({ name, unseen: why }) =>
      why === undefined
        ? []
        : [{ name, says: `as saved, since Azure could not be looked at: ${why.message} ${why.suggestion}` }],
    ),
  );
  const left = saidOnce(
    lacking.map(({ name, why }) => ({ name, says: `not in it, since there is nothing to write down: ${why.message}` })),
  );
  for (const line of [...unseen, ...left]) say(line);
  const base = {
    cloud: first.cloud,
    tenantId: first.tenantId,
    version: first.version,
    planId: onlyOne(known.map(({ site }) => site.planId)),
    deployment: `adt-setup-${of.list.id}`,
    location: of.list.facts.deploymentLocation ?? first.location,
    sites: [first, ...others],
    about: [],
  } as const satisfies ExportedList;
  const notes = known.flatMap(({ site }) => site.about.slice(1).map((says) => ({ name: instanceNameOf(site), says })));
  const looked = known.every((each) => each.unseen !== undefined) ? [] : [`Looked at in Azure: ${counted(base)}.`];
  return { ...withShared(base), about: [...looked, ...saidOnce(notes), ...unseen, ...left] };
}

function onlyOne(all: readonly (string | undefined)[]): string | undefined {
  const [first] = all;
  return all.every((each) => each === first) ? first : undefined;
}

/** What one row has made, and another found, is the list's own in both. */
function withShared(list: ExportedList): ExportedList {
  const made = declaredIn(list);
  const own = (site: Exported): Exported => {
    const shared = made.filter(({ resource }) => site.found.some(({ id }) => sameName(id, resource.id)));
    const found = site.found.filter(({ id }) => !shared.some(({ resource }) => sameName(id, resource.id)));
    return { ...site, declared: [...shared, ...site.declared], found };
  };
  const [first, ...others] = list.sites;
  return { ...list, sites: [own(first), ...others.map(own)] };
}
