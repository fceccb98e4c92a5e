import type { Plan } from '../engine/plan.ts';
import type { Session } from '../engine/session.ts';

/** What a run is to do, and what it may do without asking. */
export interface Order {
  /** Look and show only. */
  readonly preview: boolean;
  /** Show the plan and ask before anything is done, also where it was approved before. */
  readonly review: boolean;
  /** `--yes`: whatever the plan says is agreed to. */
  readonly yes: boolean;
  /** `--plan`: the plan of this id is agreed to, and no other. */
  readonly planId?: string | undefined;
  /** The plan to begin with, and what was asked for it, where one was made before: of a row of a list. */
  readonly planned?: { readonly plan: Plan; readonly session: Session };
  /** From now on writes are allowed and progress is saved: the person wants the preview carried out. */
  beginForReal(): void | Promise<void>;
}
