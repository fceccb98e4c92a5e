import { dirname } from 'node:path';
import { steps } from '../../steps/index.ts';
import { timeoutOf } from '../cli/numbers.ts';
import type { Session } from '../cli/session.ts';
import type { Context } from '../engine/context.ts';
import { NeedsAnswersError } from '../engine/flow.ts';
import type { Plan } from '../engine/plan.ts';
import { InterruptedError, SetupError } from '../errors.ts';
import type { Azure } from '../port/azure.ts';
import type { SavedMemory } from '../state/memory.ts';
import type { Work } from '../state/work-on.ts';
import { helpersOf } from '../step/hand-over.ts';
import { viewOn } from '../terminal/view.ts';
import { carryOnCommand } from './carry-on.ts';
import { systemClock } from './clock.ts';
import { handOverText, refusedHandOver, writeHandOver } from './hand-over.ts';
import type { Order } from './order.ts';
import { withPractice } from './practice.ts';
import { type Progress, progressOf } from './progress.ts';
import { showReady } from './ready.ts';
import type { Result } from './result.ts';
import { saveList as saveListOf, savePlan } from './save-plan.ts';
import type { Chosen } from './saved/choose-setup.ts';
import type { RowValues } from './several/list-text.ts';
import type { View } from './view.ts';
import { wizard } from './wizard.ts';

/** Walks the wizard through a set-up, and tells how it ended. */
export async function walk(
  session: Session,
  chosen: Chosen,
  work: Work,
  { preview, planId }: Pick<Order, 'preview' | 'planId'>,
): Promise<Result> {
  const { memory } = work;
  memory.keepAll(session.answers);
  let mayWrite = !preview;
  const azure = await session.azure(() => mayWrite);
  const beginForReal = async (): Promise<void> => {
    await work.begin();
    mayWrite = true;
  };
  const progress = progressOf(steps);
  const handOver: View['handOver'] = (handOvers, report) => {
    const text = handOverText(handOvers, carryOnCommand(session, memory.file()));
    return writeHandOver(text, report.name ?? memory.id, [process.cwd(), session.target.setups]);
  };
  const saved = (plan: Plan): readonly string[] =>
    savePlan(plan, session.target.cloud, [process.cwd(), session.target.setups]);
  const saveList = chosen.isNew
    ? (rows: readonly RowValues[]): string =>
        saveListOf(rows, session.line.command.questions, [process.cwd(), dirname(session.target.setups)])
    : undefined;
  const view = viewOn(session, { azure, planned: progress.planned, handOver, savePlan: saved, saveList });
  const rest = (): Pick<Result, 'requests' | 'stateFile'> => ({ requests: azure.requests, stateFile: memory.file() });
  try {
    const yes = session.line.options.yes !== undefined;
    const order = { preview, review: chosen.review, yes, planId, beginForReal };
    const ended = await wizard(contextOf(session, azure, memory, progress), view, order);
    session.screen.rest();
    if (ended.outcome === 'ready') showReady(session, azure, memory, ended);
    return { ...ended, ...rest() };
  } catch (error) {
    session.screen.rest();
    const result = { ...failure(error, progress), ...rest() };
    return withHandOver(result, handOver);
  }
}

const directoryQuestion = steps.flatMap((step) => step.questions).find(({ subject }) => subject === 'directory');

/** What the engine works with in a run. */
export function contextOf(session: Session, azure: Azure, memory: SavedMemory, progress: Progress): Context {
  const { line, screen, target, prompter, machine } = session;
  const { cloud } = target;
  return {
    steps,
    azure,
    machine,
    cloud,
    memory,
    prompter:
      prompter && !cloud.practice
        ? withPractice(prompter, { directory: directoryQuestion, keep: (key, answer) => memory.keep(key, answer) })
        : prompter,
    tell: (event) => {
      progress.tell(event);
      screen.tell(event);
    },
    clock: systemClock,
    signal: session.signal,
    waits: line.options['no-wait'] === undefined,
    timeout: timeoutOf(line.options),
  };
}

/** What a refused step leaves to somebody else is written down; a preview, and a set-up that is saved nowhere, leaves no files. */
function withHandOver(result: Result, handOver: View['handOver']): Result {
  const { error, lines, report, stateFile } = result;
  const line = lines.find((each) => each.id === error?.step);
  if (error?.ending !== 'handover' || line === undefined || stateFile === undefined) return result;
  const handOvers = [error.handOver ?? refusedHandOver(error, line, report)];
  const handOverFile = handOver(handOvers, report);
  return { ...result, outcome: 'handover', handOverFile, helpers: helpersOf(handOvers) };
}

/** Turns what the wizard throws into a result; a defect goes on to be reported as one. */
export function failure(error: unknown, progress: Progress): Omit<Result, 'requests' | 'stateFile'> {
  const known = { lines: progress.lines(error), report: progress.report(), planId: progress.planId() };
  if (error instanceof InterruptedError) return { outcome: 'interrupted', ...known, signal: error.signal };
  if (error instanceof NeedsAnswersError) return { outcome: 'needs-answers', ...known, questions: error.questions };
  if (error instanceof SetupError) return { outcome: 'failed', ...known, error };
  throw error;
}
