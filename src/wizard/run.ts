import { steps } from '../../steps/index.ts';
import { clouds } from '../azure/clouds.ts';
import { liveAzure } from '../azure/live.ts';
import type { CommandLine } from '../cli/command.ts';
import { environmentNotes, refuseLeaks } from '../cli/environment.ts';
import { timeoutOf } from '../cli/numbers.ts';
import { trafficListener } from '../cli/traffic-log.ts';
import type { Answer, Context } from '../engine/context.ts';
import { NeedsAnswersError } from '../engine/flow.ts';
import { lookEverySeconds } from '../engine/watch.ts';
import { InterruptedError, SetupError } from '../errors.ts';
import type { Azure } from '../port/azure.ts';
import type { Cloud } from '../port/cloud.ts';
import type { SavedMemory } from '../state/memory.ts';
import { rescueFolders, workOn } from '../state/work-on.ts';
import type { Question } from '../step/question.ts';
import { endPage, shortEndPage } from '../terminal/end-page.ts';
import type { Keyboard } from '../terminal/keyboard.ts';
import { hang } from '../terminal/layout.ts';
import type { Screen } from '../terminal/screen.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { viewOn } from '../terminal/view.ts';
import type { Argv } from '../text/argv.ts';
import { safe } from '../text/safe.ts';
import { type Chosen, chooseSetup } from './choose-setup.ts';
import { systemClock } from './clock.ts';
import { movedElsewhere } from './elsewhere.ts';
import { handOverText, helpersOf, refusedHandOver, writeHandOver } from './hand-over.ts';
import { progressOf } from './progress.ts';
import type { Result } from './result.ts';
import { sameAgain } from './same-again.ts';
import type { WizardPrompter } from './view.ts';
import { wizard } from './wizard.ts';
import { answerAbout } from './words.ts';

/** Everything that one run works with. */
export interface Run {
  readonly cloud: Cloud;
  readonly line: CommandLine;
  readonly answers: Readonly<Record<string, Answer>>;
  readonly questions: readonly Question[];
  readonly terminal: Terminal;
  readonly screen: Screen;
  readonly keyboard: Keyboard;
  readonly prompter: WizardPrompter | undefined;
  readonly setupsDirectory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Shows progress that can be saved nowhere. */
  lastResort(text: string): void;
  /** Shows one line about a request. */
  trace(line: string): void;
  /** What the command line that repeats the set-up begins with: `--sandbox`, `--cloud NAME`. */
  readonly target: Argv;
}

const noRequests = { reads: 0, writes: 0 };

/** Chooses the set-up, walks the wizard, shows the end. Never throws what the contract has an exit code for. */
export async function run(run: Run): Promise<Result> {
  const { line, screen, prompter } = run;
  const isPreview = line.options['dry-run'] !== undefined;
  const say = (text: string): void => screen.print(['', ...hang('', safe(text), run.terminal.width() - 1)]);
  refuseLeaks(run.environment, run.cloud, Object.values(clouds));
  if (!run.terminal.quiet) environmentNotes(run.environment, process.getuid?.(), process.execArgv).forEach(say);
  const wanted = {
    cloud: run.cloud.name,
    stateFile: line.options.state,
    directory: run.setupsDirectory,
    answers: run.answers,
    fresh: line.options.fresh !== undefined,
    now: new Date(),
    steps,
  };
  const chosen = await chooseSetup(wanted, isPreview ? undefined : prompter, say);
  if (chosen === undefined) {
    return { outcome: 'left', lines: [], report: {}, requests: noRequests, stateFile: undefined };
  }
  const moved = movedElsewhere(
    chosen.record,
    answerAbout(chosen.record, run.questions, 'subscription'),
    isPreview || prompter !== undefined,
  );
  if (moved !== undefined) say(`Note: ${moved}`);
  const checked = moved === undefined ? chosen : { ...chosen, review: true };
  const rescue = {
    folders: rescueFolders(run.setupsDirectory, run.environment['HOME'] ?? run.environment['USERPROFILE']),
    print: run.lastResort,
  };
  const { memory, begin, end } = await workOn({ ...checked, preview: isPreview, rescue, say }, Date.now);
  try {
    return await withMemory(run, checked, memory, begin);
  } finally {
    await end();
  }
}

