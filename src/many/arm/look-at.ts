import type { ResourceKey } from '../../domain/resource.ts';
import type { Azure, Identified } from '../../port/azure.ts';

/** So much is done side by side; more would only wait for its turn, and take memory meanwhile. */
const atOnce = 8;

/** Does the same for each, so many at a time; once one has failed, no other is begun. */
export async function sideBySide<Each>(
  all: readonly Each[],
  work: (each: Each) => Promise<void>,
  most = atOnce,
): Promise<void> {
  const open = all.values();
  let hasFailed = false;
  const worker = async (): Promise<void> => {
    for (let next = open.next(); next.done !== true && !hasFailed; next = open.next()) {
      await work(next.value).catch((error: unknown) => {
        hasFailed = true;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: most }, worker));
}

/**
 * What is there of these things, by their ids in lower case; what is named several times is looked at once.
 * @throws SetupError when one can't be looked up.
 */
export async function lookAt(
  azure: Pick<Azure, 'find'>,
  things: readonly ResourceKey[],
): Promise<ReadonlyMap<string, Identified>> {
  const found = new Map<string, Identified>();
  const together = new Map<string, Promise<unknown>>();
  const distinct = new Map(things.map((each) => [each.id.toLowerCase(), each]));
  await sideBySide([...distinct], async ([id, thing]) => {
    const seen = await azure.find(thing, together);
    if (seen !== undefined) found.set(id, seen);
  });
  return found;
}
