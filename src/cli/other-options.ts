import type { Question } from '../step/question.ts';

/** The parts of the help: what a command does, where, what it prints, and the help itself. */
export type OptionGroup = 'run' | 'where' | 'output' | 'about';

/** An option that is not a question. */
export interface Option {
  readonly flag: string;
  readonly short?: string;
  /** What stands for the value in help; a switch without one. "[…]": the value may be left out. */
  readonly placeholder?: string;
  readonly help: string;
  /** Where it stands in the help; what a command does, where nothing is said. */
  readonly group?: OptionGroup;
  /** Values that a shell offers while a command line is typed, where others of the same name have others. */
  readonly offers?: readonly string[];
  /** The only values; without one, the first is meant. */
  readonly values?: readonly [string, ...string[]];
}

/** The options that are not questions, of all commands. */
const all = {
  'dry-run': { flag: 'dry-run', help: 'preview: ask and look, change nothing' },
  plan: { flag: 'plan', placeholder: 'ID', help: 'agree to exactly the plan of this id, and ask nothing' },
  yes: { flag: 'yes', short: 'y', help: 'agree to the plan, and never ask: take the recommended answers' },
  answers: {
    flag: 'answers',
    placeholder: 'FILE',
    help: 'read answers, or a list of instances, from a JSON or CSV file',
  },
  engine: {
    flag: 'engine',
    placeholder: 'ENGINE',
    help: 'how a list of instances is made: walk, one after the other, or arm, as one Azure deployment a subscription',
    offers: ['walk', 'arm'],
  },
  sandbox: {
    flag: 'sandbox',
    group: 'where',
    placeholder: '[=SCENARIO]',
    help: 'practice in the sandbox: no Azure account needed',
  },
  cloud: {
    flag: 'cloud',
    group: 'where',
    placeholder: 'NAME',
    help: 'AzureCloud (default), AzureUSGovernment or AzureChinaCloud',
  },
  state: { flag: 'state', group: 'where', placeholder: 'FILE', help: 'save progress in this file' },
  fresh: { flag: 'fresh', help: 'begin anew; an unfinished set-up is kept as a backup' },
  'no-wait': { flag: 'no-wait', help: "don't wait for the role to take effect" },
  timeout: { flag: 'timeout', placeholder: 'SECONDS', help: 'longest wait for any one thing, 1 to 86400' },
  format: { flag: 'format', placeholder: 'FORMAT', help: 'in which form, see below' },
  out: {
    flag: 'out',
    placeholder: 'PATH',
    help: 'write to this file, or folder for several; standard output if not given',
  },
  force: { flag: 'force', help: 'replace files that are there already' },
  check: { flag: 'check', help: 'end with 4 when something has changed or is gone' },
  'with-data': { flag: 'with-data', help: 'agree that what the instance holds is lost, too' },
  port: { flag: 'port', placeholder: 'N', help: 'port of 127.0.0.1 to listen on; the one of last time, or a free one' },
  data: {
    flag: 'data',
    placeholder: 'DIR',
    help: 'where its world is kept; the one of adt-setup --sandbox if not given',
  },
  scenario: { flag: 'scenario', placeholder: 'NAME', help: 'what to practice, see below; owner if not given' },
  latency: { flag: 'latency', placeholder: 'MS', help: 'let every answer take so many milliseconds longer' },
  language: { flag: 'language', placeholder: 'NAME', help: 'write a program: javascript, python or csharp' },
  remove: { flag: 'remove', help: 'take away exactly what first-steps made' },
  json: { flag: 'json', group: 'output', help: 'print one JSON document, and progress to standard error' },
  log: { flag: 'log', group: 'output', placeholder: 'FILE', help: 'write the HTTP traffic to a file, without secrets' },
  verbose: { flag: 'verbose', group: 'output', help: 'one line for each request, on standard error' },
  quiet: { flag: 'quiet', group: 'output', help: 'say only how it ended' },
  'no-color': { flag: 'no-color', group: 'output', help: 'no color' },
  accessible: {
    flag: 'accessible',
    group: 'output',
    placeholder: '[=no]',
    values: ['yes', 'no'],
    help: 'for screen readers: words, numbered lists, no animation; kept for the next runs',
  },
  help: { flag: 'help', group: 'about', short: 'h', help: 'show this' },
  version: { flag: 'version', group: 'about', short: 'V', help: 'show the version; -v does, too' },
} as const satisfies Record<string, Option>;

export type OptionName = keyof typeof all;

/** Declarations of options by name, in the order of the help. */
export function optionsNamed(...names: readonly OptionName[]): readonly Option[] {
  return names.map((name) => all[name]);
}

/** Whether an option stands alone on the command line, without a value. */
export function isSwitch(option: Option): boolean {
  return option.placeholder === undefined;
}

/** Every distinct question of the steps, in order. */
export function distinct(questions: readonly Question[]): readonly Question[] {
  return questions.filter((each, at) => questions.findIndex((other) => other.key === each.key) === at);
}

/** The environment variable of a question: ADT_SETUP_RESOURCE_GROUP for `resource-group`. */
export function variableOf(question: Question): string {
  return `ADT_SETUP_${question.flag.toUpperCase().replaceAll('-', '_')}`;
}
