import type { CommandLine } from '../cli/command.ts';
import type { Rendering } from './terminal.ts';

/** ACCESSIBLE is set once and for all by people who use a screen reader; other programs read it too. */
function isAccessible({ ACCESSIBLE: value = '' }: NodeJS.ProcessEnv): boolean {
  return !['', '0', 'false', 'no'].includes(value.trim().toLowerCase());
}

/** What the command line and the environment say about rendering. */
export function renderingOf(options: CommandLine['options'], environment: NodeJS.ProcessEnv): Rendering {
  return {
    json: options.json !== undefined,
    unasked: options.yes !== undefined || options.plan !== undefined,
    accessible: options.accessible !== undefined || isAccessible(environment),
    color: options['no-color'] === undefined ? undefined : false,
    quiet: options.quiet !== undefined,
    verbose: options.verbose !== undefined,
  };
}
