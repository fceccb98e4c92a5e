import type { CommandLine } from '../cli/command.ts';
import { invoked } from '../cli/invocation.ts';
import { planOption } from '../cli/plan-option.ts';
import { type Session, withSession } from '../cli/session.ts';
import { shownPath } from '../local/home.ts';
import type { Process } from '../local/process.ts';
import { type Stopper, stopperOn } from '../local/stopper.ts';
import { checkEngine } from '../many/engine.ts';
import type { Cloud } from '../port/cloud.ts';
import { stateDirectory } from '../state/folders.ts';
import { prefer, preferencesIn } from '../state/preferences.ts';
import { endingLines } from '../terminal/ending.ts';
import { greeting } from '../terminal/greeting.ts';
import { hang } from '../terminal/layout.ts';
import { commandLine } from '../text/shell.ts';
import { carryOnCommand } from './carry-on.ts';
import { PracticeError } from './practice.ts';
import { exitCodeOf, jsonOf } from './result.ts';

/** The set-up, in Azure or in the sandbox; a person who chooses to practice on the way begins again in the sandbox. */
export async function setUp(line: CommandLine, host: Process, signal: AbortSignal): Promise<number> {
  const planId = planOption(line.options);
  checkEngine(line.options);
  const stop = stopperOn(host, signal);
  const inScenario = (scenario: string | undefined): Promise<number> =>
    withSession({ line, host, signal: stop.signal, scenario, patience: 3600, asks: true }, (session) =>
      setUpIn(session, planId, stop),
    );
  try {
    return await inScenario(line.options.sandbox);
  } catch (error) {
    if (error instanceof PracticeError) return await inScenario(error.scenario);
    throw error;
  } finally {
    stop.end();
  }
}

async function setUpIn(session: Session, planId: string | undefined, stop: Stopper): Promise<number> {
  const { line, target, terminal, screen, prompter, environment } = session;
  const width = terminal.width() - 1;
  const promise = promiseOf(target.cloud, line.options, prompter !== undefined);
  if (!terminal.quiet) screen.show(greeting(target.cloud, promise, terminal.style, width));
  if (prompter !== undefined) screen.show(keptMode(session, width));
  if (session.list !== undefined)
    return await (await import('../many/set-up-many.ts')).setUpMany(session, session.list, { planId, stop });
  const { run } = await import('./run.ts');
  const result = await run(session, planId);
  screen.print(
    endingLines(result, terminal.style, width, {
      command: carryOnCommand(session, result.stateFile),
      unasked: terminal.unasked,
      shown: (path) => shownPath(path, environment),
    }),
  );
  session.document(() => jsonOf(result));
  return exitCodeOf(result);
}

/** Keeps a choice of plain lines, or of drawn ones again, for the next runs, and says so. */
function keptMode({ line, environment }: Session, width: number): readonly string[] {
  const { accessible, 'dry-run': preview } = line.options;
  const [base, isWanted] = [stateDirectory(environment), accessible !== 'no'];
  if (accessible === undefined || preview !== undefined || preferencesIn(base).accessible === isWanted) return [];
  if (!prefer(base, { accessible: isWanted }))
    return hang('', `${base} can't be written to: this choice is for now only.`, width);
  const say = (text: string): readonly string[] => hang('', text, width);
  if (!isWanted) return say('Lists are drawn again, in the next runs too.');
  return [
    ...say('Plain lines are kept for the next runs. For drawn lists again:'),
    `  ${commandLine(invoked(environment, ['--accessible=no']))}`,
    '',
  ];
}

/** What is true of this run: who agrees to what is done. */
function promiseOf(
  { practice }: Cloud,
  { yes, plan, 'dry-run': preview }: CommandLine['options'],
  asks: boolean,
): string {
  if (practice) return 'in the sandbox on this computer: no account, no cost';
  if (preview !== undefined) return 'a preview: nothing is changed';
  if (plan !== undefined) return `does the plan ${plan}, or nothing`;
  if (yes !== undefined) return 'does what it plans, as --yes says';
  return asks ? 'nothing is created until you say so' : 'shows the plan, and changes nothing: nobody can be asked';
}
