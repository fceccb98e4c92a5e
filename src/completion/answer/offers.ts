import { type About, type Flag, flagNamed, flagsOf, type Offer, type Table, type Takes } from './table.ts';
import { commandOf, joined, type Understood, understand } from './typed.ts';

/** What can stand where the cursor is. */
export interface Offered {
  readonly kind: 'values' | 'files' | 'folders';
  /** What of the word stands before it: "--auth=". */
  readonly before: string;
  readonly offers: readonly Offer[];
  /** What saved set-ups say about that is to be looked up, and offered. */
  readonly saved?: { readonly about: About; readonly given: Understood['given'] };
}

function values(offers: readonly Offer[], before = ''): Offered {
  return { kind: 'values', before, offers };
}

const nothing = values([]);

function ofFlag(flag: Flag | undefined, before: string, given: Understood['given']): Offered {
  const takes: Takes = flag?.takes ?? 'free';
  if (takes === 'free') return nothing;
  if (takes === 'files' || takes === 'folders') return { kind: takes, before, offers: [] };
  return typeof takes === 'object' ? values(takes, before) : { ...values([], before), saved: { about: takes, given } };
}

/** The flags of a command that can still be given. One that is typed whole is followed by what can be joined to it. */
function further(flags: readonly Flag[], given: Understood['given'], current: string): readonly Offer[] {
  const left = flags.filter(({ name, repeats }) => repeats || !given.has(name));
  const fitting = left.filter(({ name }) => `--${name}`.startsWith(current));
  const [only] = fitting;
  const whole =
    fitting.length === 1 && only?.onlyJoined && typeof only.takes === 'object'
      ? only.takes.map(({ text, says }) => ({ text: `--${only.name}=${text}`, says }))
      : [];
  return [...left.map(({ name, says }) => ({ text: `--${name}`, says })), ...whole];
}

/**
 * What can stand for the last of these words, which stand after the name of the program. It is not compared with what is offered:
 * some shells do that in ways of their own.
 */
export function offersFor(table: Table, typed: readonly string[]): Offered {
  const current = typed.at(-1) ?? '';
  const { words, given, open, isOver } = understand(table, typed.slice(0, -1));
  const [first, second] = words;
  const command = commandOf(table, words);
  if (open !== undefined) {
    const own = command && flagNamed(table, command, open.name);
    return ofFlag(own, '', given);
  }
  const named = table.commands.slice(1).map(({ name: text, says }) => ({ text, says }));
  if (first === 'help')
    return second === undefined && !current.startsWith('-') ? values([...named, ...table.topics]) : nothing;
  if (command === undefined) return nothing;
  const both = isOver ? undefined : joined(current);
  if (both !== undefined) {
    const flag = flagNamed(table, command, both.name);
    return ofFlag(flag, `--${both.name}=`, given);
  }
  if (current.startsWith('-')) return isOver ? nothing : values(further(flagsOf(table, command), given, current));
  if (first === undefined) return values([...named, { text: 'help', says: 'explains a command, or a topic' }]);
  if (second === undefined && command.words.length > 0) return values(command.words);
  return current === '' && !isOver ? values(further(flagsOf(table, command), given, '')) : nothing;
}
