import { mkdirSync } from 'node:fs';
import { SetupError, usageError } from './errors.ts';
import { findRunningSandbox, type SandboxInfo, startSandbox } from './sandbox/server.ts';

/** A sandbox that somebody serves: we, or another process. */
export interface OpenSandbox extends SandboxInfo {
  close(): Promise<void>;
}

export { sandboxCloud } from './sandbox/cloud.ts';

/**
 * The sandbox on a data directory: the one that is running there already, or one of our own for the length of the run.
 * @throws SetupError (usage) when there is no such scenario, or the saved world can't be used.
 */
export async function openSandbox(dataDirectory: string, scenario: string): Promise<OpenSandbox> {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const running = await findRunningSandbox(dataDirectory);
  if (running) return { ...running, close: () => Promise.resolve() };
  try {
    return await startSandbox({ dataDirectory, scenario });
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw usageError(
      'sandbox-not-started',
      `The sandbox can't be started: ${error instanceof Error ? error.message : String(error)}`,
      `Its files are in ${dataDirectory}.`,
    );
  }
}
