import type { CommandLine } from '../cli/command.ts';
import { usageError } from '../errors.ts';

/** How a list is made: row by row, or by Azure's own engine, as one deployment a subscription. */
export type Engine = 'walk' | 'arm';

/** Rows up to which a list is walked where nothing is said. */
const few = 10;

/**
 * Looks at what `--engine` says.
 * @throws SetupError (usage) for what is no engine.
 */
export function checkEngine({ engine }: CommandLine['options']): void {
  if (engine === undefined || engine === 'walk' || engine === 'arm') return;
  throw usageError('invalid-engine', `"${engine.slice(0, 80)}" is no engine.`, 'Use --engine walk or --engine arm.');
}

/** How a list of so many rows is made: as was said, or, where nothing was, a handful row by row. */
export function engineFor({ engine }: CommandLine['options'], rows: number): Engine {
  if (engine === 'walk' || engine === 'arm') return engine;
  return isLong(rows) ? 'arm' : 'walk';
}

/** Whether a list of so many rows is more than a handful. */
export function isLong(rows: number): boolean {
  return rows > few;
}
