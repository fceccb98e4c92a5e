import { SetupError } from '../../src/errors.ts';
import { findState } from '../../src/state/file.ts';
import { saveOrRescue } from '../../src/state/rescue.ts';
import { writeState } from '../../src/state/save.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';
import { realRecord } from './flips.ts';
import { type Count, counting } from './report.ts';
import { type Faults, simulatedDisk } from './simulated-disk.ts';

const file = '/state/setup.json';
const errors = ['ENOSPC', 'EIO', 'EROFS', 'EDQUOT', 'EACCES', 'EMFILE'];

/** A set-up as it is saved again and again. */
function momentsOf(saves: number): readonly SetupRecord[] {
  return Array.from({ length: saves }, (_, at) => ({ ...realRecord, serial: at + 1 }));
}

/** The serial that is found after a power loss, or what is wrong. */
function foundSerial(folder: ReadonlyMap<string, Uint8Array>): number | string {
  const { disk } = simulatedDisk({ before: () => undefined }, folder);
  try {
    return findState(file, disk)?.record.serial ?? 0;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What a power loss before the nth operation (after the last: at the end) leaves: never less than what was saved for sure. */
function powerLoss(
  moments: readonly SetupRecord[],
  nth: number,
  lacking: Omit<Faults, 'before'>,
): { violations: readonly string[]; folders: number } | undefined {
  let operations = 0;
  let acknowledged = 0;
  let isOver = true;
  class Off extends Error {}
  const { disk, afterPowerLoss } = simulatedDisk({
    ...lacking,
    before() {
      operations += 1;
      if (operations >= nth) throw new Off();
    },
  });
  try {
    for (const [at, record] of moments.entries()) {
      writeState(file, record, moments[at - 1], disk);
      acknowledged = record.serial;
    }
  } catch (error) {
    if (!(error instanceof Off) && !(error instanceof SetupError)) throw error;
    isOver = false;
  }
  const folders = afterPowerLoss();
  const violations = folders.flatMap((folder) => {
    const serial = foundSerial(folder);
    const isGood = typeof serial === 'number' && serial >= acknowledged && serial <= acknowledged + 1;
    return isGood ? [] : [`operation ${nth}: ${serial} is found, ${acknowledged} was saved`];
  });
  return isOver ? undefined : { violations, folders: folders.length };
}

function losses(
  moments: readonly SetupRecord[],
  lacking: Omit<Faults, 'before'>,
): { trials: number; violations: readonly string[] } {
  let trials = 0;
  const violations: string[] = [];
  for (let nth = 1; ; nth += 1) {
    const loss = powerLoss(moments, nth, lacking);
    if (loss === undefined) return { trials, violations };
    trials += loss.folders;
    violations.push(...loss.violations);
  }
}

/** A power loss before each operation of some saves, with all that a disk may have lost by then; and without each flush. */
export function powerLosses(saves = 30): Count {
  const moments = momentsOf(saves);
  const { trials, violations } = losses(moments, {});
  const needless = [
    ['file', losses(moments, { ignoresFlush: true })],
    ['folder', losses(moments, { ignoresFolderFlush: true })],
  ] as const;
  const unproved = needless.flatMap(([what, lost]) =>
    lost.violations.length > 0 ? [] : [`nothing is lost without flushing the ${what}`],
  );
  return {
    what: 'what a power loss may leave; both flushes proved necessary',
    trials,
    violations: [...violations, ...unproved],
  };
}

/** Each operation of a save fails in each way, once or from then on: the file is old or new, and progress is somewhere. */
function faulty(
  moments: readonly SetupRecord[],
  nth: number,
  code: string,
  once: boolean,
): readonly string[] | undefined {
  let operations = 0;
  const { disk } = simulatedDisk({
    before(operation) {
      operations += 1;
      if (operations === nth || (!once && operations > nth)) throw Object.assign(new Error(operation), { code });
    },
  });
  let before: SetupRecord | undefined;
  for (const record of moments) {
    const printed: string[] = [];
    let moved: string | undefined;
    try {
      const rescue = { folders: ['/elsewhere'], print: (text: string) => printed.push(text) };
      saveOrRescue({ file, record, before }, rescue, (where) => (moved = where), disk);
      before = record;
    } catch (error) {
      if (!(error instanceof SetupError)) return [`${code} at ${nth}: ${String(error)}`];
      const there = findState(file, disk)?.record.serial ?? 0;
      const isWhole = there === record.serial || there === record.serial - 1;
      const isKept =
        printed.length > 0 || (moved !== undefined && findState(moved, disk)?.record.serial === record.serial);
      return isWhole && isKept ? [] : [`${code} at ${nth}: ${there} is found, ${isKept ? 'kept' : 'lost'}`];
    }
  }
  return operations < nth ? undefined : [];
}

/** Every operation of the writer fails, in every way. */
export function diskFaults(saves = 30): Count {
  const moments = momentsOf(saves);
  const { trial, count } = counting('operations of the state writer that fail');
  for (const code of errors) {
    for (const once of [true, false]) {
      for (let nth = 1; ; nth += 1) {
        const wrong = faulty(moments, nth, code, once);
        if (wrong === undefined) break;
        trial(wrong);
      }
    }
  }
  return count();
}
