import { expect, test } from '@jest/globals';
import { readCommandLine } from '../../../src/cli/command-line.ts';
import { commands } from '../../../src/cli/commands.ts';
import { readAnswer } from '../../../src/step/answer.ts';
import { tags } from '../../../steps/place/tags.ts';
import { fc } from '../../support/properties.ts';

/** What the command line of a set-up takes the words behind `--tags` for. */
const read = (words: readonly string[]): string | undefined =>
  readCommandLine(['--tags', ...words, '--yes'], commands).answers['tags']?.value;

test.each([
  ['{"team":"a","env":"dev"}', ['team=a', 'env=dev']],
  ['{"note":"two words, and a comma"}', ['note=two words, and a comma']],
  ['{"cost center":"7"}', ['{"cost center":"7"}']],
  ['{"note":"x y=z"}', ['{"note":"x y=z"}']],
  ['{"note":"a "}', ['{"note":"a "}']],
  ['{"-x":"1"}', ['{"-x":"1"}']],
])('%s is written as %j', (value, words) => {
  expect(tags.list?.(value)).toEqual(words);
  expect(read(words)).toBe(value);
});

const piece = fc.string({ unit: fc.constantFrom(...Array.from('ab=, -{}"\'1é$')), minLength: 1, maxLength: 8 });

test('whatever tags there are, the line that repeats a set-up gives the same', () => {
  fc.assert(
    fc.property(fc.dictionary(piece, piece, { minKeys: 1, maxKeys: 4 }), (all) => {
      let value: string;
      try {
        value = readAnswer(tags, JSON.stringify(all));
      } catch {
        return;
      }
      expect(read(tags.list?.(value) ?? [])).toBe(value);
    }),
    { numRuns: 3000 },
  );
});
