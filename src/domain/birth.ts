/** When something that a set-up has made came to be. */
export interface Born {
  /** When the set-up saw it there first, by this computer's clock. */
  readonly at: string;
  /** As Azure gave it then; null where Azure did not tell, or an older version did not write it down. */
  readonly born: string | null;
}

/** Milliseconds by which this computer's clock may be behind Azure's. */
const skew = 300_000;

/** Whether something was born before a moment of this computer's clock, as far as Azure tells. */
export function isOlder(born: string | undefined, moment: string): boolean {
  return born !== undefined && Date.parse(born) < Date.parse(moment) - skew;
}
