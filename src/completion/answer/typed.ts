import type { Entry, Flag, Table } from './table.ts';

/** What is understood of the words before the one that is being typed. */
export interface Understood {
  /** Words that belong to no flag. */
  readonly words: readonly string[];
  /** Values of the flags that were given, by name; a switch has ''. */
  readonly given: ReadonlyMap<string, string>;
  /** The flag whose value comes next. */
  readonly open: Flag | undefined;
  /** After `--` nothing is a flag. */
  readonly isOver: boolean;
}

/** "--auth=cli" in two parts; undefined where there is no such beginning. */
export function joined(word: string): { readonly name: string; readonly value: string } | undefined {
  const [, name, value] = /^--([^=\s]+)=(.*)$/s.exec(word) ?? [];
  return name === undefined || value === undefined ? undefined : { name, value };
}

/** The command that the words name; undefined where they name none that there is. */
export function commandOf({ commands }: Table, [name]: readonly string[]): Entry | undefined {
  return name === undefined ? commands[0] : commands.find((each) => each.name === name && name !== '');
}

/** A word such as `-n`, `-nfactory` or `-yn`: the flags in it, and what of it is the value of the last. */
function inLetters(word: string, flags: readonly Flag[]): { readonly flags: readonly Flag[]; readonly value: string } {
  if (word.startsWith('--')) return { flags: [], value: '' };
  const found: Flag[] = [];
  for (let at = 1; at < word.length; at += 1) {
    const flag = flags.find((each) => each.short === word[at]);
    if (flag !== undefined) found.push(flag);
    if (flag?.takes !== undefined) return { flags: found, value: word.slice(at + 1) };
  }
  return { flags: found, value: '' };
}

/** Reads words as the program does: flags of all commands are known before the command is. */
export function understand({ flags }: Table, before: readonly string[]): Understood {
  const words: string[] = [];
  const given = new Map<string, string>();
  let open: Flag | undefined;
  let last: Flag | undefined;
  let isOver = false;
  for (const word of before) {
    const both = joined(word);
    if (open !== undefined) {
      given.set(open.name, word);
      open = undefined;
    } else if (isOver || !/^-./.test(word)) {
      // Several pairs may follow one flag.
      if (last?.repeats !== true || !word.includes('=')) words.push(word);
    } else if (word === '--') isOver = true;
    else if (both !== undefined) {
      given.set(both.name, both.value);
      last = flags.find((each) => each.name === both.name);
    } else {
      const whole = flags.find((each) => `--${each.name}` === word);
      const { flags: found, value } = whole ? { flags: [whole], value: '' } : inLetters(word, flags);
      for (const each of found) given.set(each.name, value);
      last = found.at(-1);
      if (last?.takes !== undefined && last.onlyJoined !== true && value === '') open = last;
    }
  }
  return { words, given, open, isOver };
}
