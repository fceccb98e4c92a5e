import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commands } from '../../src/cli/commands.ts';
import { completions } from '../../src/cli/texts.ts';
import { answer } from '../../src/completion/answer/answer.ts';
import { flagsOf, type Table } from '../../src/completion/answer/table.ts';
import type { Home } from '../support/places.ts';
import { hardNames, homeWith } from './saved-home.ts';

let table: Table;
let home: Home;

beforeAll(async () => {
  table = await completions();
  home = homeWith([
    { name: 'factory-twins', group: 'rg-factory', subscription: 'Contoso Dev' },
    { name: 'factory-twins', group: 'rg-second', subscription: 'Contoso Dev' },
    { name: 'office-twins', group: 'rg-office', subscription: hardNames.quotes, outcome: 'ready' },
    { name: 'gone-twins', group: 'rg-gone', outcome: 'undone' },
    { name: 'china-twins', group: 'rg-china', cloud: 'AzureChinaCloud' },
    { name: 'practice-twins', group: 'rg-practice', scenario: 'owner' },
    { name: 'slow-twins', group: 'rg-slow', scenario: 'slow-role' },
    { name: 'gone-practice', scenario: 'reader', outcome: 'undone' },
    { name: 'odd\u202Ename', group: 'line\nbreak', cloud: 'AzureUSGovernment' },
    { group: 'rg-nameless', cloud: 'AzureUSGovernment' },
  ]);
});

afterAll(() => home.remove());

/** What is offered for the last of these words: of what kind, and which. */
function offered(words: readonly string[]): { kind: string; texts: readonly string[] } {
  const [kind = '', ...lines] = answer(table, ['fish', ...words], home.environment)
    .trimEnd()
    .split('\n');
  return { kind, texts: lines.map((line) => line.split('\t')[0] ?? '') };
}

const texts = (...words: readonly string[]): readonly string[] => offered(words).texts;
const names = commands.slice(1).map(({ name }) => name);

describe('commands and words', () => {
  test.each([
    [[''], [...names, 'help']],
    [
      ['--json', ''],
      [...names, 'help'],
    ],
    [
      ['--name', 'x', ''],
      [...names, 'help'],
    ],
    [
      ['--tags', 'a=b', 'c=d', ''],
      [...names, 'help'],
    ],
    [
      ['help', ''],
      [...names, 'exit-codes', 'environment', 'files', 'accessibility', 'agents'],
    ],
    [['help', 'status', ''], []],
    [['help', '--'], []],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish', 'powershell'],
    ],
    [['completion', 'bash', ''], ['--help']],
    [['a=b', ''], []],
    [['no-command', ''], []],
    [['no-command', '--'], []],
    [['--', '--'], []],
    [['status', '--', ''], []],
    [['status', 'x'], []],
  ])('%j', (words, expected) => {
    expect(texts(...words)).toEqual(expected);
  });
});

describe('flags', () => {
  test.each(commands.map((command) => [command.name, command] as const))('those of "%s"', (name, command) => {
    const all = [...command.questions, ...command.options].map(({ flag }) => `--${flag}`);
    expect(texts(...(name === '' ? [] : [name]), '--')).toEqual(all);
  });

  test.each([
    ['--name=x', '--name'],
    ['--check', '--check'],
    ['--sandbox', '--sandbox'],
    ['-h', '--help'],
    ['-nx', '--name'],
  ])('%s: it is not offered again', (given, flag) => {
    expect(texts('status', '--')).toContain(flag);
    expect(texts('status', given, '--')).not.toContain(flag);
  });

  test('what may be given again is offered again', () => {
    expect(texts('--tags', 'a=b', '--')).toContain('--tags');
  });

  test('where no word can follow they are offered at once', () => {
    expect(texts('doctor', '')).toContain('--json');
  });

  test('one whose value is joined to it is followed by what can be joined, once it is the only one', () => {
    expect(texts('status', '--sandbox')).toContain('--sandbox=slow-role');
    expect(texts('status', '--s')).not.toContain('--sandbox=slow-role');
  });

  test('every flag that takes something takes known things, files, or what nobody can guess', () => {
    const free = table.flags.filter(({ takes }) => takes === 'free').map(({ name }) => name);
    expect(new Set(free)).toEqual(
      new Set(['tenant', 'location', 'tags', 'assignee', 'plan', 'timeout', 'port', 'latency']),
    );
    const [setUp] = table.commands;
    expect(
      flagsOf(table, setUp)
        .filter(({ takes }) => takes === 'files')
        .map(({ name }) => name),
    ).toEqual(expect.arrayContaining(['answers', 'state', 'log']));
  });
});

