import type { Context } from '../../engine/context.ts';
import type { Deployment, DeploymentKey, Operation } from '../../port/deployments.ts';
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

/** How the following of a deployment ended. */
export type Followed = {
  /** The last that was known of what it has begun. */
  readonly operations: readonly Operation[] | undefined;
} & (
  | { readonly is: 'over'; readonly deployment: Deployment; readonly wasCancelled: boolean }
  /** It is not known any more: somebody has deleted its record. */
  | { readonly is: 'gone' }
  /** It goes on; `why`: it could not be cancelled. */
  | { readonly is: 'left'; readonly why?: unknown }
  /** It takes longer than was to be waited for. */
  | { readonly is: 'late' }
);
