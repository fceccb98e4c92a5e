import { parseArgs } from 'node:util';
import type { Answer } from '../engine/context.ts';
import { usageError } from '../errors.ts';
import { readAnswer } from '../step/answer.ts';
import type { Question } from '../step/question.ts';
import { type Command, type CommandLine, flagsOf } from './command.ts';
import { checkValue, short } from './option-value.ts';
import { isSwitch, type Option } from './other-options.ts';
import { topics } from './topics.ts';
import { commandNamed, unknownFlag, wordOf } from './unknown.ts';

const longestArgument = 65_536;

/** What takes a value only after "=", which parseArgs doesn't know, gets the usual one. */
function normalize(argv: readonly string[], options: readonly Option[]): readonly string[] {
  const usual = new Map([['--sandbox', 'owner'], ...options.flatMap(alone)]);
  return argv.map((argument) => (usual.has(argument) ? `${argument}=${usual.get(argument) ?? ''}` : argument));
}

function alone({ flag, values }: Option): readonly (readonly [string, string])[] {
  return values === undefined ? [] : [[`--${flag}`, values[0]]];
}

/**
 * Reads the command line: the command is its first word that belongs to no option; without one it is the first of
 * `commands`. `adt-setup help COMMAND` is `adt-setup COMMAND --help`; `adt-setup help TOPIC` is about a topic; `-v` is the version.
 * @throws SetupError (usage) for the first thing that is wrong; nothing has been read or sent by then.
 */
export function readCommandLine(argv: readonly string[], commands: readonly [Command, ...Command[]]): CommandLine {
  if (argv.length > 500 || argv.some((each) => each.length > longestArgument)) {
    throw usageError('too-long', 'The command line is too long.', 'Put the answers in a file and use --answers FILE.');
  }
  const all = commands.flatMap(flagsOf);
  const { tokens } = parseArgs({
    args: [...normalize(argv, all)],
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      all.map((each) => [
        each.flag,
        {
          type: isSwitch(each) ? 'boolean' : 'string',
          ...(each.short === undefined ? {} : { short: each.short }),
        } as const,
      ]),
    ),
  });
  // Several pairs may follow one flag, as after az's --tags.
  const lists = new Set(
    commands
      .flatMap(({ questions }) => questions)
      .filter(({ list }) => list !== undefined)
      .map(({ flag }) => flag),
  );
  const values = new Map<string, string>();
  const given: OptionToken[] = [];
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'option') given.push(token.rawName === '-v' ? { ...token, name: 'version' } : token);
    else if (token.kind === 'positional' && lists.has(given.at(-1)?.name ?? '') && token.value.includes('=')) {
      given.push({ name: given.at(-1)?.name ?? '', value: token.value });
    } else if (token.kind === 'positional') words.push(token.value);
  }
  if (words[0] === 'help') {
    words.shift();
    values.set('help', '');
  }
  const topic = values.has('help') ? topics.find((each) => each.name === words[0]) : undefined;
  const [name, ...more] = topic === undefined ? words : words.slice(1);
  // Before any word is looked at: what stands after an unknown option may be its value, and a secret.
  const unknown = given.find((each) => !all.some((option) => option.flag === each.name));
  if (unknown !== undefined) {
    throw unknownFlag(unknown.name, commands.find((each) => each.name === name) ?? commands[0], commands);
  }
  const command = name === undefined ? commands[0] : commandNamed(name, commands);
  const word = wordOf(command, more, values.has('help') || given.some((each) => each.name === 'help'));
  for (const each of given) addOption(each, command, commands, values);
  return { ...sorted(values, command), word, commands, topic };
}

interface OptionToken {
  readonly name: string;
  readonly value: string | undefined;
}

function addOption(
  token: OptionToken,
  command: Command,
  commands: readonly Command[],
  values: Map<string, string>,
): void {
  const { name, value } = token;
  const option = flagsOf(command).find((each) => each.flag === name);
  if (option === undefined) throw unknownFlag(name, command, commands);
  checkValue(option, value, command.options.includes(option));
  const before = values.get(name);
  if (before !== undefined && before !== (value ?? '')) {
    if (name !== 'tags') {
      throw usageError(
        'given-twice',
        `--${name} is given twice: "${short(before)}" and "${short(value ?? '')}".`,
        'Give it once.',
      );
    }
    values.set(name, `${before} ${value ?? ''}`);
    return;
  }
  values.set(name, value ?? '');
}

function sorted(values: ReadonlyMap<string, string>, command: Command): Omit<CommandLine, 'commands' | 'word'> {
  const answers: Record<string, Answer> = {};
  for (const question of command.questions) {
    const value = values.get(question.flag);
    if (value !== undefined)
      answers[question.key] = { value: parsed(question, value, `--${question.flag}`), from: 'flag' };
  }
  const rest = Object.fromEntries([...values].filter(([name]) => command.options.some((each) => each.flag === name)));
  return { command, options: rest, answers };
}

/** The answer in the form that is kept; an empty one is an error, not an absent one. */
export function parsed(question: Question, value: string, where: string): string {
  if (value.trim() === '')
    throw usageError(`empty-${question.flag}`, `${where} is empty.`, `Give a value: ${question.help}.`);
  return readAnswer(question, value);
}
