import type { CommandLine } from '../cli/command.ts';
import { exitCodes } from '../errors.ts';
import type { Process } from '../local/process.ts';
import { scriptOf } from './scripts/scripts.ts';

/** The completion command: prints the script of a shell. Gives the exit code. */
export function completion({ word }: CommandLine, host: Process): number {
  host.stdout.write(scriptOf(word ?? '') ?? '');
  return exitCodes.ready;
}
