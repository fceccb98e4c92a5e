import { dirname } from 'node:path';
import { invoked } from '../cli/invocation.ts';
import type { Session } from '../cli/session.ts';
import type { Argv } from '../text/argv.ts';
import { commandLine } from '../text/shell.ts';

/** What a command line that we print keeps of how this one is rendered. */
export function renderingArguments({ options }: Session['line']): Argv {
  return options.accessible === 'yes' ? ['--accessible'] : [];
}

/** The command line that carries on; a file is named where it isn't found by itself: also one that progress was rescued to. */
export function carryOnCommand({ line, target, environment }: Session, stateFile: string | undefined): string {
  const isNamed = line.options.state !== undefined || (stateFile !== undefined && dirname(stateFile) !== target.setups);
  const state = isNamed ? ['--state', stateFile ?? line.options.state ?? ''] : [];
  return commandLine(invoked(environment, [...target.argv, ...renderingArguments(line), ...state]));
}
