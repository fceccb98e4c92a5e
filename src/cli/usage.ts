import { type Command, called } from './command.ts';
import { examples } from './examples.ts';
import { type Option, type OptionGroup, variableOf } from './other-options.ts';
import { exitMeanings, topics } from './topics.ts';

/** What stands after the name of a command. */
function taken({ takes }: Command): string {
  if (takes === undefined) return '';
  return takes.optional === true ? `[${takes.placeholder}] ` : `${takes.placeholder} `;
}

/** A flag as the help shows it: "-g, --resource-group NAME". */
function flagOf(option: Option): string {
  const dashes = option.short === undefined ? '    ' : `-${option.short}, `;
  const value = option.placeholder ?? '';
  return `${dashes}--${option.flag}${value.startsWith('[') || value === '' ? value : ` ${value}`}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

const row = (left: string, right: string): string => `  ${left}\t${right}`;

const groups: readonly (readonly [OptionGroup, string])[] = [
  ['run', 'WHAT IT DOES'],
  ['where', 'WHERE'],
  ['output', 'OUTPUT'],
  ['about', 'ABOUT'],
];

/** The flags of a command in groups: answers first. */
function flagSections({ questions, options }: Command): readonly string[] {
  const [first] = questions;
  const inFile = options.some(({ flag }) => flag === 'answers') ? ', or a key of the answers file' : '';
  return [
    ...section(
      'ANSWERS',
      first === undefined
        ? []
        : [
            `  Each can also be a variable, such as ${variableOf(first)}${inFile}.`,
            ...questions.map((each) => row(flagOf(each), each.help)),
          ],
    ),
    ...groups.flatMap(([group, title]) =>
      section(
        title,
        options.filter((each) => (each.group ?? 'run') === group).map((each) => row(flagOf(each), each.help)),
      ),
    ),
  ];
}

/** The lines of a command's examples: what each is for, and the command line. */
function exampleLines({ name }: Command): readonly string[] {
  return (examples[name] ?? []).flatMap(({ says, line }, at) => [
    ...(at === 0 ? [] : ['']),
    `  ${says}`,
    `  $ ${line}`,
  ]);
}

const forScripts = [
  '  Nobody is asked where there is no terminal, or with --json, --yes or --plan. With --json, answers that are missing come as data, with the choices; what would be done has an id, which --plan agrees to:',
  '  $ adt-setup --json',
  '  $ adt-setup --json -g rg-factory -n factory-twins --plan 7f3a19c2e4b05d61',
  '  More: adt-setup help agents',
];

/** The text of a command's `--help`, made from the same declarations as the prompts; `laidOut` makes it fit a window. */
export async function helpText(command: Command, commands: readonly Command[]): Promise<string> {
  const more = await command.more?.();
  const isDefault = command.name === '';
  const others = commands.filter(({ name }) => name !== '');
  return [
    command.explains,
    ...section('USAGE', [`  ${called(command)} ${isDefault ? '[COMMAND] ' : ''}${taken(command)}[FLAGS]`]),
    ...section('COMMANDS', isDefault ? others.map((each) => row(each.name, each.says)) : []),
    ...flagSections(command),
    ...(more === undefined ? [] : ['', more]),
    ...section('EXAMPLES', exampleLines(command)),
    ...section('SCRIPTS AND AGENTS', isDefault ? forScripts : []),
    ...section(
      'EXIT CODES',
      command.exits === undefined
        ? isDefault
          ? exitMeanings.map(([code, meaning]) => row(String(code), meaning))
          : ['  Those of a set-up: adt-setup help exit-codes']
        : [`  ${command.exits.join(' ').replace('Exit codes: ', '')}`],
    ),
    ...section(
      'LEARN MORE',
      isDefault
        ? [
            row('adt-setup COMMAND --help', 'about a command'),
            ...topics.map(({ name, says }) => row(`adt-setup help ${name}`, says)),
          ]
        : ['  adt-setup --help lists all commands and topics.'],
    ),
    '',
  ].join('\n');
}
