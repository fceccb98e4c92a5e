import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { powerShell } from '../../../src/text/shell.ts';
import {
  joinAsPowerShell,
  readAsProgram,
  readPowerShell,
  throughBatchFile,
} from '../../support/judges/windows-shell.ts';
import { fc } from '../../support/properties.ts';
import { argument } from './argument.ts';

test.each([
  ['rg-factory', 'rg-factory'],
  ['--name', '--name'],
  ['Azure Digital Twins Data Owner', '"Azure Digital Twins Data Owner"'],
  ['', `'""'`],
  ['a,b', "'a,b'"],
  ['it’s', "'it’’s'"],
  ['rg(1)', `'"rg(1)"'`],
  ['R&D', `'"R&D"'`],
  ['a, b', `'"a, b"'`],
  ['say "hi"', `'"say ""hi"""'`],
  ['50%', `'"50%%cd:~,%"'`],
  [String.raw`a\"b c`, String.raw`'"a\\%cd:~,%""b c"'`],
  ['C:\\a b\\', `'"C:\\a b\\\\"'`],
  ['a\tb', '"`"a$([char]0x09)b`""'],
])('az.cmd gets %j as %s', (text, quoted) => {
  expect(powerShell.words(['az', text])[1]).toBe(quoted);
});

/** What cmd.exe acts on more than on others, beside single characters. */
const forBatchFiles = fc
  .array(
    fc.oneof(
      fc.constantFrom('%PATH%', '%CMDCMDLINE:~-1%', '%cd%', '%%', '\\"', '""', ' ', '\\', '&calc&', '^', 'a', '東'),
      argument,
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''))
  .filter((text) => !/[\0\r\n]/.test(text));

const variables = { path: '"&calc&"', cmdcmdline: 'cmd.exe /c "az"', cd: 'C:\\Users\\ana', a: 'no' };

function onWindows(argv: readonly string[], version: 5 | 7): readonly string[] {
  const [program = '', ...read] = readPowerShell(powerShell.words(argv).join(' '));
  return [program, ...readAsProgram(throughBatchFile(joinAsPowerShell(read, version), variables))];
}

test.each([5, 7] as const)(
  'whatever stands in a line for az comes through PowerShell %s, cmd.exe and the program as it was',
  (version) => {
    fc.assert(
      fc.property(fc.array(forBatchFiles, { minLength: 1, maxLength: 4 }), (texts) => {
        const argv = ['az', ...texts];
        expect(onWindows(argv, version)).toEqual(argv);
      }),
      { numRuns: 5000 },
    );
  },
);

test('an argument with a line break arrives cut short, and nothing behind it is run', () => {
  expect(() => onWindows(['az', 'a\ncalc'], 7)).toThrow('cmd.exe ends the command');
});

test('the rules of Windows see what is not quoted for them', () => {
  const seen = (line: string): readonly string[] =>
    readAsProgram(throughBatchFile(joinAsPowerShell(readPowerShell(line), 7), variables));
  expect(() => seen('a&b')).toThrow('PowerShell acts on');
  expect(() => seen('"$(calc)"')).toThrow('PowerShell computes');
  expect(() => seen("'a&b'")).toThrow('cmd.exe acts on &');
  expect(() => seen('\'"%PATH%"\'')).toThrow('cmd.exe acts on &');
  expect(() => seen('\'"%CMDCMDLINE:~-1%&calc"\'')).toThrow('cmd.exe acts on &');
  expect(() => seen(`'a\\"&calc'`)).not.toThrow();
  expect(() => seen(`'"a\\"&calc"'`)).toThrow('cmd.exe acts on &');
  expect(seen("''")).toEqual([]);
  expect(seen(`'"a\\\\""b c"'`)).not.toEqual(['a\\"b c']);
});

const onlyOnWindows = process.platform === 'win32' ? test : test.skip;

onlyOnWindows('the same through the real ones: Windows PowerShell, cmd.exe and a program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'adt-setup-az-'));
  try {
    const show = 'process.stdout.write(JSON.stringify(process.argv.slice(2)))';
    writeFileSync(join(folder, 'show.cjs'), show);
    writeFileSync(join(folder, 'az.cmd'), `@echo off\r\n"${process.execPath}" "%~dp0show.cjs" %*\r\n`);
    for (const batch of inTens(fc.sample(forBatchFiles, { numRuns: 300, seed: 3 }))) {
      const line = powerShell.words(['az', ...batch]).join(' ');
      const script = Buffer.from(line, 'utf16le').toString('base64');
      const printed = execFileSync('powershell.exe', ['-NoProfile', '-NonInteractive', '-EncodedCommand', script], {
        encoding: 'utf8',
        env: { ...process.env, PATH: `${folder};${process.env['PATH'] ?? ''}` },
      });
      expect(JSON.parse(printed)).toEqual(batch);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function inTens<T>(all: readonly T[]): readonly (readonly T[])[] {
  return all.flatMap((_, at) => (at % 10 === 0 ? [all.slice(at, at + 10)] : []));
}
