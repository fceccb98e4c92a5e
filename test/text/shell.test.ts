import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { posixShell, powerShell, quotePosix } from '../../src/text/shell.ts';
import { joinAsPowerShell, readAsProgram, readPowerShell, throughBatchFile } from '../support/windows-shell.ts';

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
  ['--sandbox=slow-role', '--sandbox=slow-role'],
  ['--a.b', '--a.b'],
  ['/subscriptions/x/resourceGroups/y', '/subscriptions/x/resourceGroups/y'],
  ['', "''"],
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

test('nothing invisible stands in a line for a POSIX shell', () => {
  const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
  expect(fc.sample(argument, { numRuns: 3000, seed: 2 }).filter((text) => invisible.test(quotePosix(text)))).toEqual(
    [],
  );
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
      argument.filter((text) => !/["\\]/.test(text)),
      (text) => {
        expect(readPowerShell(powerShell.words(['adt-setup', text]).join(' '))).toEqual(['adt-setup', text]);
      },
    ),
    { numRuns: 5000 },
  );
});

test('a variable is set to a string, whatever is in it', () => {
  expect(powerShell.setting('HERE', 'C:\\Users\\O’Brien')).toBe("$env:HERE = 'C:\\Users\\O’’Brien'");
  expect(powerShell.setting('COUNT', '5')).toBe("$env:COUNT = '5'");
  expect(posixShell.setting('HERE', '/home/my own')).toBe("export HERE='/home/my own'");
});
