import type { Clock } from '../engine/context.ts';
import { SetupError } from '../errors.ts';
import type { TwinsData, TwinsDocument } from '../port/twins.ts';
import { birthOf, carries, type Difference, differences } from './compare.ts';
import type { Ledger } from './ledger.ts';
import { type SampleThing, sample } from './sample.ts';

/** A thing of the sample as it is in the instance now. */
export interface Examined {
  readonly thing: SampleThing;
  /** `undefined`: it is not there. */
  readonly document: TwinsDocument | undefined;
  readonly differences: readonly Difference[];
  /** First steps have made it, and it is still the same one. */
  readonly ours: boolean;
}

/** What first steps work with. */
export interface Work {
  readonly data: TwinsData;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Work on a thing goes on; `elapsed` in seconds. */
  working(thing: SampleThing, elapsed: number): void;
}

/** Looks at one thing; one that a run before has sent, and whose answer it never saw, is known again here. */
async function examineOne({ data, ledger }: Work, thing: SampleThing): Promise<Examined> {
  const { id } = thing.key;
  const document = await data.find(thing.key);
  if (document === undefined) return { thing, document, differences: [], ours: false };
  const found = differences(thing, document);
  if (ledger.begun(id)) {
    if (found.length === 0) ledger.made(id, birthOf(thing, document));
    else ledger.forget(id);
  }
  return { thing, document, differences: found, ours: ledger.birth(id) === birthOf(thing, document) };
}

/** Looks at everything, and changes nothing. */
export async function examine(work: Work): Promise<readonly Examined[]> {
  const all: Examined[] = [];
  for (const thing of sample) all.push(await examineOne(work, thing));
  return all;
}

/** What stands under an id of the sample and is something else: nothing can be built on it, and it is left as it is. */
export function strangers(all: readonly Examined[]): readonly Examined[] {
  return all.filter(({ thing, document }) => document !== undefined && !carries(thing, document));
}

/** Seconds after which what was just written shows, generously: nobody documents how long it takes. */
const longest = 60;

/** Seconds between looks. */
const step = 1;

/** Tries until it works out, while what was just written may not be seen everywhere yet. Gives undefined when it never does. */
async function patiently<Value>(
  { clock, signal, working }: Work,
  thing: SampleThing,
  attempt: () => Promise<Value | undefined>,
): Promise<Value | undefined> {
  const since = clock.now();
  for (;;) {
    const value = await attempt();
    const elapsed = Math.round((clock.now() - since) / 1000);
    if (value !== undefined || elapsed >= longest) return value;
    working(thing, elapsed);
    await clock.wait(step * 1000, signal);
  }
}

/** A refusal that may only mean that what the thing needs can't be seen yet. */
function isTooEarly(error: unknown): error is SetupError {
  return error instanceof SetupError && (error.httpStatus === 400 || error.httpStatus === 404);
}

/**
 * Makes one thing that is not there, and waits until it shows. What somebody else has made meanwhile is left, and isn't ours.
 * @throws SetupError when the instance refuses it, or it doesn't show.
 */
async function makeOne(work: Work, { key, document, needs }: SampleThing, fresh: ReadonlySet<string>): Promise<void> {
  const thing = { key, document, needs, says: key.id };
  const { data, ledger } = work;
  const sentBefore = ledger.begun(key.id);
  ledger.making(key.id);
  let last: SetupError | undefined;
  const made = await patiently(work, thing, async () => {
    try {
      return await data.make(key, document);
    } catch (error) {
      if (!isTooEarly(error) || !needs.some((id) => fresh.has(id))) throw error;
      last = error;
      return undefined;
    }
  });
  if (made === undefined) throw last ?? notShown(key.id);
  const seen = await patiently(work, thing, () => data.find(key));
  if (seen === undefined) throw notShown(key.id);
  // Between the look and the sending somebody else may have made it.
  const isOurs = (made === 'made' || sentBefore) && differences(thing, seen).length === 0;
  if (isOurs) ledger.made(key.id, birthOf(thing, seen));
  else ledger.forget(key.id);
}

function notShown(id: string): SetupError {
  return new SetupError({
    ending: 'forNow',
    code: 'not-shown-yet',
    message: `${id} was sent, and the instance does not show it yet.`,
    suggestion: 'What was written takes some seconds to show. Run this again: it looks first, and makes nothing twice.',
    again: 'soon',
  });
}

/** Makes what is missing, in order, and tells of each. */
export async function makeMissing(
  work: Work,
  all: readonly Examined[],
  tell: (thing: SampleThing) => void,
): Promise<void> {
  const fresh = new Set<string>();
  for (const { thing, document } of all) {
    if (document !== undefined) continue;
    await makeOne(work, thing, fresh);
    fresh.add(thing.key.id);
    tell(thing);
  }
}

/**
 * Asks the query until its answer shows what is there.
 * @throws SetupError (for now) when it doesn't in time.
 */
export async function answer(work: Work, query: string): Promise<readonly TwinsDocument[]> {
  const last = sample.at(-1);
  if (last === undefined) return [];
  const asked: SampleThing = { ...last, says: 'the query does not show it yet' };
  const rows = await patiently(work, asked, async () => {
    const found = await work.data.query(query);
    return found.length === 0 ? undefined : found;
  });
  if (rows === undefined) throw notShown('The room in the floor');
  return rows;
}
