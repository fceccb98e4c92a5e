import type { Answer } from '../engine/context.ts';
import type { Process } from '../local/process.ts';
import type { Question } from '../step/question.ts';
import type { Option, OptionName } from './other-options.ts';
import type { Topic } from './topics.ts';

/** Something that `adt-setup` does. What it is made of is loaded when it runs. */
export interface Command {
  /** What is typed; '' for the set-up, which is what `adt-setup` does when nothing is. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly says: string;
  /** One paragraph for its own help. */
  readonly explains: string;
  /** What stands after its name, one of these: "SHELL". */
  readonly takes?: { readonly placeholder: string; readonly values: readonly string[]; readonly optional?: true };
  readonly options: readonly Option[];
  readonly questions: readonly Question[];
  /** What its help says below the options. */
  more?(): Promise<string>;
  /** What its help says of exit codes, where they aren't those of a set-up. */
  readonly exits?: readonly string[];
  /** Gives the exit code. */
  run(line: CommandLine, host: Process, signal: AbortSignal): Promise<number>;
}

/** What the command line says. */
export interface CommandLine {
  readonly command: Command;
  /** Switches and values of the options that are not questions; a switch that is on has the value ''. */
  readonly options: Readonly<Partial<Record<OptionName, string>>>;
  /** What stands after the name of the command, where it takes something. */
  readonly word?: string | undefined;
  /** All commands there are, for those that point to one another. */
  readonly commands: readonly Command[];
  /** What the help is asked about, where it isn't a command. */
  readonly topic?: Topic | undefined;
  /** Answers by key. */
  readonly answers: Readonly<Record<string, Answer>>;
}

/** "adt-setup sandbox". */
export function called(command: Command): string {
  return command.name === '' ? 'adt-setup' : `adt-setup ${command.name}`;
}

/** Every flag that a command has. */
export function flagsOf({ questions, options }: Command): readonly Option[] {
  return [...questions, ...options];
}
