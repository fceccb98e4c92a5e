import { describe, expect, test } from '@jest/globals';
import { readCommandLine } from '../../src/cli/command-line.ts';
import { commands } from '../../src/cli/commands.ts';
import { distinct, variableOf } from '../../src/cli/other-options.ts';
import { helpText } from '../../src/cli/usage.ts';
import { readEnvironment } from '../../src/cli/variables.ts';
import { SetupError } from '../../src/errors.ts';
import { type QuestionKey, steps } from '../../steps/index.ts';

const questions = distinct(steps.flatMap((step) => step.questions));

/** Flag, variable and key of every question, as people and scripts rely on them. */
const contract = [
  ['auth', 'auth', 'ADT_SETUP_AUTH', 'device-code'],
  ['tenant', 'tenant', 'ADT_SETUP_TENANT', 'contoso.com'],
  ['subscription', 'subscription', 'ADT_SETUP_SUBSCRIPTION', 'Contoso Dev'],
  ['resource-group', 'resourceGroup', 'ADT_SETUP_RESOURCE_GROUP', 'rg-factory'],
  ['location', 'location', 'ADT_SETUP_LOCATION', 'westeurope'],
  ['name', 'name', 'ADT_SETUP_NAME', 'factory-twins'],
  ['assignee', 'assignee', 'ADT_SETUP_ASSIGNEE', 'me'],
  ['role', 'role', 'ADT_SETUP_ROLE', 'reader'],
  ['tags', 'tags', 'ADT_SETUP_TAGS', 'team=factory'],
  ['identity', 'identity', 'ADT_SETUP_IDENTITY', 'system'],
  ['public-network-access', 'publicNetworkAccess', 'ADT_SETUP_PUBLIC_NETWORK_ACCESS', 'disabled'],
] as const;

describe('every question', () => {
  test('is in the contract, and the other way round', () => {
    const keys: readonly QuestionKey[] = contract.map(([, key]) => key);
    expect(questions.map((each) => each.key).sort()).toEqual([...keys].sort());
  });

  test.each(contract)(
    '--%s is the key %s and the variable %s, and all three mean the same',
    (flag, key, variable, value) => {
      const question = questions.find((each) => each.key === key);
      expect(question?.flag).toBe(flag);
      expect(question && variableOf(question)).toBe(variable);
      const byFlag = readCommandLine([`--${flag}`, value], commands).answers[key];
      const byVariable = readEnvironment({ [variable]: value }, questions)[key];
      expect(byFlag?.value).toBe(byVariable?.value);
      expect(byFlag?.from).toBe('flag');
      expect(byVariable?.from).toBe('environment');
    },
  );

  test.each(questions.map((each) => [each.key, each] as const))(
    '%s explains itself in one sentence or two, and is in the help',
    async (_, question) => {
      expect(question.explain).toMatch(/^[A-Z].*\.$/);
      expect(question.explain.length).toBeLessThan(160);
      expect(await helpText(commands[0], commands)).toContain(`--${question.flag} ${question.placeholder}`);
    },
  );
});

test('the steps are those of the contract, in order', () => {
  expect(steps.map((step) => step.id)).toEqual([
    'login',
    'subscription',
    'provider',
    'resource-group',
    'instance',
    'permissions',
    'role',
    'verify',
  ]);
});

