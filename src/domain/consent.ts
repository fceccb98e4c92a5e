import type { PlanAccount } from './plan.ts';
import type { Resource } from './resource.ts';
import type { Taken } from './right.ts';

/** What was agreed to: by whom, and what would be made. */
export interface Approved {
  readonly planId: string;
  readonly account: PlanAccount;
  readonly resources: readonly Resource[];
}

/** What an instance holds that goes with it; null is what could not be counted. */
export interface DataCount {
  readonly models: number | null;
  readonly twins: number | null;
  readonly relationships: number | null;
  readonly eventRoutes: number | null;
  readonly endpoints: number | null;
  /** Roles of others, given just there. */
  readonly otherAssignments: number | null;
}

/** What was agreed to be taken back: by whom, what, and what goes with it, counted while it could be. */
export interface ApprovedUndo {
  readonly planId: string;
  readonly account: PlanAccount;
  readonly removes: readonly Taken[];
  readonly data: DataCount | null;
}
