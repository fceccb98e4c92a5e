import { SetupError } from '../../src/errors.ts';
import { birthOf } from '../../src/first-steps/compare.ts';
import type { Ledger } from '../../src/first-steps/ledger.ts';
import { query, type SampleThing, sample } from '../../src/first-steps/sample.ts';
import type { Work } from '../../src/first-steps/work.ts';
import type { Removal, TwinsData, TwinsDocument, TwinsKey } from '../../src/port/twins.ts';

/** An instance of a few things. `lag`: looks that don't see yet what was just written. */
export interface FakeTwins extends TwinsData {
  readonly things: Map<string, TwinsDocument>;
  /** What was sent, in order: "make first-steps-room". */
  readonly writes: string[];
}

export function fakeTwins(lag = 0, change: Partial<TwinsData> = {}): FakeTwins {
  const things = new Map<string, TwinsDocument>();
  const writes: string[] = [];
  const hidden = new Map<string, number>();
  let version = 0;
  const isSeen = (id: string): boolean => {
    const left = hidden.get(id) ?? 0;
    hidden.set(id, left - 1);
    return left <= 0;
  };
  const stored = (key: TwinsKey, document: TwinsDocument): TwinsDocument =>
    key.kind === 'model'
      ? { id: key.id, decommissioned: false, uploadTime: `time ${version}`, model: document }
      : { ...document, $etag: `W/"${version}"` };
  const related = (twin: string): readonly string[] =>
    [...things].filter(([, each]) => each['$targetId'] === twin || each['$sourceId'] === twin).map(([id]) => id);
  return {
    things,
    writes,
    find: ({ id }) => Promise.resolve(isSeen(id) ? things.get(id) : undefined),
    make(key, document) {
      if (things.has(key.id)) return Promise.resolve('there-already');
      version += 1;
      writes.push(`make ${key.id}`);
      const ends = key.kind === 'relationship' ? { $sourceId: key.source } : {};
      things.set(key.id, stored(key, { ...document, ...ends }));
      hidden.set(key.id, lag);
      return Promise.resolve('made');
    },
    remove({ id, kind }, etag): Promise<Removal> {
      const there = things.get(id);
      if (there === undefined) return Promise.resolve('gone');
      if (kind !== 'model' && etag !== there['$etag']) return Promise.resolve('changed');
      if (kind === 'twin' && related(id).length > 0) return Promise.resolve('needed');
      writes.push(`remove ${id}`);
      things.delete(id);
      return Promise.resolve('removed');
    },
    relationshipsAt: (twin) => Promise.resolve(related(twin)),
    query(text) {
      if (text === query)
        return Promise.resolve(things.has('first-steps-floor-contains-room') ? [{ room: 'Meeting room' }] : []);
      const model = /IS_OF_MODEL\(T, '(.*?)'\)/.exec(text)?.[1];
      const own = sample.map(({ key }) => key.id);
      const of = ({ $metadata }: TwinsDocument): unknown => ($metadata as { $model?: string } | undefined)?.$model;
      return Promise.resolve(
        [...things].filter(([id, each]) => of(each) === model && !own.includes(id)).map(([, each]) => each),
      );
    },
    ...change,
  };
}

/** A ledger in memory, which outlives a run. */
export function fakeLedger(): Ledger & { readonly all: Map<string, string> } {
  const all = new Map<string, string>();
  let making: string | undefined;
  return {
    all,
    begun: (id) => making === id,
    birth: (id) => all.get(id),
    making: (id) => (making = id),
    made(id, birth) {
      making = undefined;
      all.set(id, birth);
    },
    forget(id) {
      if (making === id) making = undefined;
      all.delete(id);
    },
  };
}

/** Work on them, with a clock that moves only when somebody waits. */
export function workOn(data: TwinsData, ledger: Ledger = fakeLedger()): Work & { waited(): number } {
  let now = 0;
  return {
    data,
    ledger,
    clock: {
      now: () => now,
      wait: (milliseconds) => {
        now += milliseconds;
        return Promise.resolve();
      },
    },
    signal: new AbortController().signal,
    working: () => undefined,
    waited: () => now / 1000,
  };
}

/** A thing of the sample by its id. */
export function thing(id: string): SampleThing {
  const found = sample.find(({ key }) => key.id === id);
  if (found === undefined) throw new Error(`no ${id} in the sample`);
  return found;
}

/** A refusal of the instance. */
export function refusal(httpStatus: number): SetupError {
  return new SetupError({ ending: 'refused', code: 'refused', message: 'no', suggestion: '', httpStatus });
}

/** Somebody changes a twin. */
export function patch(data: FakeTwins, id: string, change: TwinsDocument): void {
  const before = data.things.get(id) ?? {};
  data.things.set(id, { ...before, ...change, $etag: `${birthOf(thing(id), before)}+` });
}
