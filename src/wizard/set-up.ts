import { dirname } from 'node:path';
import type { CommandLine } from '../cli/command.ts';
import { type Session, withSession } from '../cli/session.ts';
import type { Process } from '../local/process.ts';
import { endingLines } from '../terminal/ending.ts';
import { greeting } from '../terminal/greeting.ts';
import { commandLine } from '../text/shell.ts';
import { PractiseError } from './practise.ts';
import { exitCodeOf, jsonOf, type Result } from './result.ts';

/** The set-up, in Azure or in the sandbox; a person who chooses to practice on the way begins again in the sandbox. */
export async function setUp(line: CommandLine, host: Process, signal: AbortSignal): Promise<number> {
  const inScenario = (scenario: string | undefined): Promise<number> =>
    withSession({ line, host, signal, scenario, patience: 3600, asks: true }, setUpIn);
  try {
    return await inScenario(line.options.sandbox);
  } catch (error) {
    if (error instanceof PractiseError) return await inScenario(error.scenario);
    throw error;
  }
}

async function setUpIn(session: Session): Promise<number> {
  const { target, terminal, screen } = session;
  const width = terminal.width() - 1;
  if (!terminal.quiet) screen.print(greeting(target.cloud, terminal.style, width));
  const { run } = await import('./run.ts');
  const result = await run(session);
  screen.print(endingLines(result, terminal.style, width, carryOn(session, result)));
  session.document(() => jsonOf(result));
  return exitCodeOf(result);
}

/** The command line that carries on; a file is named where it isn't found by itself: also one that progress was rescued to. */
function carryOn({ line, target }: Session, { stateFile }: Result): string {
  const isNamed = line.options.state !== undefined || (stateFile !== undefined && dirname(stateFile) !== target.setups);
  const state = isNamed ? ['--state', stateFile ?? line.options.state ?? ''] : [];
  return commandLine(['adt-setup', ...target.argv, ...state]);
}
