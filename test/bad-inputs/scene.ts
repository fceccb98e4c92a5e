import { type InProcess, runInProcess } from '../support/in-process.ts';
import { type Home, newHome } from '../support/places.ts';

/**
 * Inputs that people, scripts, crashes and attackers give, and how each ends: each test is named by the id of its input, so that
 * they can be talked about. F flags, P prompts, S state files, A answers files, E the environment, X the host.
 */
export interface Scene {
  readonly home: Home;
  /** Runs the program without a terminal, within the test. */
  run(argv: readonly string[], environment?: Readonly<Record<string, string>>): Promise<InProcess>;
}

/** A home of its own for the tests of a file. */
export function newScene(): Scene {
  const home = newHome();
  return {
    home,
    run: (argv, environment = {}) => runInProcess(argv, { ...home.environment, ...environment }),
  };
}