const refusals: readonly (readonly [string, readonly string[], string])[] = [
  ['an unknown flag', ['--foo'], 'There is no option --foo'],
  ['a typo near a flag (it must not run for real)', ['--dryrun'], 'Did you mean --dry-run?'],
  [
    'a flag given twice with different values',
    ['--location', 'westeurope', '--location', 'eastus'],
    '"westeurope" and "eastus"',
  ],
  ['an empty name', ['--name', ''], '--name is empty'],
  ['a name of two characters', ['--name', 'ab'], '3 to 63 letters, digits and hyphens'],
  ['a name of 64 characters', ['--name', 'a'.repeat(64)], '3 to 63'],
  ['a name that begins with a hyphen', ['--name=-abc'], 'no hyphen at the start'],
  ['a name that ends with a hyphen', ['--name', 'abc-'], 'no hyphen at the start'],
  ['a name with an underscore', ['--name', 'my_twin'], '3 to 63'],
  ['a name with a blank', ['--name', 'my twin'], '3 to 63'],
  ['a name with a letter of another script', ['--name', 'naïve'], '3 to 63'],
  ['a name with a line break in it', ['--name', 'my\ntwin'], '3 to 63'],
  ['a group of 91 characters', ['-g', 'a'.repeat(91)], '1 to 90'],
  ['a group that ends with a period', ['-g', 'rg.'], 'no period at the end'],
  ...['rg/x', 'rg?x', 'rg#x', 'rg%2f', '..'].map((name) => [`the group ${name}`, ['-g', name], '1 to 90'] as const),
  ['a tenant with a path in it', ['--tenant', 'a/../b;rm'], "can't be a directory"],
  ['an assignee that is neither a name nor an id', ['--assignee', 'bob@'], 'neither a name, an e-mail address nor'],
  ['an object id with a type that is none', ['--assignee', 'user:bob'], 'user:ID, group:ID, app:ID'],
  ['the role Owner of Azure itself', ['--role', 'Contributor'], 'give no access to its data'],
  ['the id of another role', ['--role', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'], 'is the id of another role'],
  ['a secret on the command line', ['--client-secret', 'xyz'], 'can be read by others'],
  ['a command that is none', ['destroy'], 'There is no command "destroy"'],
  ['a switch with a value', ['--json=yes'], '--json takes no value'],
  ['a flag without its value', ['--name'], '--name needs a value'],
  ['10,000 arguments', Array.from({ length: 10_000 }, () => 'x'), 'too long'],
  ['an argument of 1 MB', ['x'.repeat(1_000_000)], 'too long'],
  ['tags without a value', ['--tags', 'team'], "can't be a tag"],
  ['a tag given twice', ['--tags', 'team=a', 'Team=b'], 'given twice'],
  ['a tag with a forbidden character', ['--tags', 'a<b=c'], "can't be a tag"],
];

test.each(refusals)('refuses %s', (_, argv, words) => {
  let error: unknown;
  try {
    readCommandLine(argv, commands);
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(SetupError);
  const details = error as SetupError;
  expect(`${details.message} ${details.suggestion}`).toContain(words);
  expect(details.ending).toBe('usage');
  expect(details.message.length).toBeLessThan(250);
});

const understood: readonly (readonly [string, readonly string[], string, string])[] = [
  ['a region in its display form', ['--location', 'West US 2'], 'location', 'westus2'],
  ['the role by its full name', ['--role', 'azure digital twins data reader'], 'role', 'reader'],
  ['the role by its former name', ['--role', 'Azure Digital Twins Owner (Preview)'], 'role', 'owner'],
  ['the role by its id', ['--role', 'BCD981A7-7F74-457B-83E1-CCEB9E632FFE'], 'role', 'owner'],
  ['an alias', ['--assignee', 'bob'], 'assignee', 'bob'],
  ['a name with blanks and a line break around it', ['--name', ' mytwin\n'], 'name', 'mytwin'],
  ['letters in another form than Azure compares', ['--subscription', 'Cafe\u0301'], 'subscription', 'Caf\u00e9'],
  [
    'an id in braces',
    ['--subscription', '{AAAAAAAA-0000-4000-8000-00000000000A}'],
    'subscription',
    'aaaaaaaa-0000-4000-8000-00000000000a',
  ],
  [
    'an id without hyphens',
    ['--assignee', 'user:AAAAAAAA00004000800000000000000A'],
    'assignee',
    'user:aaaaaaaa-0000-4000-8000-00000000000a',
  ],
  [
    'an object id with its type',
    ['--assignee', 'GROUP:AAAAAAAA-0000-4000-8000-00000000000A'],
    'assignee',
    'group:aaaaaaaa-0000-4000-8000-00000000000a',
  ],
  ['an e-mail with an apostrophe', ['--assignee', "o'neil@contoso.com"], 'assignee', "o'neil@contoso.com"],
  [
    'an object id in capitals',
    ['--assignee', 'AAAAAAAA-0000-4000-8000-00000000000A'],
    'assignee',
    'aaaaaaaa-0000-4000-8000-00000000000a',
  ],
  ['several tags', ['--tags', 'a=1', 'b=2'], 'tags', '{"a":"1","b":"2"}'],
  ['tags with commas', ['--tags', 'a=1,b=2'], 'tags', '{"a":"1","b":"2"}'],
  ['the same value twice', ['--name', 'abc', '--name', 'abc'], 'name', 'abc'],
  ['a group with letters of another script', ['-g', 'größe-rg'], 'resourceGroup', 'größe-rg'],
];

test.each(understood)('understands %s', (_, argv, key, value) => {
  expect(readCommandLine(argv, commands).answers[key]?.value).toBe(value);
});

test('--sandbox alone means the scenario owner, and takes another only after "="', () => {
  expect(readCommandLine(['--sandbox'], commands).options.sandbox).toBe('owner');
  expect(readCommandLine(['--sandbox=taken', '--dry-run'], commands).options).toEqual({
    sandbox: 'taken',
    'dry-run': '',
  });
});
