import { dirname } from 'node:path';
import { readAnswersFile } from './answers-file.ts';
import { type CommandLine, readEnvironment } from './command-line.ts';
import { timeoutOf } from './numbers.ts';
import { openPlace } from './place.ts';
import type { Process } from './process.ts';
import type { Question } from './question.ts';
import { exitCodeOf, jsonOf } from './result.ts';
import { commandLine } from './shell.ts';
import { stateDirectory } from './state/places.ts';
import { renderingOf } from './terminal/rendering.ts';
import { terminalOf } from './terminal/terminal.ts';
import { PractiseError, withPractice } from './wizard/practise.ts';

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
  const place = await openPlace(options, scenario, stateDirectory(host.env));
  const { screenOn } = await import('./terminal/screen.ts');
  const screen = screenOn(terminal);
  const { handsOn } = await import('./terminal/hands.ts');
  const hands = handsOn(host, terminal.interactive, screen.rest);
  hands.hold();
  try {
    const { greeting } = await import('./terminal/greeting.ts');
    if (!terminal.quiet) screen.print(greeting(place.cloud, terminal.style, terminal.width() - 1));
    const { person } = await import('./terminal/ask.ts');
    const somebody = terminal.interactive ? person(terminal, signal, hands, screen.rest) : undefined;
    const { run } = await import('./run.ts');
    const result = await run({
      cloud: place.cloud,
      line,
      answers,
      questions,
      terminal,
      screen,
      hands,
      person: somebody && scenario === undefined ? withPractice(somebody) : somebody,
      setupsDirectory: place.setups,
      environment: host.env,
      signal,
      place: place.argv,
      lastResort: (text) => void host.stderr.write(text),
    });
    const { endingLines } = await import('./terminal/ending.ts');
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
    hands.free();
    await place.close();
  }
}
