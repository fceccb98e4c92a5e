import { dirname } from 'node:path';
import type { Command } from '../cli/command.ts';
import { invoked } from '../cli/invocation.ts';
import type { Session } from '../cli/session.ts';
import type { Argv } from '../text/argv.ts';
import { commandLine } from '../text/shell.ts';

/** What a command line that we print keeps of how this one is rendered. */
export function renderingArguments({ options }: Session['line']): Argv {
  return options.accessible === 'yes' ? ['--accessible'] : [];
}

/** The arguments that name the file of a set-up, where it isn't found by itself: also one that progress was rescued to. */
function stateArguments({ line, target }: Session, stateFile: string | undefined): Argv {
  const isNamed = line.options.state !== undefined || (stateFile !== undefined && dirname(stateFile) !== target.setups);
  return isNamed ? ['--state', stateFile ?? line.options.state ?? ''] : [];
}

/** How a list is made, where that was said. */
function engineArguments({ options }: Session['line']): Argv {
  return options.engine === undefined ? [] : ['--engine', options.engine];
}

/** The command line that carries on. */
export function carryOnCommand(session: Session, stateFile: string | undefined): string {
  const { line, target, environment } = session;
  const list = session.list === undefined ? [] : ['--answers', session.list.file, ...engineArguments(line)];
  const argv = [...target.argv, ...renderingArguments(line), ...list, ...stateArguments(session, stateFile)];
  return commandLine(invoked(environment, argv));
}

/** The command line of another command about the same set-up; undefined where there is no such command. */
export function commandAbout(session: Session, stateFile: string | undefined, name: string): string | undefined {
  const { line, target, environment } = session;
  const command = line.commands.find((each) => each.name === name);
  if (command === undefined) return undefined;
  const parts = [target.argv, renderingArguments(line), stateArguments(session, stateFile)];
  const argv = parts.filter(([flag = '']) => knows(command, flag)).flat();
  return commandLine(invoked(environment, [name, ...argv]));
}

/** Whether a command has that flag, with or without a value after "=". */
function knows({ options }: Command, argument: string): boolean {
  return options.some(({ flag }) => argument.replace(/=.*/, '') === `--${flag}`);
}
