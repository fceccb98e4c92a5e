import { describe, expect, test } from '@jest/globals';
import { csvRecords } from '../../src/many/csv.ts';

const cellsOf = (text: string): readonly (readonly string[])[] => csvRecords('a.csv', text).map(({ cells }) => cells);

describe('a CSV file', () => {
  test.each([
    [
      'plain cells',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'no line end at its end',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'line ends of Windows, and old ones',
      'a,b\r\nc,d\re,f',
      [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
      ],
    ],
    [
      'quoted separators, quotes and line breaks',
      '"a,1","say ""no"""\n"two\nlines",d',
      [
        ['a,1', 'say "no"'],
        ['two\nlines', 'd'],
      ],
    ],
    [
      'empty cells in the middle and at the end',
      'a,,c,\n,b,,\n',
      [
        ['a', '', 'c', ''],
        ['', 'b', '', ''],
      ],
    ],
    [
      'an empty last cell at the very end',
      'a,b\nc,',
      [
        ['a', 'b'],
        ['c', ''],
      ],
    ],
    [
      'semicolons where the header has one',
      'a;b\n"c,1";d',
      [
        ['a', 'b'],
        ['c,1', 'd'],
      ],
    ],
    [
      'a semicolon in quotes of the header, which separates nothing',
      '"a;1",b\nc;d,e',
      [
        ['a;1', 'b'],
        ['c;d', 'e'],
      ],
    ],
    ['blanks behind a closing quote', '"a" ,b\n', [['a', 'b']]],
    ['a quote within plain text', 'a 2" pipe,b\n', [['a 2" pipe', 'b']]],
    ['an empty quoted cell', '"",b\n', [['', 'b']]],
    ['nothing', '', []],
  ])('with %s', (_, text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
  });

  test('rows are numbered as a spreadsheet shows them: blank ones and line breaks in cells counted', () => {
    const records = csvRecords('a.csv', 'name\n"a\nb"\n,,\n\nc\n');
    expect(records.map(({ number }) => number)).toEqual([1, 2, 5]);
  });

  test.each([
    ['a quote that never ends', 'a\nb\n"c', 'row 3 a quote is opened and never closed'],
    ['something after a quote', 'a,b\n"c"d,e', 'row 2 something follows a closing quote'],
  ])('%s is refused with its row', (_, text, words) => {
    expect(() => cellsOf(text)).toThrow(words);
  });
});
