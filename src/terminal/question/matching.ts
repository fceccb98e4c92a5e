import type { Choice } from '../../step/question.ts';

/** A choice with what is searched in it, made once. */
export interface Searchable {
  readonly choice: Choice;
  readonly text: string;
}

export function searchable(choices: readonly Choice[]): readonly Searchable[] {
  return choices.map((choice) => ({
    choice,
    text: `${choice.label} ${choice.hint ?? ''} ${choice.value}`.toLowerCase(),
  }));
}

/** 0 when a label begins with what was typed, 1 when a word in it does, 2 when it is anywhere; undefined when it isn't there. */
function rank(text: string, typed: string): number | undefined {
  if (text.startsWith(typed)) return 0;
  const at = text.indexOf(typed);
  if (at < 0) return undefined;
  return /[\s\-_./(@]/.test(text[at - 1] ?? '') ? 1 : 2;
}

/** The choices that match all words typed, the best first, otherwise in their own order; at most `most`. */
export function matching(all: readonly Searchable[], typed: string, most: number): readonly Choice[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return all.slice(0, most).map((each) => each.choice);
  const groups: Choice[][] = [[], [], []];
  for (const { choice, text } of all) {
    const ranks = words.map((word) => rank(text, word));
    if (ranks.every((each) => each !== undefined)) groups[Math.max(...ranks)]?.push(choice);
  }
  return groups.flat().slice(0, most);
}
