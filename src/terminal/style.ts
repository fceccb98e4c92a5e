import { inspect } from 'node:util';

/** How text is set off; every style is the text itself where there is no color. Color never carries meaning alone. */
export interface Style {
  /** Whether there is any color. */
  readonly colored: boolean;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly accent: (text: string) => string;
  /** What stands before a line: glyphs, or words where glyphs would be read out. */
  readonly mark: {
    readonly done: string;
    readonly failed: string;
    readonly note: string;
    readonly ask: string;
    readonly cursor: string;
  };
}

const glyphs = { done: '✔', failed: '✖', note: '!', ask: '?', cursor: '❯' };
const words = { done: 'Done:', failed: 'Failed:', note: 'Note:', ask: 'Question:', cursor: '>' };

/** The styles of a terminal. */
export function styleOf(options: { readonly color: boolean; readonly words: boolean }): Style {
  // Whether there is color is decided by our own options, not by what Node.js makes of a stream, as styleText() does.
  const paint = (format: 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan'): ((text: string) => string) => {
    const [on, off] = inspect.colors[format] ?? [0, 0];
    return (text) => (options.color && text !== '' ? `\u001B[${on}m${text}\u001B[${off}m` : text);
  };
  return {
    colored: options.color,
    bold: paint('bold'),
    dim: paint('dim'),
    good: paint('green'),
    bad: paint('red'),
    warn: paint('yellow'),
    accent: paint('cyan'),
    mark: options.words ? words : glyphs,
  };
}
