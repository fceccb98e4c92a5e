import { parseArgs } from 'node:util';
import type { Answer } from './engine/desk.ts';
import { type SetupError, usageError } from './errors.ts';
import { nearest } from './nearest.ts';
import { distinct, type Option, type OptionName, options, variableOf } from './options.ts';
import type { Question } from './step.ts';

/** What the command line says. */
export interface CommandLine {
  /** Switches and values of the options that are not questions; a switch that is on has the value ''. */
  readonly options: Readonly<Partial<Record<OptionName, string>>>;
  /** Answers by key. */
  readonly answers: Readonly<Record<string, Answer>>;
}

const switches = new Set([
  'dry-run',
  'yes',
  'fresh',
  'no-wait',
  'json',
  'verbose',
  'quiet',
  'no-color',
  'accessible',
  'help',
  'version',
]);
const secretive = /^(client-)?(secret|password|token)|-(secret|password|token)$/;
const longestArgument = 65_536;

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function unknownFlag(name: string, flags: readonly string[]): SetupError {
  if (secretive.test(name)) {
    return usageError(
      'secret-in-flag',
      `There is no --${short(name)}: whatever stands on a command line can be read by others and is kept in its history.`,
      'Use --auth environment with AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.',
    );
  }
  const near = nearest(name.slice(0, 80), flags);
  return usageError(
    'unknown-flag',
    `There is no option --${short(name)}.`,
    near === undefined ? 'See adt-setup --help.' : `Did you mean --${near}?`,
  );
}

/** `--sandbox` takes a value only after "=", which parseArgs doesn't know. */
function normalize(argv: readonly string[]): readonly string[] {
  return argv.map((argument) => (argument === '--sandbox' ? '--sandbox=owner' : argument));
}

/**
 * Reads the command line.
 * @throws SetupError (usage) for the first thing that is wrong; nothing has been read or sent by then.
 */
export function readCommandLine(argv: readonly string[], questions: readonly Question[]): CommandLine {
  if (argv.length > 500 || argv.some((each) => each.length > longestArgument)) {
    throw usageError('too-long', 'The command line is too long.', 'Put the answers in a file and use --answers FILE.');
  }
  const all: readonly Option[] = [...distinct(questions), ...Object.values(options)];
  const { tokens } = parseArgs({
    args: [...normalize(argv)],
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      all.map((each) => [
        each.flag,
        {
          type: switches.has(each.flag) ? 'boolean' : 'string',
          ...(each.short === undefined ? {} : { short: each.short }),
        } as const,
      ]),
    ),
  });
  const values = new Map<string, string>();
  let last = '';
  for (const token of tokens) {
    if (token.kind === 'option') {
      addOption(token, all, values);
      last = token.name;
    } else if (token.kind === 'positional' && last === 'tags' && token.value.includes('=')) {
      values.set('tags', `${values.get('tags') ?? ''} ${token.value}`);
    } else if (token.kind === 'positional') {
      throw usageError(
        'unexpected-argument',
        `"${short(token.value)}" is not something adt-setup knows.`,
        'See adt-setup --help.',
      );
    }
  }
  return sorted(values, distinct(questions));
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
}

function addOption(token: OptionToken, all: readonly Option[], values: Map<string, string>): void {
  const { name, value } = token;
  if (!all.some((each) => each.flag === name))
    throw unknownFlag(
      name,
      all.map((each) => each.flag),
    );
  if (switches.has(name) && value !== undefined) {
    throw usageError('unexpected-value', `--${name} takes no value.`, `Use --${name} alone.`);
  }
  if (!switches.has(name) && value === undefined)
    throw usageError('missing-value', `--${name} needs a value.`, `Use --${name} VALUE.`);
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

function sorted(values: ReadonlyMap<string, string>, questions: readonly Question[]): CommandLine {
  const answers: Record<string, Answer> = {};
  for (const question of questions) {
    const value = values.get(question.flag);
    if (value !== undefined)
      answers[question.key] = { value: parsed(question, value, `--${question.flag}`), from: 'flag' };
  }
  const rest = Object.fromEntries([...values].filter(([name]) => Object.hasOwn(options, name)));
  return { options: rest, answers };
}

/** The answer in the form that is kept; an empty one is an error, not an absent one. */
export function parsed(question: Question, value: string, where: string): string {
  if (value.trim() === '')
    throw usageError(`empty-${question.flag}`, `${where} is empty.`, `Give a value: ${question.help}.`);
  return question.parse(value);
}

/** Answers from environment variables. */
export function readEnvironment(
  environment: NodeJS.ProcessEnv,
  questions: readonly Question[],
): Readonly<Record<string, Answer>> {
  const answers: Record<string, Answer> = {};
  for (const question of distinct(questions)) {
    const value = environment[variableOf(question)];
    if (value !== undefined)
      answers[question.key] = { value: parsed(question, value, variableOf(question)), from: 'environment' };
  }
  return answers;
}
