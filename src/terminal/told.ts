import type { Terminal } from './terminal.ts';

/** Where lines for people are written. */
export interface Told {
  write(lines: readonly string[]): void;
  /** From here on, questions may come: until `go`, lines are written where they are asked. */
  hold(): void;
  /** No question is near: what was held back is written, and what follows at once. */
  go(): void;
}

/**
 * Writes lines in the order in which people read them. Where words go into a file or a pipe and questions are asked in the
 * terminal, a pipe that is slow (`| tee log`, whose end may be the same terminal) would show what a question is about after
 * the question, or across it. So, while questions may come, the terminal shows it all, and the pipe gets it when they are over.
 */
export function toldOn({ words, aside }: Pick<Terminal, 'words' | 'aside'>): Told {
  let held: string[] = [];
  let isHolding = aside !== undefined;
  const write = (stream: NodeJS.WriteStream, lines: readonly string[]): void => {
    for (const line of lines) stream.write(`${line}\n`);
  };
  return {
    write: (lines) => {
      if (aside === undefined || !isHolding) return write(words, lines);
      write(aside, lines);
      held.push(...lines);
    },
    hold: () => {
      isHolding = aside !== undefined;
    },
    go: () => {
      write(words, held);
      held = [];
      isHolding = false;
    },
  };
}
