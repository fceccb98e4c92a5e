import type { Offer } from './table.ts';

/** What was typed, as a shell tells it, and how that shell is answered. */
export interface Typed {
  /** The words after the name of the program; the last up to the cursor. */
  readonly words: readonly string[];
  /** The last word is no argument of the program: the shell itself opens that file. */
  readonly isRedirected?: boolean;
  /** One line of the answer; undefined where it doesn't fit what was typed. `before`: what of the word stands before the offer. */
  line(offer: Offer, before: string): string | undefined;
}

function withWords(text: string, { says }: Offer): string {
  return says === undefined ? text : `${text}\t${says}`;
}

/** Words as zsh has them, without their quotes. It compares them itself, and is told only what stands after the "=". */
export function typedInZsh(words: readonly string[]): Typed {
  return { words, line: (offer) => withWords(offer.text, offer) };
}

/** Words as fish has them. It compares them itself, as whole words. */
export function typedInFish(words: readonly string[]): Typed {
  return { words, line: (offer, before) => withWords(`${before}${offer.text}`, offer) };
}
