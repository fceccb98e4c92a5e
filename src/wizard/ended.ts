import type { Applied } from '../engine/apply.ts';
import type { Plan } from '../engine/plan.ts';

/** How the wizard ended, errors apart. `left`: the person stopped at the plan. `needs-approval`: nobody could agree to it. */
export interface Ended {
  readonly outcome: Applied['outcome'] | 'planned' | 'left' | 'needs-approval';
  readonly lines: Applied['lines'];
  readonly report: Applied['report'];
  /** Of the plan that it ended with. */
  readonly planId: string | undefined;
  readonly handOverFile?: string;
  /** Whom to send it to, as far as it is known. */
  readonly helpers?: readonly string[];
}

/** Ended with a plan as it is. */
export function endedWith(outcome: Ended['outcome'], plan: Plan): Ended {
  return { outcome, lines: plan.lines, report: plan.report, planId: plan.id };
}
