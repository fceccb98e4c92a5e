import type { EngineEvent, Line } from '../engine/context.ts';
import type { Plan } from '../engine/plan.ts';
import { SetupError } from '../errors.ts';
import type { Report } from '../step/report.ts';
import type { AnyStep } from '../step/step.ts';

/** Remembers how far a run came, for the report of one that was interrupted or refused. */
export interface Progress {
  tell(event: EngineEvent): void;
  planned(plan: Plan): void;
  lines(error: unknown): readonly Line[];
  report(): Partial<Report>;
  planId(): string | undefined;
}

export function progressOf(steps: readonly AnyStep[]): Progress {
  const settled = new Map<string, Line>();
  let plan: Pick<Plan, 'lines' | 'report' | 'id'> | undefined;
  return {
    tell(event) {
      if (event.kind === 'settled') settled.set(event.line.id, event.line);
    },
    planned({ lines, report, id }) {
      plan = { lines, report, id };
    },
    lines: (error) =>
      steps.map((step): Line => {
        const line = settled.get(step.id) ?? plan?.lines.find((each) => each.id === step.id);
        if (error instanceof SetupError && error.step === step.id) {
          return { ...(line ?? unknown(step)), status: 'failed', says: error.message };
        }
        return line ?? unknown(step);
      }),
    report: () => plan?.report ?? {},
    planId: () => plan?.id,
  };
}

function unknown(step: AnyStep): Line {
  return { id: step.id, title: step.title, status: 'open', says: 'not looked at yet', az: [], evidence: 'unknown' };
}
