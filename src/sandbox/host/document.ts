import { writeOwn } from '../../local/own-file.ts';

/** A value that lives in a file. Reads see what is on the disk; changes build on the newest value and are awaited. */
export interface Document<T> {
  /** The newest value, possibly still on its way to the disk. */
  head(): T;
  /** What would be there after a crash right now. */
  durable(): T;
  /** Replaces the value; resolves once it is on the disk. Writes that come together share one. */
  put(next: T): Promise<void>;
  /** Resolves once nothing is on its way. */
  quiet(): Promise<void>;
}

/** A document whose file holds `value` already, or, with `isNew`, doesn't exist yet. */
export function openDocument<T>(file: string, value: T): Document<T> {
  let head = value;
  let durable = value;
  let version = 0;
  let durableVersion = 0;
  let round: Promise<void> | undefined;

  const writeRound = async (): Promise<void> => {
    // Changes that are made at the same moment go together.
    await Promise.resolve();
    const [next, number] = [head, version];
    try {
      writeOwn(file, JSON.stringify(next));
      durable = next;
      durableVersion = number;
    } catch (error) {
      // What can't be kept never was: later requests must not build on it.
      head = durable;
      durableVersion = version;
      throw error;
    } finally {
      round = undefined;
    }
  };

  const reach = async (wanted: number): Promise<void> => {
    while (durableVersion < wanted) {
      round ??= writeRound();
      await round;
    }
  };

  return {
    head: () => head,
    durable: () => durable,
    put(next) {
      head = next;
      version += 1;
      return reach(version);
    },
    quiet: () => reach(version),
  };
}
