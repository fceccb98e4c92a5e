import { usageError } from '../errors.ts';
import type { Cloud } from '../port/cloud.ts';
import type { SandboxInfo } from '../sandbox/info.ts';
import { foldersOf } from '../state/directory.ts';
import type { Argv } from '../text/argv.ts';
import { nearest } from '../text/nearest.ts';
import type { CommandLine } from './command.ts';

/** Where a command works: a cloud of Azure, or a scenario of the sandbox. */
export interface Target {
  readonly cloud: Cloud;
  /** What a command line that means the same target begins with: `--sandbox`, `--cloud NAME`. */
  readonly argv: Argv;
  /** Where set-ups of this target are saved. */
  readonly setups: string;
  /** Of the sandbox: what other programs need to use it. */
  readonly info?: SandboxInfo;
  /** The command that serves the sandbox again; undefined where another process serves it already. */
  readonly serve?: Argv | undefined;
  close(): Promise<void>;
}

/**
 * The target that `--sandbox` or `--cloud` names; a sandbox is opened.
 * @throws SetupError (usage) when there is no such target.
 */
export async function openTarget(
  options: CommandLine['options'],
  scenario: string | undefined,
  base: string,
): Promise<Target> {
  if (scenario !== undefined) {
    if (options.cloud !== undefined) {
      throw usageError(
        'two-places',
        `--sandbox and --cloud ${options.cloud.slice(0, 80)} can't both be meant: the sandbox is a cloud of its own.`,
        'Leave one of them out.',
      );
    }
    const { openSandbox, sandboxCloud } = await import('./practice.ts');
    const { setups, world } = foldersOf(base, scenario);
    const sandbox = await openSandbox(world, scenario);
    const argv = scenario === 'owner' ? ['--sandbox'] : [`--sandbox=${scenario}`];
    const serve = ['sandbox', ...(scenario === 'owner' ? [] : ['--scenario', scenario])];
    return {
      cloud: sandboxCloud(sandbox),
      argv,
      setups,
      info: sandbox,
      serve: sandbox.isServed ? undefined : serve,
      close: () => sandbox.close(),
    };
  }
  const cloud = await cloudNamed(options.cloud ?? 'AzureCloud');
  const argv = cloud.name === 'AzureCloud' ? [] : ['--cloud', cloud.name];
  return { cloud, argv, setups: foldersOf(base, undefined).setups, close: () => Promise.resolve() };
}

async function cloudNamed(name: string): Promise<Cloud> {
  const { clouds } = await import('../azure/clouds.ts');
  const found = Object.values(clouds).find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  const near = nearest(name.slice(0, 80), Object.keys(clouds));
  throw usageError(
    'unknown-cloud',
    `There is no cloud "${name.slice(0, 80)}".`,
    `${near === undefined ? '' : `Did you mean ${near}? `}Use ${Object.keys(clouds).join(', ')}; an address is never taken.`,
  );
}
