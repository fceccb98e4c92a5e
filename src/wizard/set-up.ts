import type { CommandLine } from '../cli/command.ts';
import { invoked } from '../cli/invocation.ts';
import { planOption } from '../cli/plan-option.ts';
import { type Session, withSession } from '../cli/session.ts';
import { shownPath } from '../local/home.ts';
import type { Process } from '../local/process.ts';
import { type Stopper, stopperOn } from '../local/stopper.ts';
import { checkEngine } from '../many/engine.ts';
import { stateDirectory } from '../state/directory.ts';
import { prefer, preferencesIn } from '../state/preferences.ts';
import { endingLines } from '../terminal/ending.ts';
import { greeting } from '../terminal/greeting.ts';
import { hang } from '../terminal/layout.ts';
import { promiseOf } from '../terminal/promise.ts';
import type { Screen } from '../terminal/screen.ts';
import { commandLine } from '../text/shell.ts';
import { carryOnCommand } from './carry-on.ts';
import { PracticeError } from './practice.ts';
import { exitCodeOf, jsonOf } from './result.ts';
import { ListError } from './several/list-error.ts';

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
  const alike = signedInOnce(session);
  const result = await run(alike, planId).catch((error: unknown) => {
    if (error instanceof ListError) return error;
    throw error;
  });
  if (result instanceof ListError) return await setUpList(alike, result.file, stop);
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

/** The session with one sign-in for all that it does: what opens Azure last says whether it may write. */
function signedInOnce(session: Session): Session {
  let allowsWrites = (): boolean => false;
  let opened: ReturnType<Session['azure']> | undefined;
  return {
    ...session,
    azure: (allowed) => {
      allowsWrites = allowed;
      opened ??= session.azure(() => allowsWrites());
      return opened;
    },
  };
}

/** Sets up the list that was written down on the way, as if the run had begun with it. */
async function setUpList(session: Session, file: string, stop: Stopper): Promise<number> {
  const { readAnswersFile } = await import('../cli/answers-file.ts');
  const { list } = readAnswersFile(file, session.line.command.questions);
  if (list === undefined) throw new Error(`${file} holds no list`);
  const { setUpMany } = await import('../many/set-up-many.ts');
  // Who is signed in was said before.
  const tell: Screen['tell'] = (event) => (event.kind === 'signed-in' ? undefined : session.screen.tell(event));
  const onward = { ...session, answers: {}, list, screen: { ...session.screen, tell } };
  return await setUpMany(onward, list, { planId: undefined, stop });
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
