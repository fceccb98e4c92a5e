import type { CommandLine } from '../cli/command.ts';
import { usageError } from '../errors.ts';

/**
 * Looks at what `--engine` says: a list is made row by row, which is all that this version can.
 * @throws SetupError (usage) for anything else.
 */
export function checkEngine({ engine }: CommandLine['options']): void {
  if (engine === undefined || engine === 'walk') return;
  if (engine === 'arm')
    throw usageError(
      'engine-not-here',
      "--engine arm, one Azure deployment for a whole list, isn't in this version.",
      'Leave it out, or use --engine walk: the instances are made one after the other.',
    );
  throw usageError('invalid-engine', `"${engine.slice(0, 80)}" is no engine.`, 'Use --engine walk, or leave it out.');
}
