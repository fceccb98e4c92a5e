import { expect, test } from '@jest/globals';
import { usageError } from '../../src/errors.ts';
import { jsonLine } from '../../src/text/json-line.ts';
import { mistakable } from '../../src/text/look-alike.ts';

test.each([
  ['f\u0430ctory-twins', 'Look closely: in "f\u0430ctory", "\u0430" is a Cyrillic letter that looks like others.'],
  ['72f988bf\u201386f1', 'Look closely: "\u2013" (U+2013) is not the hyphen of a keyboard.'],
  ['rg\u2212factory', 'Look closely: "\u2212" (U+2212) is not the hyphen of a keyboard.'],
  ['\uFF46actory', 'Look closely: "\uFF46" (U+FF46) is not the "f" of a keyboard.'],
  ['\u{1D41F}actory', 'Look closely: "\u{1D41F}" (U+1D41F) is not the "f" of a keyboard.'],
])('%s is pointed out', (text, sentence) => {
  expect(mistakable(text)).toBe(sentence);
  expect(usageError('x', `"${text}" can't be used.`, 'Use letters.').suggestion).toBe(`${sentence} Use letters.`);
});

test.each(['factory-twins', 'Контосо', 'Zürich 東京', 'a - b', 'Contoso \u2013 Dev', 'Αθήνα'])(
  '%s is what it is',
  (text) => {
    expect(mistakable(text)).toBe('');
  },
);

test.each(['a\u202Eb', 'a\u200Bb', 'a\u2028b', 'a\u{E0041}b', 'a\uD800b', 'plain'])(
  '%j hides nowhere in JSON',
  (text) => {
    const line = jsonLine({ text });
    expect(line).toMatch(/^[\x20-\x7E]+\n$/);
    expect(JSON.parse(line)).toEqual({ text });
  },
);
