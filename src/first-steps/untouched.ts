import { SetupError } from '../errors.ts';
import { type Disk, realDisk } from '../local/disk.ts';
import type { TwinsData, TwinsKey } from '../port/twins.ts';
import { birthOf, differences } from './compare.ts';
import { openLedger } from './ledger.ts';
import { sample } from './sample.ts';

/**
 * The things of the sample that first steps have made in an instance (its resource id), and that nobody has changed since. None
 * where that can't be known: then they count as anybody's. Only looks, and only where the ledger says that something was made.
 */
export async function untouchedSample(
  ledger: string,
  instance: string,
  data: TwinsData,
  disk: Disk = realDisk,
): Promise<readonly TwinsKey[]> {
  try {
    const { birth } = openLedger(ledger, instance, disk);
    const made = sample.filter(({ key }) => birth(key.id) !== undefined);
    const seen = await Promise.all(
      made.map(async (thing) => {
        const now = await data.find(thing.key);
        const is = now !== undefined && birthOf(thing, now) === birth(thing.key.id);
        return is && differences(thing, now).length === 0 ? [thing.key] : [];
      }),
    );
    return seen.flat();
  } catch (error) {
    if (error instanceof SetupError) return [];
    throw error;
  }
}
