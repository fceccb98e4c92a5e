/** When something that a set-up has made came to be. */
export interface Born {
  /** When the set-up saw it there first, by this computer's clock. */
  readonly at: string;
  /** As Azure gave it then; null where Azure did not tell, or an older version did not write it down. */
  readonly born: string | null;
}

/** Milliseconds by which two answers of Azure about one birth may differ: its layers keep clocks of their own (recorded: 1 to 5 s). */
const sameMoment = 10_000;

/** Milliseconds by which this computer's clock may be behind Azure's. */
const skew = 300_000;

/**
 * Whether what has an id now is what a set-up made under that id, or was made anew since: the moment of its birth tells, never
 * its name or its tags, which anybody can copy. `unknown` where Azure doesn't tell when it was born.
 */
export function isBornThen({ at, born }: Born, now: string | undefined): 'same' | 'another' | 'unknown' {
  const moment = now === undefined ? Number.NaN : Date.parse(now);
  if (Number.isNaN(moment)) return 'unknown';
  const then = born === null ? Number.NaN : Date.parse(born);
  if (Number.isNaN(then)) return moment <= Date.parse(at) + skew ? 'same' : 'another';
  return Math.abs(moment - then) <= sameMoment ? 'same' : 'another';
}

/** Whether something was born before a moment of this computer's clock, as far as Azure tells. */
export function isOlder(born: string | undefined, moment: string): boolean {
  return born !== undefined && Date.parse(born) < Date.parse(moment) - skew;
}