async function withMemory(run: Run, chosen: Chosen, memory: SavedMemory, begin: () => Promise<void>): Promise<Result> {
  const { line, screen } = run;
  const isPreview = line.options['dry-run'] !== undefined;
  for (const [key, answer] of Object.entries(run.answers)) memory.keep(key, answer);
  let mayWrite = !isPreview;
  const log = trafficListener(line.options, run.trace);
  // A look at Azure that nobody waits for any more must neither go on nor say anything.
  const over = new AbortController();
  const azure = liveAzure({
    cloud: run.cloud,
    tell: screen.tell,
    allowWrites: () => mayWrite,
    timeoutSeconds: timeoutOf(line.options) ?? 3600,
    signal: AbortSignal.any([run.signal, over.signal]),
    environment: run.environment,
    ...(log && { log }),
  });
  const beginForReal = async (): Promise<void> => {
    await begin();
    mayWrite = true;
  };
  try {
    return await session(run, azure, memory, { preview: isPreview, review: needsReview(chosen), beginForReal });
  } finally {
    over.abort();
  }
}

/** What was approved once and has begun is carried on without asking again. */
function needsReview(chosen: Chosen): boolean {
  const hasBegun = chosen.record.making !== null || chosen.record.made.length > 0;
  return chosen.review || !hasBegun;
}

async function session(
  run: Run,
  azure: Azure,
  memory: SavedMemory,
  order: Parameters<typeof wizard>[2],
): Promise<Result> {
  const { line, screen, terminal } = run;
  const { style } = terminal;
  const width = (): number => terminal.width() - 1;
  const progress = progressOf(steps);
  const context: Context = {
    steps,
    azure,
    cloud: run.cloud.name,
    memory,
    prompter: run.prompter,
    tell: (event) => {
      progress.tell(event);
      screen.tell(event);
    },
    clock: systemClock,
    signal: run.signal,
    trusting: run.cloud.name === 'sandbox',
    waits: line.options['no-wait'] === undefined,
    timeout: timeoutOf(line.options),
  };
  const help: Parameters<typeof viewOn>[6] = {
    handOver: (handOvers, report) => {
      const text = handOverText(handOvers, ['adt-setup', ...run.target].join(' '));
      return writeHandOver(text, report.name ?? memory.id, [process.cwd(), run.setupsDirectory]);
    },
    lookEverySeconds: run.cloud.name === 'sandbox' ? 2 : lookEverySeconds,
  };
  const rest = (): Pick<Result, 'requests' | 'stateFile'> => ({ requests: azure.requests, stateFile: memory.file });
  try {
    const ended = await wizard(
      context,
      viewOn(terminal, screen, run.keyboard, run.prompter, azure, progress.planned, help),
      order,
    );
    screen.rest();
    const result: Result = { ...ended, ...rest() };
    if (ended.outcome === 'ready') {
      memory.finish('ready');
      const again = sameAgain(run.questions, memory, ended.report, run.target);
      const ready = {
        report: ended.report,
        links: azure.links,
        sameAgain: again,
        stateFile: memory.file,
        practice: run.cloud.name === 'sandbox',
      };
      screen.print(terminal.quiet ? shortEndPage(ready, style, width()) : endPage(ready, style, width()));
    }
    return result;
  } catch (error) {
    screen.rest();
    const result: Result = {
      ...failure(error, progress.lines(error)),
      report: progress.report(),
      planId: progress.planId(),
      ...rest(),
    };
    const refusal = result.error;
    const line = result.lines.find((each) => each.id === result.error?.step);
    // A preview, and a set-up that is saved nowhere, leaves no files.
    if (refusal?.ending !== 'handover' || line === undefined || memory.file === undefined) return result;
    const handOvers = [refusal.handOver ?? refusedHandOver(refusal, line, result.report)];
    const handOverFile = help.handOver(handOvers, result.report);
    return { ...result, outcome: 'handover', handOverFile, helpers: helpersOf(handOvers) };
  }
}

/** Turns what the wizard throws into a result; a defect goes on to be reported as one. */
function failure(
  error: unknown,
  lines: Result['lines'],
): Pick<Result, 'outcome' | 'lines' | 'error' | 'questions' | 'signal'> {
  if (error instanceof InterruptedError) return { outcome: 'interrupted', lines, signal: error.signal };
  if (error instanceof NeedsAnswersError) return { outcome: 'needs-answers', lines, questions: error.questions };
  if (error instanceof SetupError) return { outcome: 'failed', lines, error };
  throw error;
}
