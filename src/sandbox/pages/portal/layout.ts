/** A point in the drawing. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly spots: ReadonlyMap<string, Spot>;
}

export const box = { width: 140, height: 44, across: 170, down: 104, margin: 14, perRow: 6 } as const;

/**
 * Places the nodes of a graph in rows, each below those that point at it: how far down is how many steps it takes to get
 * there from a node that nothing points at. What hangs in a circle starts in the first row. Long rows are wrapped.
 */
export function layout(nodes: readonly string[], edges: readonly (readonly [from: string, to: string])[]): Drawing {
  const below = new Map<string, string[]>(nodes.map((each) => [each, []]));
  const pointedAt = new Set<string>();
  for (const [from, to] of edges) {
    if (from === to || !below.has(to)) continue;
    below.get(from)?.push(to);
    pointedAt.add(to);
  }
  const level = new Map<string, number>();
  const open = nodes.filter((each) => !pointedAt.has(each));
  for (const node of open) level.set(node, 0);
  for (const start of [...open, ...nodes]) {
    if (!level.has(start)) level.set(start, 0);
    const queue = [start];
    for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
      const next = (level.get(node) ?? 0) + 1;
      for (const each of below.get(node) ?? []) {
        if (level.has(each)) continue;
        level.set(each, next);
        queue.push(each);
      }
    }
  }
  const levels: string[][] = [];
  for (const node of nodes) (levels[level.get(node) ?? 0] ??= []).push(node);
  const rows = levels.flatMap((each) =>
    Array.from({ length: Math.ceil(each.length / box.perRow) }, (_none, at) =>
      each.slice(at * box.perRow, (at + 1) * box.perRow),
    ),
  );
  const widest = Math.max(1, ...rows.map((each) => each.length));
  const width = widest * box.across - (box.across - box.width) + 2 * box.margin;
  const spots = new Map<string, Spot>();
  for (const [down, row] of rows.entries()) {
    const start = (width - (row.length - 1) * box.across) / 2;
    for (const [at, node] of row.entries()) {
      spots.set(node, { x: start + at * box.across, y: box.margin + box.height / 2 + down * box.down });
    }
  }
  const height = Math.max(0, rows.length - 1) * box.down + box.height + 2 * box.margin;
  return { width, height, spots };
}
