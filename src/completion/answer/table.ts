/** A text that is offered, and what it is. */
export interface Offer {
  readonly text: string;
  readonly says?: string | undefined;
}

/** What is asked of a saved set-up. */
export type About = 'name' | 'group' | 'subscription';

/** What a flag takes: these texts, files, folders, what is saved; `free`: something that nobody can guess. */
export type Takes = readonly Offer[] | 'files' | 'folders' | About | 'free';

/** A flag of a command, as far as it is completed. */
export interface Flag {
  readonly name: string;
  readonly short?: string | undefined;
  readonly says: string;
  /** A switch takes nothing. */
  readonly takes?: Takes | undefined;
  /** Its value is a part of the same word, or left out. */
  readonly onlyJoined?: true | undefined;
  /** It may be given more than once. */
  readonly repeats?: true | undefined;
}

/** A command, as far as it is completed. */
export interface Entry {
  readonly name: string;
  readonly says: string;
  /** Their places among the flags of the table. */
  readonly flags: readonly number[];
  /** What stands after its name. */
  readonly words: readonly Offer[];
}

/** All that can be completed without a look at this computer: made from the declarations when the program is built. */
export interface Table {
  /** Those of all commands, each once. */
  readonly flags: readonly Flag[];
  /** The default first. */
  readonly commands: readonly [Entry, ...Entry[]];
  readonly topics: readonly Offer[];
  /** The name that no cloud of Azure has: that of set-ups of practice. */
  readonly practice: string;
  /** What is meant where nothing is said: a cloud, and a scenario. */
  readonly usual: { readonly cloud: string; readonly scenario: string };
}

/** The flags of a command. */
export function flagsOf({ flags }: Table, command: Entry): readonly Flag[] {
  return command.flags.map((at) => flags[at]).filter((flag) => flag !== undefined);
}

/** A flag of a command by its name. */
export function flagNamed(table: Table, command: Entry, name: string): Flag | undefined {
  return flagsOf(table, command).find((each) => each.name === name);
}
