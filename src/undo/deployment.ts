import { sameName } from '../domain/names.ts';
import type { Context } from '../engine/context.ts';
import { SetupError } from '../errors.ts';
import { conclude } from '../many/arm/conclude.ts';
import type { SavedMemory } from '../state/memory.ts';
import type { Rows } from '../state/rows.ts';
import type { Deploying } from '../state/set-up-record.ts';

/** What looking at deployments works with. */
export type Looking = Pick<Context, 'azure' | 'clock'>;

/** The rows of one deployment, and what is saved of it. */
interface Sent {
  readonly deploying: Deploying;
  readonly memories: SavedMemory[];
}

/** The deployments of which an earlier run doesn't know how they ended. */
function sentBy(memories: readonly SavedMemory[]): readonly Sent[] {
  const all = new Map<string, Sent>();
  for (const memory of memories) {
    const { deploying } = memory.record();
    if (deploying === undefined) continue;
    const { memories: known } = all.get(deploying.correlationId) ?? { memories: [] };
    all.set(deploying.correlationId, { deploying, memories: [...known, memory] });
  }
  return [...all.values()];
}

function stillRunning({ name, subscriptionId }: Deploying): SetupError {
  return new SetupError({
    ending: 'forNow',
    code: 'deployment-running',
    message: `Azure is still making it: the deployment ${name} isn't over. Nothing was removed.`,
    suggestion: `Run this again when it is over, or cancel it first: az deployment sub cancel --name ${name} --subscription ${subscriptionId}`,
  });
}

function notSeen({ name }: Deploying): SetupError {
  return new SetupError({
    ending: 'forNow',
    code: 'deployment-not-seen',
    message: `Azure says that the deployment ${name} has made it, and doesn't show all of it yet. Nothing was removed.`,
    suggestion: 'Run this again in a minute.',
  });
}

/**
 * Learns what came of deployments that were sent: what is there and ours is remembered, so that it can be taken back. Gives why that
 * can't be known yet, for each set-up of which it can't.
 * @throws SetupError when Azure can't be asked.
 */
export async function learnDeployed(
  looking: Looking,
  memories: readonly SavedMemory[],
  rows: Pick<Rows, 'atOnce'>,
): Promise<ReadonlyMap<SavedMemory, SetupError>> {
  const open = new Map<SavedMemory, SetupError>();
  for (const { deploying, memories: its } of sentBy(memories)) {
    const now = await looking.azure.deployment(deploying);
    const isIt = now !== undefined && sameName(now.correlationId ?? '', deploying.correlationId);
    if (isIt && !now.isOver) {
      for (const memory of its) open.set(memory, stillRunning(deploying));
      continue;
    }
    const members = its.flatMap((memory) => {
      const own = memory.record().deploying;
      return own === undefined ? [] : [{ memory, deploying: own, context: looking }];
    });
    await conclude(members, rows, isIt && /^succeeded$/i.test(now.state));
    for (const memory of its) if (memory.record().deploying !== undefined) open.set(memory, notSeen(deploying));
  }
  return open;
}
