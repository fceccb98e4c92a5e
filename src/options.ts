import { parseArgs } from 'node:util';
import type { Answer } from './engine/desk.ts';
import { type SetupError, usageError } from './errors.ts';
import type { Question } from './step.ts';

/** An option that is not a question. */
export interface Option {
  readonly flag: string;
  readonly short?: string;
  /** What stands for the value in help; a switch without one. */
  readonly placeholder?: string;
  readonly help: string;
}

/** The options that are not questions, in the order of the help. */
export const options = {
  'dry-run': { flag: 'dry-run', help: 'preview: ask and look, change nothing' },
  yes: { flag: 'yes', short: 'y', help: 'never ask: take the recommended answers' },
  answers: { flag: 'answers', placeholder: 'FILE', help: 'read answers from a JSON file' },
  sandbox: { flag: 'sandbox', placeholder: '[=SCENARIO]', help: 'practise in the sandbox: no Azure account needed' },
  cloud: { flag: 'cloud', placeholder: 'NAME', help: 'AzureCloud (default), AzureUSGovernment or AzureChinaCloud' },
  state: { flag: 'state', placeholder: 'FILE', help: 'save progress in this file' },
  fresh: { flag: 'fresh', help: 'begin anew; an unfinished set-up is kept as a backup' },
  'no-wait': { flag: 'no-wait', help: "don't wait for the role to take effect" },
  timeout: { flag: 'timeout', placeholder: 'SECONDS', help: 'longest wait for any one thing, 1 to 86400' },
  json: { flag: 'json', help: 'print one JSON document, and progress to standard error' },
  log: { flag: 'log', placeholder: 'FILE', help: 'write the HTTP traffic to a file, without secrets' },
  verbose: { flag: 'verbose', help: 'say more' },
  quiet: { flag: 'quiet', help: 'say only how it ended' },
  'no-color': { flag: 'no-color', help: 'no color' },
  accessible: { flag: 'accessible', help: 'for screen readers: words, numbered lists, no animation' },
  help: { flag: 'help', short: 'h', help: 'show this' },
  version: { flag: 'version', short: 'V', help: 'show the version' },
} as const satisfies Record<string, Option>;

type OptionName = keyof typeof options;

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

/** Every distinct question of the steps, in order. */
export function distinct(questions: readonly Question[]): readonly Question[] {
  return questions.filter((each, at) => questions.findIndex((other) => other.key === each.key) === at);
}

/** The environment variable of a question: ADT_SETUP_RESOURCE_GROUP for `resource-group`. */
export function variableOf(question: Question): string {
  return `ADT_SETUP_${question.flag.toUpperCase().replaceAll('-', '_')}`;
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** Insertions, deletions, replacements and swaps of neighbours from one word to another. */
function editDistance(one: string, other: string): number {
  const rows = Array.from({ length: one.length + 1 }, (_, at) => [at]);
  const cell = (row: number, column: number): number =>
    rows[row]?.[column] ?? (row === 0 ? column : Number.MAX_SAFE_INTEGER);
  for (let row = 1; row <= one.length; row += 1) {
    for (let column = 1; column <= other.length; column += 1) {
      const change = one[row - 1] === other[column - 1] ? 0 : 1;
      const swap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const best = Math.min(cell(row - 1, column) + 1, cell(row, column - 1) + 1, cell(row - 1, column - 1) + change);
      (rows[row] ??= [])[column] = swap ? Math.min(best, cell(row - 2, column - 2) + 1) : best;
    }
  }
  return cell(one.length, other.length);
}

/** The nearest word, when it is near enough to have been meant. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const bare = (text: string): string => text.replaceAll('-', '').toLowerCase();
  const ranked = words
    .map((each) => ({ each, far: editDistance(bare(word), bare(each)) }))
    .sort((one, other) => one.far - other.far);
  const best = ranked[0];
  return best && best.far <= Math.max(1, Math.floor(best.each.length / 3)) ? best.each : undefined;
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
