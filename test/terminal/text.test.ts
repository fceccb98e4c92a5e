import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import type { Line } from '../../src/engine/context.ts';
import { commandsPage } from '../../src/terminal/command-lines.ts';
import { entry } from '../../src/terminal/entry.ts';
import { counting, cut, duration, hang, minutes, widthOf } from '../../src/terminal/layout.ts';
import { obstaclesPage } from '../../src/terminal/obstacles.ts';
import { planPage } from '../../src/terminal/pages.ts';
import { searchIn } from '../../src/terminal/question/matching.ts';
import { styleOf } from '../../src/terminal/style.ts';
import { safe } from '../../src/text/safe.ts';
import { commandLine, posixShell, powerShell, quotePosix } from '../../src/text/shell.ts';
import { readPowerShell } from '../support/judges/windows-shell.ts';
import { fc } from '../support/properties.ts';
import { anyText } from '../text/any-text.ts';

const plain = styleOf({ color: false, words: false });
const colored = styleOf({ color: true, words: false });
const hostile = anyText({ maxLength: 60 });

const line = (says: string): Line => ({
  id: 'instance',
  title: 'Instance',
  status: 'planned',
  says,
  az: [],
  evidence: 'checked',
  usually: 60,
});

describe('text from outside', () => {
  test.each([
    ['an escape sequence', '\u001B[2Jgone', '\\u{1b}[2Jgone'],
    ['a title sequence', '\u001B]0;x\u0007', '\\u{1b}]0;x\\u{7}'],
    ['a C1 control', 'a\u009Bb', 'a\\u{9b}b'],
    ['text that reorders', 'a\u202Eb', 'a\\u{202e}b'],
    ['what can not be seen', 'a\u200Bb\uFEFF', 'a\\u{200b}b\\u{feff}'],
    ['a line break', 'one\r\n two', 'one two'],
    ['a separator of lines or paragraphs', 'a\u2028b\u2029', 'a\\u{2028}b\\u{2029}'],
    ['half of a character', 'a\uD83Db', 'a\\u{d83d}b'],
    ['an apostrophe and other scripts', "O'Neil größe 東京", "O'Neil größe 東京"],
  ])('with %s is shown safely', (_, text, shown) => {
    expect(safe(text)).toBe(shown);
  });

  test('shows what is drawn as nothing: joiners, fillers, selectors, tags', () => {
    const unseen = [
      0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180f, 0x2065, 0x3164, 0xfe00, 0xfe0f, 0xffa0, 0xfff0, 0xfffb,
      0xe0000, 0xe0fff,
    ];
    for (const code of unseen) expect(safe(`a${String.fromCodePoint(code)}b`)).toBe(`a\\u{${code.toString(16)}}b`);
  });

  test('never keeps a control, format or hiding character, whatever it is', () => {
    fc.assert(
      fc.property(hostile, (text) => !/[\p{Cc}\u202A-\u202E\u2066-\u2069\u200B-\u200F\uFEFF]/u.test(safe(text))),
      { numRuns: 2000 },
    );
  });
});

describe('a command line', () => {
  test.each(["it's", 'a b', '$(touch x)', '`x`', 'a\\b', '"', '', '*', "-n'", '!x', 'größe', 'a\nb', 'tab\there'])(
    'with %j comes back from a real shell as it was',
    (argument) => {
      const printed = execFileSync('bash', ['-c', `printf '%s' ${quotePosix(argument)}`], { encoding: 'utf8' });
      expect(printed).toBe(argument);
    },
  );

  const argv = [
    'az',
    'role',
    'assignment',
    'create',
    '--role',
    'Azure Digital Twins Data Owner',
    '--scope',
    '/a/(b)/c',
  ];

  test('is written in the way of the shell that it is for', () => {
    const printed = execFileSync('bash', ['-c', `printf '%s|' ${posixShell.words(argv).join(' ')}`], {
      encoding: 'utf8',
    });
    expect(printed).toBe(`${argv.join('|')}|`);
    expect(readPowerShell(powerShell.words(argv).join(' '))).toEqual([...argv.slice(0, -1), '"/a/(b)/c"']);
  });

  test('stands whole on a line of its own, however long', () => {
    const page = commandsPage([{ ...line('x'), az: [argv, ['az', 'group', 'show']] }], plain);
    expect(page.filter((each) => each.startsWith('az '))).toEqual([commandLine(argv), 'az group show']);
  });

  test('harmless arguments stay as they are', () => {
    expect(quotePosix('/subscriptions/x/y_z.1:2@a=b,c')).toBe('/subscriptions/x/y_z.1:2@a=b,c');
  });
});

