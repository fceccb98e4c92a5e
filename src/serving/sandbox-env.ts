import type { CommandLine } from '../cli/command.ts';
import { checkScenario } from '../cli/practice.ts';
import { exitCodes, usageError } from '../errors.ts';
import type { Process } from '../local/process.ts';
import { findRunningSandbox } from '../sandbox/server.ts';
import { foldersOf, stateDirectory } from '../state/directory.ts';
import { nearest } from '../text/nearest.ts';
import { commandLine } from '../text/shell.ts';
import { envBlock } from './env-blocks.ts';
import { type EnvFormat, envFormats } from './env-formats.ts';

/** @throws SetupError (usage) where `--format` names none; the shell of this system where nothing is said. */
function formatOption({ format }: CommandLine['options']): EnvFormat {
  if (format === undefined) return process.platform === 'win32' ? 'powershell' : 'bash';
  const wanted = format.trim().toLowerCase();
  const found = envFormats.find((each) => each === wanted);
  if (found !== undefined) return found;
  const near = nearest(wanted.slice(0, 80), envFormats);
  throw usageError(
    'unknown-format',
    `There is no format "${format.slice(0, 80)}".`,
    `${near === undefined ? '' : `Did you mean ${near}? `}Formats: ${envFormats.join(', ')}.`,
  );
}

/**
 * `adt-setup sandbox env`: prints what clients of the running sandbox are told, ready for a shell or a tool. Nothing secret is in it
 * but the name of a file.
 * @throws SetupError (usage) when no sandbox is running.
 */
export async function sandboxEnv({ options }: CommandLine, host: Process): Promise<number> {
  const format = formatOption(options);
  const scenario = options.scenario ?? 'owner';
  checkScenario(scenario);
  const folder = options.data ?? foldersOf(stateDirectory(host.env), scenario).world;
  const info = await findRunningSandbox(folder);
  if (info === undefined) {
    const where = [
      ...(options.scenario === undefined ? [] : ['--scenario', scenario]),
      ...(options.data === undefined ? [] : ['--data', options.data]),
    ];
    throw usageError(
      'no-sandbox',
      'No such sandbox is running on this computer.',
      `Start it in another terminal: ${commandLine(['adt-setup', 'sandbox', ...where])}`,
    );
  }
  host.stdout.write(envBlock(format, info));
  return exitCodes.ready;
}
