import fc from 'fast-check';

/** Code points that are halves of characters: none of them stands alone in a text. */
const halves = { from: 0xd800, to: 0xdfff, count: 0x800 } as const;

function indexOf(character: unknown): number {
  const code = typeof character === 'string' ? character.codePointAt(0) : undefined;
  if (code === undefined || String.fromCodePoint(code) !== character || (code >= halves.from && code <= halves.to))
    throw new Error('not one whole character');
  return code < halves.from ? code : code - halves.count;
}

/** What fast-check's unit "binary" draws, which makes a table of all characters: that takes half a second in each file. */
const anyCharacter = fc
  .nat(0x10ffff - halves.count)
  .map((index) => String.fromCodePoint(index < halves.from ? index : index + halves.count), indexOf);

/** Any text at all, of whole characters. */
export function anyText(limits: Omit<fc.StringConstraints, 'unit'> = {}): fc.Arbitrary<string> {
  return fc.string({ ...limits, unit: anyCharacter });
}
