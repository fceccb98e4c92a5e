/** Scripts whose letters look alike (Unicode Technical Standard #39, "Confusables"). */
const scripts: readonly (readonly [name: string, letters: RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Armenian', /\p{Script=Armenian}/u],
];

/**
 * What to say of a name whose words mix scripts with letters that look alike, as names that are made to be mistaken do: which
 * letters are of the lesser script. Undefined for any other name.
 */
export function lookAlikes(name: string): string | undefined {
  for (const word of name.split(/[^\p{L}\p{M}]+/u)) {
    const found = scripts
      .map(([script, letters]) => ({ script, letters: Array.from(word).filter((letter) => letters.test(letter)) }))
      .filter(({ letters }) => letters.length > 0)
      .sort((one, other) => one.letters.length - other.letters.length);
    const [least] = found;
    if (found.length < 2 || least === undefined) continue;
    const shown = [...new Set(least.letters)].map((letter) => `"${letter}"`).join(', ');
    return `in "${word}", ${shown} ${least.letters.length === 1 ? 'is a' : 'are'} ${least.script} letter${least.letters.length === 1 ? '' : 's'} that look${least.letters.length === 1 ? 's' : ''} like others`;
  }
  return undefined;
}
