import { type SetupError, usageError } from '../errors.ts';
import { nearest } from '../text/nearest.ts';
import { type Command, called, flagsOf } from './command.ts';
import { short } from './option-value.ts';

const secretive = /^(client-)?(secret|password|token)|-(secret|password|token)$/;
/** Says that a flag is none, and which may be meant. */
export function unknownFlag(name: string, command: Command, commands: readonly Command[]): SetupError {
  if (secretive.test(name)) {
    return usageError(
      'secret-in-flag',
      `There is no --${short(name)}: whatever stands on a command line can be read by others and is kept in its history.`,
      'Use --auth environment with AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.',
    );
  }
  const other = commands.find((each) => flagsOf(each).some((option) => option.flag === name));
  if (other !== undefined) {
    return usageError(
      'unknown-flag',
      `${called(command)} has no option --${short(name)}.`,
      `It is an option of ${called(other)}.`,
    );
  }
  const near = nearest(
    name.slice(0, 80),
    flagsOf(command).map((each) => each.flag),
  );
  return usageError(
    'unknown-flag',
    `There is no option --${short(name)}.`,
    near === undefined ? `See ${called(command)} --help.` : `Did you mean --${near}?`,
  );
}

/** @throws SetupError (usage) when there is no such command. */
export function commandNamed(name: string, commands: readonly Command[]): Command {
  const found = commands.find((each) => each.name === name && name !== '');
  if (found !== undefined) return found;
  const names = commands.map((each) => each.name).filter((each) => each !== '');
  const near = nearest(name.slice(0, 80), names);
  throw usageError(
    'unknown-command',
    `There is no command "${short(name)}".`,
    near === undefined
      ? `Commands: ${names.join(', ')}; none for the set-up. See adt-setup --help.`
      : `Did you mean adt-setup ${near}?`,
  );
}

/**
 * What stands after the name of a command: one of the words that it takes.
 * @throws SetupError (usage) when it is none of them, or more than one, or missing (where it isn't the help that is wanted).
 */
export function wordOf(command: Command, words: readonly string[], isHelp: boolean): string | undefined {
  const { takes } = command;
  const [word, second] = words;
  const stray = takes === undefined ? word : second;
  if (stray !== undefined)
    throw usageError(
      'unexpected-argument',
      `"${short(stray)}" is not something ${called(command)} knows.`,
      `See ${called(command)} --help.`,
    );
  if (takes === undefined || (word === undefined && (isHelp || takes.optional === true))) return undefined;
  if (word === undefined)
    throw usageError(
      'missing-argument',
      `${called(command)} needs a ${takes.placeholder}.`,
      `Use ${called(command)} ${takes.values.join(', or ')}.`,
    );
  if (takes.values.includes(word)) return word;
  const near = nearest(word.slice(0, 80), takes.values);
  throw usageError(
    'unknown-argument',
    `"${short(word)}" is not something ${called(command)} knows.`,
    near === undefined ? `Use ${takes.values.join(', ')}.` : `Did you mean ${called(command)} ${near}?`,
  );
}
