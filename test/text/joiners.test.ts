import { expect, test } from '@jest/globals';
import { safe } from '../../src/text/safe.ts';

test.each([
  ['Persian', 'می\u200Cخواهم'],
  ['Hindi', 'क्\u200Dष'],
  ['a family', '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}'],
  ['a heart', '\u2764\uFE0F'],
  ['somebody with a profession and a skin', '\u{1F469}\u{1F3FD}\u200D\u{1F52C}'],
  ['a flag with a rainbow', '\u{1F3F3}\uFE0F\u200D\u{1F308}'],
])('%s is shown as it is', (_, text) => {
  expect(safe(text)).toBe(text);
});

test.each([
  ['between Latin letters', 'rg\u200Dfactory', 'rg\\u{200d}factory'],
  ['the other joiner there', 'rg\u200Cfactory', 'rg\\u{200c}factory'],
  ['at the end', 'می\u200C', 'می\\u{200c}'],
  ['at the beginning', '\u200Dخ', '\\u{200d}خ'],
  ['twice', 'می\u200C\u200Cخ', 'می\\u{200c}\\u{200c}خ'],
  ['a selector behind a letter', 'a\uFE0F', 'a\\u{fe0f}'],
  ['the other way of writing', 'خ\u202Eخ', 'خ\\u{202e}خ'],
])('a joiner %s is shown as an escape', (_, text, shown) => {
  expect(safe(text)).toBe(shown);
});
