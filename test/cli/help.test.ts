import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { readCommandLine } from '../../src/cli/command-line.ts';
import { commands } from '../../src/cli/commands.ts';
import { examples } from '../../src/cli/examples.ts';
import { manPageText, textsAtOnce } from '../../src/cli/texts.ts';
import { topics } from '../../src/cli/topics.ts';
import { helpText } from '../../src/cli/usage.ts';
import { laidOut } from '../../src/start/laid-out.ts';
import { runInProcess } from '../support/in-process.ts';

/** The words that a shell gives the program, of lines as the help has them. */
function argvOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain = '']) => quoted ?? plain).slice(1);
}

const named = commands.map((command) => [command.name, command] as const);

describe('the help of each command', () => {
  test.each(named)('"%s" has two or three examples, which the program takes', (name) => {
    const own = examples[name] ?? [];
    expect([2, 3]).toContain(own.length);
    const lines = own.map(({ line }) => line).filter((line) => line.startsWith('adt-setup '));
    for (const line of lines)
      expect(readCommandLine(argvOf(line.replace(/ \|.*/, '')), commands).command.name).toBe(name);
  });

  test.each(named)('"%s": every flag stands in it, once, in a group', async (_, command) => {
    const lines = (await helpText(command, commands)).split('\n');
    for (const { flag } of [...command.questions, ...command.options])
      expect(lines.filter((line) => new RegExp(`^ {2}(-\\w, | {4})--${flag}[^\\w-]`).test(line))).toHaveLength(1);
    expect(lines).toEqual(expect.arrayContaining(['USAGE', 'EXAMPLES', 'EXIT CODES', 'LEARN MORE']));
  });

  test('of the set-up names the commands, and what scripts and agents need', async () => {
    const text = await helpText(commands[0], commands);
    for (const { name, says } of commands.slice(1)) expect(text).toContain(`  ${name}\t${says}`);
    expect(text).toMatch(/\nSCRIPTS AND AGENTS\n(.+\n)*.*--plan/);
  });
});

describe('in a window', () => {
  const words = (text: string): string => text.split(/\s+/).join(' ');

  test.each([24, 40, 59, 60, 80, 100, 200])(
    'of %i columns nothing is wider than it, and nothing is lost',
    async (columns) => {
      for (const text of Object.values(await textsAtOnce())) {
        const laid = laidOut(text, columns);
        expect(words(laid)).toBe(words(text));
        const wide = laid.split('\n').filter((line) => line.length >= columns && !line.trimStart().startsWith('$ '));
        // A single word may be longer than the narrowest window.
        expect(wide.filter((line) => line.trim().includes(' ') && columns > 40)).toEqual([]);
      }
    },
  );

  test('no line is wider than 100 columns, and every text is ASCII, whose letters have one column each', async () => {
    for (const text of Object.values(await textsAtOnce())) {
      expect(text).toMatch(/^[\t\n -~]*$/);
      const lines = laidOut(text, 300).split('\n');
      expect(lines.filter((line) => line.length > 100 && !line.trimStart().startsWith('$ '))).toEqual([]);
    }
  });
});

describe('topics', () => {
  test.each(topics.map(({ name }) => name))('help %s', async (name) => {
    const { code, stdout } = await runInProcess(['help', name], {});
    expect([code, stdout.split(':')[0]]).toEqual([0, `adt-setup help ${name}`]);
  });

  test('a topic is no command, and nothing may follow it', async () => {
    expect((await runInProcess(['files'], {})).code).toBe(2);
    expect((await runInProcess(['help', 'files', 'doctor', 'more'], {})).code).toBe(2);
  });
});

test.each(['-v', '-V', '--version'])('%s is the version', async (flag) => {
  const { code, stdout } = await runInProcess([flag], {});
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
});

const mandoc = spawnSync('mandoc', ['-T', 'lint'], { input: '' }).error === undefined;
(mandoc ? test : test.skip)('the manual page is well formed (left out where there is no mandoc)', async () => {
  const input = await manPageText();
  const { stdout, stderr } = spawnSync('mandoc', ['-T', 'lint'], { input, encoding: 'utf8' });
  expect([stdout, stderr]).toEqual(['', '']);
  const shown = spawnSync('mandoc', ['-T', 'ascii'], { input, encoding: 'utf8' }).stdout.replaceAll(/.\u0008/g, '');
  for (const flag of ['--resource-group NAME', '--language NAME', 'ADT_SETUP_NAME']) expect(shown).toContain(flag);
});
