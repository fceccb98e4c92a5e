import type { Context } from '../../engine/context.ts';
import type { DeploymentKey, Operation } from '../../port/deployments.ts';
import type { SavedMemory } from '../../state/memory.ts';
import type { Deploying } from '../../state/set-up-record.ts';

/** What of a list is in a deployment that was sent: a row of it, whether it was sent now or by an earlier run. */
export interface Member {
  readonly name: string;
  /** Canonical name of its region; empty where it isn't known. */
  readonly region: string;
  readonly deploying: Deploying;
  readonly memory: SavedMemory;
  readonly context: Context;
}

/** A deployment that was sent, and the rows in it. */
export interface Running extends DeploymentKey {
  readonly correlationId: string;
  readonly members: readonly Member[];
}

/** Ids, in lower case, of what a deployment makes for a row, and of the deployment in its group. */
export function idsOf({ nested, things }: Deploying): ReadonlySet<string> {
  return new Set([nested, ...things.map(({ id }) => id)].map((id) => id.toLowerCase()));
}

/** How far a row is: `waits` for its group, or for its turn. */
export interface MemberState {
  /** What tells the row from others: the id of the deployment in its group. */
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly is: 'waits' | 'under-way' | 'made' | 'failed';
}

/** How far the rows are, by what has begun. What isn't listed has not begun; a list that can't be read leaves all open. */
export function statesOf(
  members: readonly Member[],
  operations: readonly Operation[] | undefined,
): readonly MemberState[] {
  const known = new Map((operations ?? []).map((each) => [each.target.toLowerCase(), each]));
  return members.map(({ name, region, deploying }): MemberState => {
    const own = [...idsOf(deploying)].flatMap((id) => known.get(id) ?? []);
    const id = deploying.nested.toLowerCase();
    const nested = known.get(id);
    if (own.some(({ state }) => /^(failed|canceled)$/i.test(state))) return { id, name, region, is: 'failed' };
    if (nested?.isOver === true) return { id, name, region, is: 'made' };
    return { id, name, region, is: own.length === 0 ? 'waits' : 'under-way' };
  });
}
