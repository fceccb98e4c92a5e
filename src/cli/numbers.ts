import { usageError } from '../errors.ts';
import type { CommandLine } from './command.ts';

/**
 * The whole number that an option gives; `undefined` when it isn't given.
 * @throws SetupError (usage) naming the range.
 */
export function numberOf(
  options: CommandLine['options'],
  name: 'timeout' | 'port' | 'latency',
  { what, least, most }: { readonly what: string; readonly least: number; readonly most: number },
): number | undefined {
  const text = options[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d{1,6}$/.test(text) && value >= least && value <= most) return value;
  throw usageError(
    `invalid-${name}`,
    `"${text.slice(0, 80)}" can't be ${what}.`,
    `Give --${name} a number from ${least} to ${most}.`,
  );
}

/** Seconds that `--timeout` gives. */
export function timeoutOf(options: CommandLine['options']): number | undefined {
  return numberOf(options, 'timeout', { what: 'a time limit', least: 1, most: 86_400 });
}
