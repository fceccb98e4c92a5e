import type { PlanAccount } from './plan.ts';
import type { Resource } from './resource.ts';

/** What was agreed to: by whom, and what would be made. */
export interface Approved {
  readonly planId: string;
  readonly account: PlanAccount;
  readonly resources: readonly Resource[];
}
