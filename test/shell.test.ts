import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quotePosix, quotePowerShell } from '../src/shell.ts';

/** What shells act on, and what can't be seen. */
const characters = Array.from('\'"\\$`!*?~#&|;<>(){}[] \t\n\r-=%^@,.aé東\u200B\u202E\u001B');

/** Any text that can be an argument: no zero byte, and no half of a character. */
const argument = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...characters), maxLength: 20 }),
);

test('a thousand and more command lines come back from a real shell as they were', () => {
  const all = fc.sample(
    argument.filter((text) => !text.includes('\0')),
    { numRuns: 3000, seed: 1 },
  );
  for (let at = 0; at < all.length; at += 500) {
    const batch = all.slice(at, at + 500);
    const script = `printf '%s\\0' ${batch.map(quotePosix).join(' ')}`;
    const printed = execFileSync('bash', ['-c', script], { encoding: 'utf8' });
    expect(printed.split('\0').slice(0, -1)).toEqual(batch);
  }
});

test.each([
  ['rg-factory', 'rg-factory'],
  ['--name', '--name'],
  ['-g', '-g'],
  ['/subscriptions/x/resourceGroups/y', '/subscriptions/x/resourceGroups/y'],
  ['', "''"],
  ['two words', "'two words'"],
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
  ['#no', "'#no'"],
  ['say "hi"', String.raw`'say \"hi\"'`],
  [String.raw`a\"b`, String.raw`'a\\\"b'`],
  ['two words\\', "'two words\\\\'"],
  ['C:\\folder', 'C:\\folder'],
  ['größe', "'größe'"],
  ['a\nb', '"a$([char]0x0a)b"'],
  ['$x\t`"', '"`$x$([char]0x09)``\\`""'],
  ['a\u202Eb', '"a$([char]0x202e)b"'],
  ['\u001B[2J', '"$([char]0x1b)[2J"'],
  ['“\n”', '"`“$([char]0x0a)`”"'],
])('PowerShell gets %j as %s', (text, quoted) => {
  expect(quotePowerShell(text)).toBe(quoted);
});

test('nothing invisible stands in a line for a POSIX shell', () => {
  const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
  expect(fc.sample(argument, { numRuns: 3000, seed: 2 }).filter((text) => invisible.test(quotePosix(text)))).toEqual(
    [],
  );
});

test('nothing that PowerShell would act on stands outside of quotes, and nothing invisible in the line', () => {
  fc.assert(
    fc.property(argument, (text) => {
      const quoted = quotePowerShell(text);
      if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(quoted)) return false;
      if (quoted.startsWith("'")) return /^'(?:[^'‘’‚‛]|(['‘’‚‛])\1)*'$/su.test(quoted);
      if (quoted.startsWith('"')) return /^"(?:[^"“”„`$]|`.|\$\(\[char\]0x[0-9a-f]+\))*"$/su.test(quoted);
      return /^[\w/+=:.\\-]+$/.test(quoted);
    }),
    { numRuns: 5000 },
  );
});
