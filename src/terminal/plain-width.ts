/** Marks of ours that string-width takes for two columns, as they are emoji for those who want them to be. */
const wide = /[✔✖]/g;

/** Letters of which each takes one column and none joins another: ASCII, Latin ones, and the marks that we draw. */
const plain = /^[ -~\u00A0-\u00A8\u00AA-\u00AC\u00AF-\u024F✔✖❯…’‘“”–—·↑↓→]*$/;

const colors = /\u001B\[[\d;]*m/g;

/**
 * The columns of a text that has nothing special, colors aside; undefined for any other, which string-width measures: what it needs for
 * that takes longer to load than all the rest of a question.
 */
export function plainWidth(text: string): number | undefined {
  const bare = text.includes('\u001B') ? text.replaceAll(colors, '') : text;
  if (!plain.test(bare)) return undefined;
  return bare.length + (bare.match(wide)?.length ?? 0);
}
