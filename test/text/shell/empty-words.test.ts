import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { posixShell, powerShell, type Shell } from '../../../src/text/shell.ts';
import { joinAsPowerShell, readAsProgram, readPowerShell } from '../../support/judges/windows-shell.ts';
import { fc } from '../../support/properties.ts';

/* Windows PowerShell drops empty words: what stands behind one would be taken for the value of the flag before it. */

test.each<[string, Shell, string]>([
  ['a POSIX shell', posixShell, "adt-setup --tags= --name= '' x"],
  ['PowerShell', powerShell, `adt-setup --tags= --name= '""' x`],
])('an empty value stands right behind its flag in a line for %s', (_, shell, line) => {
  expect(shell.words(['adt-setup', '--tags', '', '--name', '', '', 'x']).join(' ')).toBe(line);
  expect(shell.words(['adt-setup', '', 'x', '-n', '']).at(-1)).toBe(shell === posixShell ? "''" : `'""'`);
  expect(shell.words(['adt-setup', '--yes', '--name', 'x'])).toEqual(['adt-setup', '--yes', '--name', 'x']);
});

/** Words as a program counts them that takes `--flag=` and `--flag ''` for the same. */
function meant(argv: readonly string[]): readonly string[] {
  return argv.flatMap((word) => (/^--[a-z]+=$/.test(word) ? [word.slice(0, -1), ''] : [word]));
}

const lines = fc.array(fc.constantFrom('', '', '--tags', '--name', '-g', 'a', 'two words', "it's"), { maxLength: 8 });

test('whatever is empty in a line comes through each shell', () => {
  fc.assert(
    fc.property(lines, fc.constantFrom('az', 'adt-setup'), (words, program) => {
      const line = powerShell.words([program, ...words]).join(' ');
      const [, ...read] = readPowerShell(line);
      expect(meant(readAsProgram(joinAsPowerShell(read, 5)))).toEqual(words);
    }),
    { numRuns: 2000 },
  );
  const some = fc.sample(lines, { numRuns: 200, seed: 5 });
  const script = some.map((words) => `printf '%s\\0' ${posixShell.words(['x', ...words]).join(' ')} '|'`).join('\n');
  const printed = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
  expect(meant(printed)).toEqual(some.flatMap((words) => ['x', ...words, '|']));
});
