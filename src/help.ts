import type { Option } from './options.ts';
import { distinct, options, variableOf } from './options.ts';
import type { Question } from './step.ts';

function row(left: string, right: string): string {
  return left.length > 27 ? `  ${left}\n${' '.repeat(30)}${right}` : `  ${left.padEnd(28)}${right}`;
}

function flagOf(option: Option): string {
  const dashes = option.short === undefined ? '    ' : `-${option.short}, `;
  const value = option.placeholder ?? '';
  return `${dashes}--${option.flag}${value.startsWith('[') || value === '' ? value : ` ${value}`}`;
}

/** The text of `--help`, made from the same declarations as the prompts. */
export function helpText(questions: readonly Question[]): string {
  const asked = distinct(questions);
  return `adt-setup: sets up Azure Digital Twins, step by step

  adt-setup                   asks a few questions, shows a plan, does it, and proves that it works
  adt-setup --sandbox         the same in a sandbox on this computer: no account, no cost
  adt-setup --dry-run         shows what would be done, and changes nothing

Answers (each can also be a variable, such as ${variableOf(asked[0] ?? never())}, or a key of the answers file):
${asked.map((each) => row(flagOf(each), each.help)).join('\n')}

Options:
${Object.values(options)
  .map((each) => row(flagOf(each), each.help))
  .join('\n')}

Exit codes: 0 ready, 1 a defect, 2 wrong usage, 3 somebody else must act, 4 Azure refused, 5 sign-in failed,
75 not now: run it again, 130 interrupted (129 and 143: hung up, terminated).
`;
}

function never(): never {
  throw new Error('there are no questions');
}
