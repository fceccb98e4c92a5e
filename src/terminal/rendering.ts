import type { CommandLine } from '../cli/command.ts';
import type { Rendering } from './terminal.ts';

/** What the command line says about rendering. */
export function renderingOf(options: CommandLine['options']): Rendering {
  return {
    json: options.json !== undefined,
    unasked: options.yes !== undefined || options.plan !== undefined,
    accessible: options.accessible !== undefined,
    color: options['no-color'] === undefined ? undefined : false,
    quiet: options.quiet !== undefined,
    verbose: options.verbose !== undefined,
  };
}
