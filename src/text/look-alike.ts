/** Scripts whose letters look alike (Unicode Technical Standard #39, "Confusables"). */
const scripts = ['Latin', 'Cyrillic', 'Greek', 'Armenian'] as const;

/** What is found here is not among the letters, digits and signs of a keyboard. */
const ordinary = /^[ -~]*$/;

/**
 * What to say of a name whose words mix scripts with letters that look alike, as names that are made to be mistaken do: which
 * letters are of the lesser script. Undefined for any other name.
 */
export function lookAlikes(name: string): string | undefined {
  if (ordinary.test(name)) return undefined;
  const lettersOf = scripts.map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const);
  for (const word of name.split(/[^\p{L}\p{M}]+/u)) {
    const found = lettersOf
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

/** A dash or sign that is taken for a hyphen within a word. */
function dashIn(text: string): string | undefined {
  return /(?<=[\p{L}\p{N}])[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D](?=[\p{L}\p{N}])/u.exec(text)?.[0];
}

/** A letter, digit or sign that is drawn wider, or in another style, and is not that of a keyboard. */
function styledIn(text: string): string | undefined {
  return /[\uFF01-\uFF5E\u{1D400}-\u{1D7FF}]/u.exec(text)?.[0];
}

function numbered(character: string): string {
  return `"${character}" (U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`;
}

/**
 * Sentences about the characters of a text that are not what they look like, for a text that was refused; empty where there
 * are none.
 */
export function mistakable(text: string): string {
  if (ordinary.test(text)) return '';
  const letters = lookAlikes(text);
  const dash = dashIn(text);
  const wide = styledIn(text);
  return [
    ...(letters === undefined ? [] : [`Look closely: ${letters}.`]),
    ...(dash === undefined ? [] : [`Look closely: ${numbered(dash)} is not the hyphen of a keyboard.`]),
    ...(wide === undefined
      ? []
      : [`Look closely: ${numbered(wide)} is not the "${wide.normalize('NFKC')}" of a keyboard.`]),
  ].join(' ');
}
