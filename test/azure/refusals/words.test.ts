import { describe, expect, test } from '@jest/globals';
import { legible, shellWord } from '../../../src/azure/refusals/table.ts';

describe('words', () => {
  test.each([
    ["o'neil", String.raw`'o'\''neil'`],
    ['rg-plant', 'rg-plant'],
    ['my group', "'my group'"],
    ['$(reboot)', "'$(reboot)'"],
    [undefined, 'NAME'],
  ])('%s as a word of a shell', (value, word) => expect(shellWord(value, 'NAME')).toBe(word));

  test('a broken pair of surrogates is not left at the end', () => {
    expect(legible('ab😀', 3)).toBe('ab…');
  });
});
