/** Insertions, deletions, replacements and swaps of neighbours from one word to another. */
function editDistance(one: string, other: string): number {
  const rows = Array.from({ length: one.length + 1 }, (_, at) => [at]);
  const cell = (row: number, column: number): number =>
    rows[row]?.[column] ?? (row === 0 ? column : Number.MAX_SAFE_INTEGER);
  for (let row = 1; row <= one.length; row += 1) {
    for (let column = 1; column <= other.length; column += 1) {
      const change = one[row - 1] === other[column - 1] ? 0 : 1;
      const swap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const best = Math.min(cell(row - 1, column) + 1, cell(row, column - 1) + 1, cell(row - 1, column - 1) + change);
      (rows[row] ??= [])[column] = swap ? Math.min(best, cell(row - 2, column - 2) + 1) : best;
    }
  }
  return cell(one.length, other.length);
}

/** The nearest word, when it is near enough to have been meant. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const bare = (text: string): string => text.replaceAll('-', '').toLowerCase();
  const ranked = words
    .map((each) => ({ each, far: editDistance(bare(word), bare(each)) }))
    .sort((one, other) => one.far - other.far);
  const best = ranked[0];
  return best && best.far <= Math.max(1, Math.floor(best.each.length / 3)) ? best.each : undefined;
}
