import { dirname } from 'node:path';
import { readAnswersFile } from '../cli/answers-file.ts';
import type { CommandLine } from '../cli/command.ts';
import { readEnvironment } from '../cli/command-line.ts';
import { timeoutOf } from '../cli/numbers.ts';
import { openTarget } from '../cli/target.ts';
import type { Process } from '../local/process.ts';
import { stateDirectory } from '../state/places.ts';
import type { Question } from '../step/question.ts';
import { renderingOf } from '../terminal/rendering.ts';
import { terminalOf } from '../terminal/terminal.ts';
import { commandLine } from '../text/shell.ts';
import { PractiseError, withPractice } from './practise.ts';
import { exitCodeOf, jsonOf } from './result.ts';

/** The set-up, in Azure or in the sandbox; whoever chooses to practise on the way begins again in the sandbox. */
export async function setUp(
  line: CommandLine,
  questions: readonly Question[],
  host: Process,
  signal: AbortSignal,
): Promise<number> {
  timeoutOf(line.options);
  try {
    return await setUpIn(line.options.sandbox, line, questions, host, signal);
  } catch (error) {
    if (error instanceof PractiseError) return await setUpIn(error.scenario, line, questions, host, signal);
    throw error;
  }
}

async function setUpIn(
  scenario: string | undefined,
  line: CommandLine,
  questions: readonly Question[],
  host: Process,
  signal: AbortSignal,
): Promise<number> {
  const { options } = line;
  const file = options.answers === undefined ? {} : readAnswersFile(options.answers, questions);
  const answers = { ...file, ...readEnvironment(host.env, questions), ...line.answers };
  const terminal = terminalOf(host, host.env, renderingOf(options));
  const place = await openTarget(options, scenario, stateDirectory(host.env));
  const { screenOn } = await import('../terminal/screen.ts');
  const screen = screenOn(terminal);
  const { keyboardOn } = await import('../terminal/keyboard.ts');
  const keyboard = keyboardOn(host, terminal.interactive, screen.rest);
  keyboard.hold();
  try {
    const { greeting } = await import('../terminal/greeting.ts');
    if (!terminal.quiet) screen.print(greeting(place.cloud, terminal.style, terminal.width() - 1));
    const { prompterOn } = await import('../terminal/prompter.ts');
    const prompter = terminal.interactive ? prompterOn(terminal, signal, keyboard, screen.rest) : undefined;
    const { run } = await import('./run.ts');
    const result = await run({
      cloud: place.cloud,
      line,
      answers,
      questions,
      terminal,
      screen,
      keyboard,
      prompter: prompter && scenario === undefined ? withPractice(prompter) : prompter,
      setupsDirectory: place.setups,
      environment: host.env,
      signal,
      target: place.argv,
      lastResort: (text) => void host.stderr.write(text),
      trace: (text) => {
        screen.rest();
        host.stderr.write(`${text}\n`);
      },
    });
    const { endingLines } = await import('../terminal/ending.ts');
    // Also a file that progress was rescued to must be named.
    const { stateFile } = result;
    const isNamed = options.state !== undefined || (stateFile !== undefined && dirname(stateFile) !== place.setups);
    const state = isNamed ? ['--state', stateFile ?? options.state ?? ''] : [];
    const carryOn = commandLine(['adt-setup', ...place.argv, ...state]);
    screen.print(endingLines(result, terminal.style, terminal.width() - 1, carryOn));
    if (options.json !== undefined) host.stdout.write(`${JSON.stringify(jsonOf(result))}\n`);
    return exitCodeOf(result);
  } finally {
    screen.rest();
    keyboard.free();
    await place.close();
  }
}