describe('lines', () => {
  test('are never wider than the window, whatever they say', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 120 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 24, max: 200 }), fc.boolean(), (text, width, isPreview) => {
        const style = isPreview ? colored : plain;
        const lines = [
          ...planPage([line(text)], style, width, isPreview),
          ...entry(style, width, { mark: style.good('✔'), title: 'Resource group', text: safe(text), right: '41 s' }),
          ...hang('  ', safe(text), width),
        ];
        return lines.every((each) => widthOf(each) <= width);
      }),
      { numRuns: 500 },
    );
  });

  test('keep every word', () => {
    const text = 'one two three four five six seven eight nine ten';
    expect(hang('  ', text, 24).join(' ').replaceAll(/\s+/g, ' ').trim()).toBe(text);
  });

  test.each([
    [
      'Saved in /home/victim/.local/state/adt-setup/sandbox/setups/2026-11-28-c7f3bd.json now.',
      ['Saved in', '/home/victim/.local/state/', 'adt-setup/sandbox/setups/', '2026-11-28-c7f3bd.json now.'],
    ],
    ['C:\\Users\\ana\\AppData\\Local\\adt-setup\\x.json', ['C:\\Users\\ana\\AppData\\Local\\', 'adt-setup\\x.json']],
    [`x ${'a'.repeat(40)}`, ['x', 'a'.repeat(30), 'a'.repeat(10)]],
    ['a/b fits', ['a/b fits']],
  ])('a path that is longer than a line is broken between its parts: %s', (text, lines) => {
    expect(hang('', text, 30)).toEqual(lines);
  });

  test('are cut with an ellipsis', () => {
    expect(cut('abcdef', 4)).toBe('abc…');
    expect(cut('abc', 4)).toBe('abc');
  });

  test.each(['not yet', 'no address yet', 'no sign-in yet'])(
    'of a wait for a role (%s) fit into a window of 80 columns, and are whole in one of 40',
    (state) => {
      const text = `Proof: Azure is spreading the role: up to 10 minutes (${state})`;
      expect(counting(text, '12:05', 76)).toEqual([`${text}  12:05`]);
      const narrow = counting(text, '12:05', 36);
      expect(narrow.map((line) => widthOf(line)).every((width) => width <= 38)).toBe(true);
      expect(narrow.map((line) => line.trim()).join(' ')).toBe(`${text}  12:05`);
    },
  );

  test('tell times as people do', () => {
    expect([minutes(37), minutes(725), duration(41), duration(134)]).toEqual(['0:37', '12:05', '41 s', '2 min 14 s']);
  });
});

test('what is missing on the subscription names it', () => {
  const right = { action: 'Microsoft.DigitalTwins/register/action', scope: '/subscriptions/s1' };
  const obstacle = { missing: [right], subscription: 'Contoso Dev', why: '', people: [], activations: [] };
  expect(obstaclesPage([obstacle], plain, 120).join('\n')).toContain(
    'Missing:  Microsoft.DigitalTwins/register/action on the subscription Contoso Dev',
  );
});

test.each<[string, readonly (readonly string[])[], readonly string[]]>([
  ['those who can do all of it are one list', [['Carla', 'Bea'], ['Bea']], ['  Who can:  Bea']],
  [
    'where nobody can do all of it, each part has its own',
    [['Carla'], ['Bea']],
    ['  Who can:  Carla', '  Who can:  Bea'],
  ],
  ['where it is known for one part only, that is said', [['Carla'], []], ['  Who can:  Carla']],
])('of several things that are missing, %s', (_, lists, lines) => {
  const all = lists.map((people) => ({ missing: [], subscription: 'Dev', why: 'No.', people, activations: [] }));
  expect(obstaclesPage(all, plain, 80).filter((line) => line.includes('Who can'))).toEqual(lines);
});

describe('searching a list', () => {
  const choices = ['rg-factory', 'factory', 'old-factory', 'artefactory', 'rg-sales'].map((value) => ({
    value,
    label: value,
    hint: value === 'rg-sales' ? 'East US' : 'West Europe',
  }));
  const found = (typed: string): readonly string[] => searchIn(choices, true)(typed, 10).best.map((each) => each.value);

  test.each([
    ['the beginning before a word before the middle', 'fact', ['factory', 'rg-factory', 'old-factory', 'artefactory']],
    ['several words, in any order and in the hint', 'west rg', ['rg-factory']],
    ['any case', 'SALES', ['rg-sales']],
    ['nothing typed: all, as they are', '', choices.map((each) => each.value)],
    ['letters that stand apart after all else', 'fcry', ['rg-factory', 'factory', 'old-factory', 'artefactory']],
    ['nothing found', 'zzz', []],
  ])('puts %s', (_, typed, expected) => {
    expect(found(typed)).toEqual(expected);
  });

  test('takes letters that stand apart only where nothing else may be meant by them', () => {
    expect(searchIn(choices, false)('fcry', 10).best).toEqual([]);
  });

  test('what is typed on, taken back and typed anew is found as if it were typed at once', () => {
    const search = searchIn(choices, true);
    for (const typed of ['f', 'fa', 'fac', 'fa', '', 'sales', 'rg', 'rg west', 'rg', 'WEST']) {
      expect(search(typed, 10)).toEqual(searchIn(choices, true)(typed, 10));
    }
  });

  test('gives no more than asked for', () => {
    const many = Array.from({ length: 50_000 }, (_, at) => ({ value: `g${at}`, label: `group ${at}` }));
    const { best, others } = searchIn(many, true)('group', 50);
    expect([best.length, others]).toEqual([50, 49_950]);
  });
});