describe('values', () => {
  const scenarios = ['owner', 'contributor', 'reader', 'guest', 'taken', 'unregistered', 'policy', 'throttled'];
  test.each([
    [
      ['--auth', ''],
      ['auto', 'cli', 'browser', 'device-code', 'environment'],
    ],
    [['--auth='], ['--auth=auto', '--auth=cli', '--auth=browser', '--auth=device-code', '--auth=environment']],
    [
      ['--role', ''],
      ['owner', 'reader'],
    ],
    [
      ['--identity', ''],
      ['none', 'system'],
    ],
    [
      ['--public-network-access', ''],
      ['enabled', 'disabled'],
    ],
    [
      ['--cloud', ''],
      ['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud'],
    ],
    [['--accessible='], ['--accessible=yes', '--accessible=no']],
    [['--sandbox='], [...scenarios, 'slow-role', 'quota'].map((name) => `--sandbox=${name}`)],
    [
      ['sandbox', '--scenario', ''],
      [...scenarios, 'slow-role', 'quota'],
    ],
    [
      ['first-steps', '--language', ''],
      ['javascript', 'python', 'csharp'],
    ],
    [
      ['export', '--format', ''],
      ['az', 'bicep', 'arm', 'terraform', 'azd', 'github', 'answers', 'env', 'summary'],
    ],
    [['--json='], []],
    [['--no-such='], []],
    [
      ['status', '--auth', ''],
      ['auto', 'cli', 'browser', 'device-code', 'environment'],
    ],
    [['sandbox', '--auth', ''], []],
    [['--plan', ''], []],
  ])('%j', (words, expected) => {
    expect(texts(...words)).toEqual(expected);
  });

  test.each([
    [['--state', ''], 'files'],
    [['--answers=x'], 'files'],
    [['status', '--log', 'x'], 'files'],
    [['export', '--out', ''], 'files'],
    [['first-steps', '--out', ''], 'folders'],
    [['sandbox', '--data='], 'folders'],
    [['--plan', ''], 'values'],
  ])('%j: %s', (words, kind) => {
    expect(offered(words)).toEqual({ kind, texts: [] });
  });
});

describe('what is saved', () => {
  test.each([
    [
      ['--name', ''],
      ['factory-twins', 'office-twins'],
    ],
    [
      ['-n', ''],
      ['factory-twins', 'office-twins'],
    ],
    [
      ['status', '--name='],
      ['--name=factory-twins', '--name=office-twins'],
    ],
    [
      ['-g', ''],
      ['rg-factory', 'rg-second', 'rg-office'],
    ],
    [
      ['status', '--name', 'FACTORY-twins', '--resource-group', ''],
      ['rg-factory', 'rg-second'],
    ],
    [['--resource-group', 'rg-office', '--name', ''], ['office-twins']],
    [
      ['--subscription', ''],
      ['Contoso Dev', hardNames.quotes],
    ],
    [['undo', '--sandbox', '--name', ''], ['practice-twins']],
    [['undo', '--sandbox=slow-role', '--name', ''], ['slow-twins']],
    [['undo', '--sandbox=reader', '--name', ''], ['gone-practice']],
    [['undo', '--sandbox=../sandbox/owner', '--name', ''], []],
    [['status', '--cloud', 'azurechinacloud', '--name', ''], ['china-twins']],
    [['status', '--cloud', 'nowhere', '--name', ''], []],
    [['status', '--cloud', 'AzureUSGovernment', '--name', ''], []],
    [['status', '--cloud', 'AzureUSGovernment', '-g', ''], ['rg-nameless']],
    [['status', '--state', 'x.json', '--name', ''], []],
  ])('%j', (words, expected) => {
    expect(texts(...words)).toEqual(expected);
  });

  test('it is said how far a set-up is, and where', () => {
    expect(answer(table, ['zsh', 'status', '--name', ''], home.environment)).toContain(
      '\noffice-twins\tfinished, in rg-office\n',
    );
  });
});

test.each([
  [[]],
  [['tcsh', 'x']],
  [['constructor', 'x']],
  [['bash', 'adt-setup st', 'other']],
  [['zsh', 'x'.repeat(70_000)]],
])('nothing is offered for %.60j', (argv) => {
  expect(answer(table, argv, home.environment).split('\n').slice(1).join('')).toBe('');
});
