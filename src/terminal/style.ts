/** How text is set off; every style is the text itself where there is no color. Color never carries meaning alone. */
export interface Style {
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
  const paint =
    (open: number, close: number) =>
    (text: string): string =>
      options.color && text !== '' ? `\u001B[${open}m${text}\u001B[${close}m` : text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    good: paint(32, 39),
    bad: paint(31, 39),
    warn: paint(33, 39),
    accent: paint(36, 39),
    mark: options.words ? words : glyphs,
  };
}
