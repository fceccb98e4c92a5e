import { expect, test } from '@jest/globals';
import stringWidth from 'string-width';
import { plainWidth } from '../../src/terminal/plain-width.ts';
import { fc } from '../support/properties.ts';

const letters = Array.from({ length: 0x3000 }, (_, at) => String.fromCodePoint(at));
const known = letters.filter((each) => plainWidth(each) !== undefined);

test('each letter that it knows is as wide as string-width says', () => {
  expect(known.length).toBeGreaterThan(500);
  expect(known.filter((each) => plainWidth(each) !== stringWidth(each))).toEqual([]);
});

test('so are texts of them, colored or not', () => {
  const piece = fc.oneof(fc.constantFrom(...known), fc.constantFrom('\u001B[1m', '\u001B[38;5;12m', '\u001B[0m'));
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      expect(plainWidth(text)).toBe(stringWidth(text));
    }),
  );
});

test.each(['👩‍👩‍👧', 'e\u0301', '日本', '\u00AD', '\t', '\u001B]8;;x\u0007', '✔\uFE0F'])(
  '%j is for string-width',
  (text) => {
    expect(plainWidth(text)).toBeUndefined();
  },
);
