import { expect, test } from '@jest/globals';
import { powerShell } from '../../../src/text/shell.ts';
import { readPowerShell } from '../../support/judges/windows-shell.ts';
import { fc } from '../../support/properties.ts';
import { argument } from './argument.ts';

test.each([
  ['rg-factory', 'rg-factory'],
  ['--name', '--name'],
  ['-g', '-g'],
  ['--sandbox=slow-role', '--sandbox=slow-role'],
  ['--a.b', '--a.b'],
  ['/subscriptions/x/resourceGroups/y', '/subscriptions/x/resourceGroups/y'],
  ['', `'""'`],
  ['two words', '"two words"'],
  ['Größe 5', '"Größe 5"'],
  ['-two words', "'-two words'"],
  ["it's", "'it''s'"],
  ['it’s', "'it’’s'"],
  ['‘a’ ‚b‛', "'‘‘a’’ ‚‚b‛‛'"],
  ['$env:PATH', "'$env:PATH'"],
  ['$(calc)', "'$(calc)'"],
  ['`n', "'`n'"],
  ['a;b', "'a;b'"],
  ['a|b', "'a|b'"],
  ['@splat', "'@splat'"],
  ['a,b', "'a,b'"],
  ['--%', "'--%'"],
  ['%PATH%', "'%PATH%'"],
  ['-a.b', "'-a.b'"],
  ['~', "'~'"],
  [':', "':'"],
  ['+', "'+'"],
  ['/', "'/'"],
  ['\\\\server\\x', '\\\\server\\x'],
  ['#no', "'#no'"],
  ['say "hi"', String.raw`'say \"hi\"'`],
  [String.raw`a\"b`, String.raw`'a\\\"b'`],
  ['two words\\', "'two words\\\\'"],
  ['C:\\folder', 'C:\\folder'],
  ['C:\\Program Files (x86)', "'C:\\Program Files (x86)'"],
  ['größe', "'größe'"],
  ['a\nb', '"a$([char]0x0a)b"'],
  ['$x\t`"', '"`$x$([char]0x09)``\\`""'],
  ['a\u202Eb', '"a$([char]0x202e)b"'],
  ['\u001B[2J', '"$([char]0x1b)[2J"'],
  ['“\n”', '"`“$([char]0x0a)`”"'],
  ['„\n', '"`„$([char]0x0a)"'],
])('PowerShell gets %j as %s', (text, quoted) => {
  expect(powerShell.words(['adt-setup', text])[1]).toBe(quoted);
});

test('nothing that PowerShell would act on stands outside of quotes, and nothing invisible in the line', () => {
  fc.assert(
    fc.property(argument, fc.constantFrom('az', 'adt-setup'), (text, program) => {
      const line = powerShell.words([program, text]).join(' ');
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(readPowerShell(line)).toHaveLength(2);
    }),
    { numRuns: 5000 },
  );
});

test('what needs no protection from programs comes back from PowerShell as it was', () => {
  fc.assert(
    fc.property(
      argument.filter((text) => text !== '' && !/["\\]/.test(text)),
      (text) => {
        expect(readPowerShell(powerShell.words(['adt-setup', text]).join(' '))).toEqual(['adt-setup', text]);
      },
    ),
    { numRuns: 5000 },
  );
});
