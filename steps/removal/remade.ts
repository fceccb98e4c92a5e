import { isBornThen } from '../../src/domain/birth.ts';
import type { MadeThing, Removal } from '../../src/step/removal.ts';

/**
 * Why something is not what this set-up made, though it goes by its id: it was born at another moment, or Azure doesn't tell when.
 * Undefined where it is ours.
 */
export function notOurs(thing: MadeThing, says: string, born: string | undefined): Removal | undefined {
  switch (isBornThen(thing, born)) {
    case 'same':
      return undefined;
    case 'another':
      return { kind: 'stays', says, why: `another one of that name, made on ${born ?? ''}, not by this set-up` };
    case 'unknown':
      return {
        kind: 'stays',
        says,
        why: "Azure doesn't tell when it was made, so it can't be known to be this set-up's",
      };
  }
}

/** Whether what is there now is another one. */
export function isAnother(thing: MadeThing, born: string | undefined): boolean {
  return isBornThen(thing, born) === 'another';
}
