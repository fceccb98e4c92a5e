import type { Choice } from '../../step/question.ts';

/** Rows that a list has at most: more are found by typing. */
export const mostShown = 50;

/** What was found for a text. */
export interface Matches {
  /** The best first, otherwise in the list's own order. */
  readonly best: readonly Choice[];
  /** How many more there are. */
  readonly others: number;
}

/** Finds the choices that match all words typed; `most`: so many at most. */
export type Search = (typed: string, most: number) => Matches;

/** How well a word fits: its text begins with it, a word of the text does, it is somewhere, its letters are there in that order. */
type Rank = 0 | 1 | 2 | 3;

const ranks: readonly Rank[] = [0, 1, 2, 3];

interface Indexed {
  readonly choice: Choice;
  readonly text: string;
}

function isBeginning(text: string, at: number): boolean {
  return /[\s\-_./(@]/.test(text[at - 1] ?? '');
}

function hasLetters(text: string, word: string): boolean {
  let at = -1;
  for (const letter of word) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

function rankOf(text: string, word: string, isLoose: boolean): Rank | undefined {
  const at = text.indexOf(word);
  if (at === 0) return 0;
  if (at > 0) return isBeginning(text, at) ? 1 : 2;
  return isLoose && hasLetters(text, word) ? 3 : undefined;
}

function worst(text: string, words: readonly string[], isLoose: boolean): Rank | undefined {
  let rank: Rank = 0;
  for (const word of words) {
    const one = rankOf(text, word, isLoose);
    if (one === undefined) return undefined;
    if (one > rank) rank = one;
  }
  return rank;
}

/**
 * A search over an index that is made once; what matched a text is all that can match a longer one that begins with it. `isLoose`:
 * it is also found by letters that stand apart ("wseu" for West Europe), where nothing else may be meant by them.
 */
export function searchIn(choices: readonly Choice[], isLoose: boolean): Search {
  const all = choices.map(
    (choice): Indexed => ({ choice, text: `${choice.label} ${choice.hint ?? ''} ${choice.value}`.toLowerCase() }),
  );
  let before: { readonly typed: string; readonly found: readonly Indexed[] } = { typed: '', found: all };
  return (text, most) => {
    const typed = text.toLowerCase();
    const words = typed.split(/\s+/).filter(Boolean);
    const among = typed.startsWith(before.typed) ? before.found : all;
    const ranked = ranks.map((): Choice[] => []);
    const found: Indexed[] = [];
    for (const each of among) {
      const rank = worst(each.text, words, isLoose);
      if (rank === undefined) continue;
      found.push(each);
      const group = ranked[rank];
      if (group !== undefined && group.length < most) group.push(each.choice);
    }
    before = { typed, found };
    const best = ranked.flat().slice(0, most);
    return { best, others: found.length - best.length };
  };
}
