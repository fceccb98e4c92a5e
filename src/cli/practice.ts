import { SetupError, usageError } from '../errors.ts';
import type { SandboxInfo } from '../sandbox/info.ts';
import { scenarios } from '../sandbox/scenarios.ts';
import { findRunningSandbox, type SandboxOptions, type StartedSandbox, startSandbox } from '../sandbox/server.ts';
import { nearest } from '../text/nearest.ts';

/** A sandbox that somebody serves: we, or another process. */
export interface OpenSandbox extends SandboxInfo {
  /** By another process, which goes on when this one ends. */
  readonly isServed: boolean;
  close(): Promise<void>;
}

export { sandboxCloud } from '../sandbox/cloud.ts';

/** @throws SetupError (usage) when there is no such scenario; its name is part of a path, so this comes before any file. */
export function checkScenario(name: string): void {
  const names = scenarios.map((each) => each.name);
  if (names.includes(name)) return;
  const near = nearest(name.slice(0, 80), names);
  throw usageError(
    'unknown-scenario',
    `There is no scenario "${name.slice(0, 80)}".`,
    `${near === undefined ? '' : `Did you mean ${near}? `}Scenarios: ${names.join(', ')}.`,
  );
}

/**
 * The sandbox on a data directory: the one that is running there already, or one of our own for the length of the run.
 * @throws SetupError (usage) when there is no such scenario, or the saved world can't be used.
 */
export async function openSandbox(dataDirectory: string, scenario: string): Promise<OpenSandbox> {
  checkScenario(scenario);
  const running = await findRunningSandbox(dataDirectory);
  if (running) return { ...running, isServed: true, close: () => Promise.resolve() };
  const started = await startHere({ dataDirectory, scenario });
  return { ...started, isServed: false };
}

/**
 * A sandbox of this process.
 * @throws SetupError (usage) when it can't be started: the port or the directory is taken, the saved world is damaged.
 */
export async function startHere(options: SandboxOptions): Promise<StartedSandbox> {
  try {
    return await startSandbox(options);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw usageError(
      'sandbox-not-started',
      `The sandbox can't be started: ${error instanceof Error ? error.message : String(error)}`,
      `Its files are in ${options.dataDirectory}.`,
    );
  }
}
