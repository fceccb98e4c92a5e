import { anyText } from '../../text/any-text.ts';
import { fc } from '../properties.ts';

/** What the languages of exports act on, what can't be seen, and what ends a line or a text somewhere. */
const pieces = [
  ...Array.from('\'"`\\$%#{}[]()<>&|;,:=@!?*~^ \t\n\r/.-_aZ0é東😀'),
  ...[
    '${',
    '%{',
    '$${',
    '%%{',
    '${{',
    '}}',
    '[[',
    ']]',
    '[concat(1)]',
    "'''",
    '"""',
    '<<JSON',
    '\nJSON\n',
    '\\u{',
    '\\n',
    '*/',
  ],
  ...[
    '\u0000',
    '\u001B[2J',
    '\u007F',
    '\u0085',
    '\u2028',
    '\u2029',
    '\uFEFF',
    '\u200B',
    '\u200D',
    '\u202E',
    '\u2066',
    '\u3164',
  ],
  ...['\uFE0F', '👩‍🚀', '\u{E0041}', '́', '‘', '“', 'true', 'null', 'management.azure.com', 'LOGIN.microsoftonline.com'],
];

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...pieces), maxLength: 12 }),
  anyText({ maxLength: 20 }),
  fc.constantFrom(...pieces).map((inner) => `[${inner}]`),
);

/** Texts such as reach no file unless somebody means it: as many, the same in every run, and no two that differ only in case. */
export function hostile(count: number, seed = 7): readonly string[] {
  const known = new Map(fc.sample(text, { numRuns: count * 3, seed }).map((each) => [each.toLowerCase(), each]));
  known.delete('');
  return [...known.values()].slice(0, count);
}
