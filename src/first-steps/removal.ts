import type { Removal } from '../port/twins.ts';
import { listed } from '../text/listing.ts';
import { foreignTwinsOf, type SampleThing } from './sample.ts';
import type { Examined, Work } from './work.ts';

/** What became of a thing of the sample when it was to be removed, and why. */
export interface Removed {
  readonly thing: SampleThing;
  readonly status: 'removed' | 'gone' | 'kept';
  /** Of what is kept. */
  readonly why: string;
}

/** What a removal would do: what is ours and as it was made goes, all else stays. */
export function removalOf(all: readonly Examined[]): readonly Removed[] {
  return all.toReversed().map(({ thing, document, differences, ours }) => {
    if (document === undefined) return { thing, status: 'gone', why: '' };
    const why = whyKept(differences, ours);
    return why === undefined ? { thing, status: 'removed', why: '' } : { thing, status: 'kept', why };
  });
}

function whyKept(differences: readonly string[], ours: boolean): string | undefined {
  if (differences.length > 0) return `it isn't as first steps make it (${listed(differences)})`;
  return ours ? undefined : 'first steps did not make it here, or it was changed since';
}

/** Times to try again while what was just removed still seems to hold on to it, a second apart. */
const patience = 30;

/** Removes what is ours, the last that was made first, and tells of each. What something else holds on to stays. */
export async function removeOurs(
  work: Work,
  all: readonly Examined[],
  tell: (removed: Removed) => void,
): Promise<readonly Removed[]> {
  const done: Removed[] = [];
  for (const plan of removalOf(all)) {
    const document = all.find(({ thing }) => thing === plan.thing)?.document;
    const removed = plan.status === 'removed' ? await removeOne(work, plan.thing, document?.['$etag'], done) : plan;
    if (removed.status !== 'kept') work.ledger.forget(plan.thing.key.id);
    done.push(removed);
    tell(removed);
  }
  return done;
}

async function removeOne(work: Work, thing: SampleThing, etag: unknown, before: readonly Removed[]): Promise<Removed> {
  const user = await whoHolds(work, thing, before);
  if (user !== undefined) return { thing, status: 'kept', why: user };
  const removal = await removeWith(work, thing, typeof etag === 'string' ? etag : undefined);
  switch (removal) {
    case 'removed':
    case 'gone':
      return { thing, status: removal, why: '' };
    case 'changed':
      return { thing, status: 'kept', why: 'it was changed just now' };
    case 'needed':
      return { thing, status: 'kept', why: 'the instance says that something else needs it' };
  }
}

/**
 * Who else has to do with a thing. Azure removes a model also while there are twins of it, which can't be changed any more then
 * ("Manage models", Azure Digital Twins): so that is looked at first.
 */
async function whoHolds({ data }: Work, { key }: SampleThing, before: readonly Removed[]): Promise<string | undefined> {
  if (key.kind === 'relationship') return undefined;
  if (key.kind === 'twin') {
    const removed = before.filter(({ status }) => status !== 'kept').map(({ thing }) => thing.key.id);
    const others = (await data.relationshipsAt(key.id)).filter((id) => !removed.includes(id));
    return others.length === 0 ? undefined : `it has relationships: ${listed(others.slice(0, 3))}`;
  }
  const own = before.find(({ status, thing }) => status === 'kept' && thing.needs.includes(key.id));
  if (own !== undefined) return `${own.thing.says} is of this model, and stays`;
  const foreign = await data.query(foreignTwinsOf(key.id));
  return foreign.length === 0 ? undefined : 'there are twins of it that first steps did not make';
}

async function removeWith(work: Work, thing: SampleThing, etag: string | undefined): Promise<Removal> {
  for (let tries = 1; ; tries += 1) {
    const removal = await work.data.remove(thing.key, etag);
    // What was just removed may still count for some seconds. Models that need a model are never ours.
    if (removal !== 'needed' || thing.key.kind === 'model' || tries >= patience) return removal;
    work.working(thing, tries);
    await work.clock.wait(1000, work.signal);
  }
}
