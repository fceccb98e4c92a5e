import { isAtOrBelowScope } from '../../domain/names.ts';
import { atStep, InterruptedError, type SetupError } from '../../errors.ts';
import type { Lock } from '../../port/place-rules.ts';
import type { Context, Line } from '../context.ts';
import { type Entry, goingIn, removalOf } from './plan.ts';
import { takeAway } from './take-away.ts';

/** What has become of one thing, by its id. */
export interface Fate {
  readonly status: 'removed' | 'gone' | 'kept' | 'open' | 'failed';
  readonly reason: string;
}

/** What taking back works with. */
export interface Undoing extends Pick<Context, 'steps' | 'azure' | 'memory' | 'clock' | 'signal' | 'tell' | 'timeout'> {
  /** Ids of what an earlier run has taken away. */
  readonly gone: readonly string[];
  /** The person has asked to stop once what is under way is done. */
  stopping(): InterruptedError | undefined;
  /** How a lock that stands in the way is told. */
  lockRefusal(locks: readonly Lock[]): SetupError;
}

/** What is told of a thing while it goes, and when it is gone. */
function lineOf({ thing, title, removal }: Entry, says: string, status: Line['status']): Line {
  const az = removal.kind === 'remove' ? removal.az : [];
  return { id: thing.id, title, status, says, az, evidence: 'checked' };
}

/**
 * Takes back what a plan says, one after the other, each looked at again right before. `fates` is told how far it is, also when it
 * ends early. Gives what takes too long; undefined when all is done.
 * @throws SetupError, with its step, when Azure refuses; InterruptedError when the person wants to stop.
 */
export async function applyUndo(
  context: Undoing,
  entries: readonly Entry[],
  fates: Map<string, Fate>,
): Promise<string | undefined> {
  const { memory, clock } = context;
  const done: Entry[] = [];
  for (const entry of entries) {
    const { thing } = entry;
    if (entry.removal.kind === 'stays') {
      done.push(entry);
      fates.set(thing.id, { status: 'kept', reason: entry.removal.why });
      continue;
    }
    const stop = context.stopping();
    if (stop !== undefined) throw stop;
    const started = clock.now();
    const now = await removalOf(context, thing, goingIn(done));
    const settled = (says: string, fate: Fate): void => {
      fates.set(thing.id, fate);
      const took = Math.round((clock.now() - started) / 1000);
      context.tell({ kind: 'settled', line: { ...lineOf(entry, says, 'done'), took } });
    };
    done.push({ ...entry, removal: now });
    if (now.kind === 'stays') {
      settled(`${now.says} stays: ${now.why}`, { status: 'kept', reason: now.why });
      continue;
    }
    if (now.kind === 'gone') {
      memory.removed(thing.id);
      settled(`${now.says}: gone already`, { status: 'gone', reason: 'gone already' });
      continue;
    }
    fates.set(thing.id, { status: 'failed', reason: now.why });
    const taken = await takeAway(context, thing, now, lineOf(entry, now.says, 'planned'), context.lockRefusal).catch(
      (error: unknown): never => {
        if (error instanceof InterruptedError) fates.set(thing.id, { status: 'open', reason: now.why });
        throw atStep(thing.step, error);
      },
    );
    switch (taken.is) {
      case 'waiting':
        fates.set(thing.id, { status: 'open', reason: taken.says });
        return `${entry.title}: ${taken.says}`;
      case 'kept':
        done.splice(done.length - 1, 1, { ...entry, removal: { kind: 'stays', says: now.says, why: taken.why } });
        settled(`${now.says} stays: ${taken.why}`, { status: 'kept', reason: taken.why });
        break;
      case 'gone':
        settled(`${now.says}: gone already`, { status: 'gone', reason: 'gone already' });
        break;
      case 'removed':
        settled(`${now.says} removed`, { status: 'removed', reason: now.why });
        break;
    }
  }
  await settleWhatWentAlong(context, done, fates);
  return undefined;
}

/** What stayed only because it goes with something else is looked at once more. */
async function settleWhatWentAlong(context: Undoing, done: readonly Entry[], fates: Map<string, Fate>): Promise<void> {
  const gone = goingIn(done);
  for (const { thing, removal } of done) {
    if (removal.kind !== 'stays' || !gone.some((id) => isAtOrBelowScope(thing.id, id))) continue;
    const now = await removalOf(context, thing, gone);
    if (now.kind !== 'gone') continue;
    context.memory.removed(thing.id);
    fates.set(thing.id, { status: 'gone', reason: removal.why });
  }
}
