/** Help is never wider than this: longer lines are hard to read. */
const widest = 100;

/** Below this many columns, what stands beside a flag or a command stands below it. */
const narrow = 60;

/** Columns of the first part of a row, at most. */
const widestHead = 28;

function wrapped(head: string, text: string, indent: number, width: number): readonly string[] {
  const whole = head === '' || head.endsWith(' ') ? `${head}${text}` : `${head} ${text}`;
  if (whole.length <= width && !text.includes('  ')) return [whole.trimEnd()];
  const lines = [head];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    const isBlank = line.trim() === '';
    const longer = isBlank ? `${line}${word}` : `${line}${line.endsWith(' ') ? '' : ' '}${word}`;
    if (longer.length <= width || isBlank) lines[lines.length - 1] = longer;
    else lines.push(`${' '.repeat(indent)}${word}`);
  }
  return lines.map((each) => each.trimEnd());
}

/** Rows that stand together have their second parts below each other: at which column, and the line after them. */
function rowsFrom(lines: readonly string[], from: number): { readonly column: number; readonly to: number } {
  let to = from;
  let longest = 0;
  for (let length = 0; length >= 0; to += 1) {
    length = lines[to]?.indexOf('\t') ?? -1;
    if (length <= widestHead) longest = Math.max(longest, length);
  }
  return { column: longest + 2, to };
}

/**
 * A text of the help as wide as a window: lines are broken between words, "head, tab, text" is a row of two columns, and what
 * begins with "$ " is a command line, which is never broken. Imports nothing: help is shown before anything is loaded.
 */
export function laidOut(text: string, columns: number): string {
  const width = Math.max(24, Math.min(columns, widest) - 1);
  const lines = text.split('\n');
  let rows = { column: 0, to: 0 };
  return lines
    .flatMap((line, at) => {
      const tab = line.indexOf('\t');
      const indent = line.length - line.trimStart().length;
      if (tab < 0)
        return line.trimStart().startsWith('$ ') ? [line] : wrapped(' '.repeat(indent), line.trim(), indent, width);
      const head = line.slice(0, tab);
      const rest = line.slice(tab + 1);
      if (width < narrow) return [head, ...wrapped(' '.repeat(indent + 6), rest, indent + 6, width)];
      if (at >= rows.to) rows = rowsFrom(lines, at);
      const { column } = rows;
      if (head.length + 2 > column) return [head, ...wrapped(' '.repeat(column), rest, column, width)];
      return wrapped(head.padEnd(column), rest, column, width);
    })
    .join('\n');
}
