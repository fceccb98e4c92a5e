import type { Command } from './command.ts';
import { called } from './command-line.ts';
import { type Option, variableOf } from './other-options.ts';

function row(left: string, right: string): string {
  return left.length > 27 ? `  ${left}\n${' '.repeat(30)}${right}` : `  ${left.padEnd(28)}${right}`;
}

function flagOf(option: Option): string {
  const dashes = option.short === undefined ? '    ' : `-${option.short}, `;
  const value = option.placeholder ?? '';
  return `${dashes}--${option.flag}${value.startsWith('[') || value === '' ? value : ` ${value}`}`;
}

function section(title: string, rows: readonly string[]): readonly string[] {
  return rows.length === 0 ? [] : ['', title, ...rows];
}

function answersOf({ questions }: Command): readonly string[] {
  const [first] = questions;
  if (first === undefined) return [];
  return section(
    `Answers (each can also be a variable, such as ${variableOf(first)}, or a key of the answers file):`,
    questions.map((each) => row(flagOf(each), each.help)),
  );
}

/** The list of commands, for the help of the default one. */
function listOf(commands: readonly Command[]): readonly string[] {
  return [
    '',
    '  adt-setup --sandbox         the same in a sandbox on this computer: no account, no cost',
    '  adt-setup --dry-run         shows what would be done, and changes nothing',
    ...section(
      'Commands (each has a --help of its own):',
      commands.map((each) => row(called(each), each.says)),
    ),
  ];
}

/** The text of a command's `--help`, made from the same declarations as the prompts. */
export async function helpText(command: Command, commands: readonly Command[]): Promise<string> {
  const more = await command.more?.();
  return [
    `${called(command)}: ${command.explains}`,
    ...(command.name === '' ? listOf(commands) : []),
    ...answersOf(command),
    ...section(
      'Options:',
      command.options.map((each) => row(flagOf(each), each.help)),
    ),
    ...(more === undefined ? [] : ['', more]),
    '',
    ...(command.exits ?? exits),
    '',
  ].join('\n');
}

const exits = [
  'Exit codes: 0 ready, 1 a defect, 2 wrong usage, 3 someone else must act, 4 Azure refused, 5 sign-in failed,',
  '75 not now: run it again, 130 interrupted (129 and 143: hung up, terminated).',
];
