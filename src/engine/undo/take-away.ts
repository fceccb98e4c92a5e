import { isAtOrBelowScope } from '../../domain/names.ts';
import { SetupError } from '../../errors.ts';
import type { Lock } from '../../port/place-rules.ts';
import type { MadeThing, Removal } from '../../step/removal.ts';
import type { Context, Line } from '../context.ts';

type Removing = Extract<Removal, { kind: 'remove' }>;

/** What came of a deletion. `waiting`: it takes too long; the next run goes on. */
export type TakenAway =
  | { readonly is: 'removed' }
  /** It was gone before anything was sent. */
  | { readonly is: 'gone' }
  | { readonly is: 'kept'; readonly why: string }
  | { readonly is: 'waiting'; readonly says: string };

/** Milliseconds between looks: quick at first, then slowly less often. */
function pause(looks: number): number {
  return Math.min(200 * 1.6 ** looks, 3000 + looks * 50, 10_000);
}

/** Seconds for which a refusal as locked is waited out where no lock is left: Azure forgets a lock a little late. */
const lockLingers = 60;

/** Seconds that the list of a group may show what is gone. */
const listLingers = 300;

/** The locks that stand in the way of a deletion: above it, on it, or on something in it. */
export function locksAround(locks: readonly Lock[], id: string): readonly Lock[] {
  return locks.filter(({ scope }) => isAtOrBelowScope(id, scope) || isAtOrBelowScope(scope, id));
}

type Doing = Pick<Context, 'azure' | 'memory' | 'clock' | 'signal' | 'tell' | 'timeout'>;

/**
 * Deletes one thing by its exact id, and looks until it itself says that it is gone. What Azure answers to the deletion is no proof:
 * neither that it confirms, nor that it refuses what is gone already.
 * @throws SetupError when Azure refuses, and it is still there.
 */
export async function takeAway(
  context: Doing,
  thing: MadeThing,
  removal: Removing,
  line: Line,
  lockRefusal: (locks: readonly Lock[]) => SetupError,
): Promise<TakenAway> {
  const { azure, memory, clock } = context;
  const entered = clock.now();
  const longest = (context.timeout ?? removal.longest) * 1000;
  let sentAt: number | undefined;
  let wasLeaving = false;
  let lockedSince: number | undefined;
  let heldSince: number | undefined;
  let refusal: SetupError | undefined;
  let doing = removal.doing;
  for (let looks = 0; ; looks += 1) {
    const seen = await removal.look();
    if (seen === 'absent') {
      memory.removed(thing.id);
      return { is: sentAt === undefined && !wasLeaving ? 'gone' : 'removed' };
    }
    if (seen === 'there' && wasLeaving) throw rolledBack(line, refusal);
    wasLeaving ||= seen === 'under-way';
    const isDue = seen === 'there' && (sentAt === undefined || refusal !== undefined);
    if (isDue) {
      const before = (await removal.before?.()) ?? { is: 'free' };
      if (before.is === 'stay') return { is: 'kept', why: before.why };
      if (before.is === 'wait') {
        doing = before.says;
        heldSince ??= clock.now();
        if (clock.now() - heldSince >= Math.min(listLingers * 1000, longest)) return { is: 'waiting', says: doing };
      } else {
        doing = removal.doing;
        memory.removing(thing, clock.now());
        refusal = await attempt(context, removal);
        sentAt ??= clock.now();
        if (refusal?.code === 'ScopeLocked') {
          lockedSince ??= clock.now();
          const left = locksAround((await azure.locks(thing.id.split('/')[2] ?? '')) ?? [], thing.id);
          if (left.length > 0) throw lockRefusal(left);
          if (clock.now() - lockedSince >= lockLingers * 1000) throw lingering(refusal);
        } else if (refusal !== undefined && !mayPass(refusal) && (await removal.look()) === 'there') throw refusal;
      }
    }
    const elapsed = Math.round((clock.now() - entered) / 1000);
    const state = seen === 'under-way' ? 'Deleting' : undefined;
    context.tell({
      kind: 'working',
      line,
      doing,
      state,
      elapsed,
      note: refusal?.message,
      goesOn: sentAt !== undefined,
    });
    if (clock.now() - entered >= longest) {
      if (refusal !== undefined) throw refusal;
      return { is: 'waiting', says: `${removal.doing}; it is still there` };
    }
    await clock.wait(pause(looks), context.signal);
  }
}

/** Sends the deletion; gives the refusal, if there is one: whether it is one, a look at the thing itself tells. */
async function attempt({ azure }: Doing, { removes }: Removing): Promise<SetupError | undefined> {
  try {
    await azure.remove(removes.kind, removes.id);
    return undefined;
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
}

/** An outage, a lost answer, throttling: the same request may do later. */
function mayPass({ ending }: SetupError): boolean {
  return ending === 'forNow';
}

function lingering(cause: SetupError): SetupError {
  return new SetupError(
    {
      ending: 'forNow',
      code: 'lock-lingers',
      message: 'Azure still refuses to delete it as locked, though no lock is left on it.',
      suggestion: 'A lock that was taken away counts for a while longer. Run this again in a minute or two.',
      httpStatus: cause.httpStatus,
      correlationId: cause.correlationId,
    },
    cause,
  );
}

function rolledBack({ title }: Line, cause: SetupError | undefined): SetupError {
  return new SetupError(
    {
      ending: 'forNow',
      code: 'deletion-rolled-back',
      message: `${title}: Azure began to delete it, could not finish, and left it as it was.`,
      suggestion:
        'Run this again in some minutes. If it happens again, its activity log in the portal says what is in the way.',
    },
    cause,
  );
}
