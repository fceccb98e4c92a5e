import { nameIn, sameName } from '../domain/names.ts';
import type { Resource } from '../domain/resource.ts';
import { InterruptedError, SetupError } from '../errors.ts';
import type { Declared, Exported } from '../export/exported.ts';
import type { SetupRecord } from '../state/set-up-record.ts';
import type { Report } from '../step/report.ts';
import { asItIs } from './as-it-is.ts';
import { assignmentIn, exportedOf, type Known } from './exported.ts';
import { canBeSaid, type Seen } from './look.ts';

type Thing = Pick<SetupRecord['made'][number], 'id' | 'sent'>;

/** What the set-up has made, or has begun to make: whatever of it is there is its own. */
function thingsOf({ made, making, deploying }: SetupRecord): readonly Thing[] {
  return [...made, ...(making === null ? [] : [making]), ...(deploying?.things ?? [])];
}

/** A saved set-up as it is in Azure now: what it made with the tags that it has, what it would make, and what was there. */
export async function exportedNow(
  record: SetupRecord,
  { azure, plan }: Seen,
  cloud: Known['cloud'],
): Promise<Exported> {
  const things = thingsOf(record);
  const declared: Declared[] = [];
  const notes: string[] = [];
  const found: string[] = [];
  let unsayable: string | undefined;
  for (const id of plan.found) {
    const thing = things.find((each) => sameName(each.id, id));
    const sent =
      thing?.sent ?? (sameName(plan.report.role?.assignmentId ?? '', id) ? assignmentIn(plan.report) : undefined);
    const now = thing === undefined ? undefined : await asItIs(azure, id, sent);
    if (now === undefined) {
      found.push(id);
      continue;
    }
    declared.push({ resource: now.resource, exists: true });
    if (now.changed !== undefined) notes.push(now.changed);
    unsayable ??= now.unsayable;
  }
  declared.push(...[...plan.resources, ...plan.later].map((resource) => ({ resource, exists: false })));
  const planId = record.approved?.planId ?? plan.id;
  return exportedOf({ cloud, report: plan.report, planId, declared, found, notes, unsayable, isSeen: true });
}

function isAny(things: readonly { readonly id: string }[], id: string): boolean {
  return things.some((each) => sameName(each.id, id));
}

/** What a record tells of a set-up. */
function reportIn({ facts, tenant, answers }: SetupRecord): Partial<Report> {
  const { resourceId, hostName } = facts;
  const group = resourceId === undefined ? undefined : nameIn(resourceId, 'resourceGroups');
  return {
    ...(tenant !== null && { tenantId: tenant }),
    ...(resourceId !== undefined && { resourceId, name: resourceId.split('/').at(-1) ?? '' }),
    ...(group !== undefined && { resourceGroup: group }),
    ...(hostName !== undefined && { hostName }),
    ...(answers['location'] !== undefined && { location: answers['location'].value }),
  };
}

/** A saved set-up as it was saved, where nobody can look at Azure. */
export function exportedAsSaved(record: SetupRecord, cloud: Known['cloud']): Exported {
  const { approved, facts } = record;
  const made = record.made.flatMap(({ sent }): Resource[] => (sent === null ? [] : [sent]));
  const planned = (approved?.resources ?? []).filter(({ id }) => !isAny(record.made, id));
  const declared = [
    ...made.map((resource) => ({ resource, exists: true })),
    ...planned.map((resource) => ({ resource, exists: false })),
  ];
  const assignment = facts.assignmentId;
  const found = assignment === undefined || isAny([...record.made, ...planned], assignment) ? [] : [assignment];
  return exportedOf({
    cloud,
    report: reportIn(record),
    planId: approved?.planId,
    declared,
    found,
    notes: [],
    isSeen: false,
  });
}

/** What Azure says now; what is saved, with a word about it, where Azure can't be looked at. */
export async function orAsSaved(
  look: () => Promise<Exported>,
  record: SetupRecord,
  cloud: Known['cloud'],
  say: (text: string) => void,
): Promise<Exported> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof InterruptedError || !(error instanceof SetupError) || !canBeSaid(record)) throw error;
    say(`Azure could not be looked at: ${error.message} ${error.suggestion}`);
    say('What follows is as it was saved: tags that others have added since are missing in it.');
    return exportedAsSaved(record, cloud);
  }
}
