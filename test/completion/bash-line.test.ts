import { expect, test } from '@jest/globals';
import { typedInBash } from '../../src/completion/answer/bash.ts';
import { quotePosix } from '../../src/text/shell.ts';
import { fc } from '../support/properties.ts';
import { anyText } from '../text/any-text.ts';
import { hardNames } from './saved-home.ts';

test.each([
  ['adt-setup st', ['st']],
  ['adt-setup  status\t--name  ', ['status', '--name', '']],
  ['A=1 B="2 3" adt-setup ', ['']],
  [String.raw`adt-setup "a \"b\" \c" 'd \e' f\ g`, [String.raw`a "b" \c`, String.raw`d \e`, 'f g']],
  ['adt-setup "" \'\' x', ['', '', 'x']],
  ['adt-setup --name "open and', ['--name', 'open and']],
  ['adt-setup $(a b (c)) `d e` "$(f "g")" h', ['$(a b (c))', '`d e`', '$(f "g")', 'h']],
  ['adt-setup a <in b >>out 2>err c 2>&1 d', ['a', 'b', 'c', 'd']],
])('%s', (line, words) => {
  expect(typedInBash([line, ''])?.words).toEqual(words);
});

test.each(['adt-setup a <i', 'adt-setup >', 'adt-setup 2> x', 'adt-setup "a" >>"x y'])(
  '%s: the shell opens that',
  (line) => {
    expect(typedInBash([line, ''])?.isRedirected).toBe(true);
  },
);

test('words that a shell has quoted are read back', () => {
  const word = fc.string({ unit: 'grapheme' }).filter((text) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|^\w+=/u.test(text));
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const line = ['adt-setup', ...words].map(quotePosix).join(' ');
      expect(typedInBash([`${line} `, ''])?.words).toEqual([...words, '']);
    }),
  );
});

test('what is offered completes what stands there, at each place and in all quotes', () => {
  const fitting = fc
    .constantFrom(...Object.values(hardNames))
    .chain((text) => fc.tuple(fc.constant(text), fc.nat({ max: text.length }), fc.constantFrom('"', "'", '')));
  fc.assert(
    fc.property(fitting, ([text, length, quote]) => {
      const begun = quote === "'" ? `'${text.slice(0, length).replaceAll("'", String.raw`'\''`)}` : quote;
      const line = `adt-setup --subscription ${begun}`;
      const replaced = quote === "'" ? begun.slice(1) : '';
      const added = typedInBash([line, replaced])?.line({ text }, '') ?? '';
      const whole = `${line.slice(0, line.length - replaced.length)}${added}${quote} `;
      expect(typedInBash([whole, ''])?.words).toEqual(['--subscription', text, '']);
    }),
  );
});

test('no line is too strange for it', () => {
  fc.assert(
    fc.property(anyText(), fc.string(), (line, replaced) => {
      typedInBash([line, replaced])?.line({ text: 'x' }, '');
    }),
  );
});
