import type { Asked } from '../../engine/context.ts';
import type { Choice } from '../../step/question.ts';
import { type Matches, searchIn } from './matching.ts';

/** Letters from which on it is worth looking elsewhere. */
const least = 2;

/** Choices that were found elsewhere while somebody typed; they stay, so that typing on only narrows them. */
export interface Elsewhere {
  /** Whether a text is still to be looked for. */
  lacks(typed: string): boolean;
  /** Looks for it; what can't be found out just finds nothing: the answer itself is looked at again. */
  look(typed: string): Promise<void>;
  /** What fits a text, of the list and of what was found. `isLoose`: also by letters that stand apart. */
  fitting(typed: string, most: number): Matches;
  /** The list with all that was found. */
  known(): readonly Choice[];
}

function distinct(all: readonly Choice[]): readonly Choice[] {
  return [...new Map(all.map((each) => [each.value, each])).values()];
}

/** `isLoose`: something is also found by letters that stand apart. */
export function elsewhere({ choices, find }: Pick<Asked, 'choices' | 'find'>, isLoose: boolean): Elsewhere {
  const answers = new Map<string, readonly Choice[]>();
  let search = searchIn(choices, isLoose);
  const known = (): readonly Choice[] =>
    answers.size === 0 ? choices : distinct([...choices, ...[...answers.values()].flat()]);
  return {
    lacks: (typed) => find !== undefined && typed.trim().length >= least && !answers.has(typed),
    async look(typed) {
      const found = await find?.(typed.trim()).catch(() => []);
      answers.set(typed, found ?? []);
      search = searchIn(known(), isLoose);
    },
    fitting(typed, most) {
      const { best, others } = search(typed, most);
      const own = answers.get(typed);
      return { best: own === undefined ? best : distinct([...best, ...own]), others };
    },
    known,
  };
}
