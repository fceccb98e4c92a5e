import type { CommandLine } from '../cli/command.ts';
import type { Rendering } from './terminal.ts';

/**
 * Whether plain lines are wanted: by this command line, by the variable that is set once and for all by people who use a screen
 * reader (other programs read it, too), or by an earlier choice.
 */
function isAccessible(
  { accessible }: CommandLine['options'],
  { ACCESSIBLE = '' }: NodeJS.ProcessEnv,
  saved: boolean,
): boolean {
  if (accessible !== undefined) return accessible !== 'no';
  const value = ACCESSIBLE.trim().toLowerCase();
  return value === '' ? saved : !['0', 'false', 'no'].includes(value);
}

/** What the command line, the environment and an earlier choice of plain lines (`saved`) say about rendering. */
export function renderingOf(
  options: CommandLine['options'],
  environment: NodeJS.ProcessEnv,
  saved: boolean,
): Rendering {
  return {
    json: options.json !== undefined,
    unasked: options.yes !== undefined || options.plan !== undefined,
    accessible: isAccessible(options, environment, saved),
    color: options['no-color'] === undefined ? undefined : false,
    quiet: options.quiet !== undefined,
    verbose: options.verbose !== undefined,
  };
}
