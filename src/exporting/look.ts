import { steps } from '../../steps/index.ts';
import { timeoutOf } from '../cli/numbers.ts';
import type { Session } from '../cli/session.ts';
import type { EngineEvent } from '../engine/context.ts';
import { NeedsAnswersError } from '../engine/flow.ts';
import { makePlan } from '../engine/make-plan.ts';
import type { Plan } from '../engine/plan.ts';
import { newSession } from '../engine/session.ts';
import { usageError } from '../errors.ts';
import type { Azure } from '../port/azure.ts';
import { memoryOf } from '../state/memory.ts';
import type { SetupRecord } from '../state/set-up-record.ts';
import { systemClock } from '../wizard/clock.ts';

/** What Azure says of a saved set-up: what of it is there, and what would be made. */
export interface Seen {
  readonly azure: Azure;
  readonly plan: Plan;
}

/** What a set-up says of itself on the way; here only what the sign-in needs is said. */
const talk: ReadonlySet<EngineEvent['kind']> = new Set(['answered', 'signed-in', 'refused']);

/**
 * Looks at Azure as the set-up itself does before it does anything: with the answers that are saved, asking nobody.
 * @throws SetupError when it can't look, or the set-up isn't answered far enough to be planned.
 */
export async function lookAt(session: Session, record: SetupRecord, azure: Azure): Promise<Seen> {
  const { target, screen, signal, line, answers, machine } = session;
  const memory = memoryOf({ ...record, answers: { ...record.answers, ...answers } }, undefined, Date.now);
  const context = {
    steps,
    azure,
    machine,
    cloud: target.cloud,
    memory,
    prompter: undefined,
    tell: (event: EngineEvent) => {
      if (!talk.has(event.kind)) screen.tell(event);
    },
    clock: systemClock,
    signal,
    waits: false,
    timeout: timeoutOf(line.options),
  };
  try {
    return { azure, plan: await makePlan(context, newSession()) };
  } catch (error) {
    if (!(error instanceof NeedsAnswersError)) throw error;
    const open = error.questions.map(({ asked }) => asked.question.message).join(', ');
    throw usageError(
      'not-answered',
      `This set-up isn't answered far enough to be written down. Missing: ${open}.`,
      'Run adt-setup and answer them; nothing is created before you say so.',
    );
  } finally {
    screen.rest();
  }
}

/** Whether there is something to write down although nobody can look at Azure now. */
export function canBeSaid({ made, approved, facts }: SetupRecord): boolean {
  return made.length > 0 || (approved?.resources.length ?? 0) > 0 || facts.resourceId !== undefined;
}
