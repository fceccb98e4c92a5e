/*
 * npm run bench [-- --rounds N] [--only NAME] [--json FILE]: measures what is promised of speed and size, side by side with the
 * least that Node.js can do, in one run. Prints a table and writes it as JSON (node_modules/.cache/bench.json).
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packed } from './packed.ts';
import { type Row, tableOf } from './row.ts';
import { search } from './search.ts';
import { setUps } from './set-ups.ts';
import { starts } from './starts.ts';

interface Part {
  readonly rows: readonly Row[];
  /** What the rows were made from. */
  readonly figures: unknown;
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    only: { type: 'string' },
    json: { type: 'string', default: join('node_modules', '.cache', 'bench.json') },
  },
});
const parts: Readonly<Record<string, (rounds: number) => Promise<Part>>> = { starts, setUps, search, packed };

const rows: Row[] = [];
const figures: Record<string, unknown> = {};
for (const [name, measure] of Object.entries(parts)) {
  if (values.only !== undefined && values.only !== name) continue;
  const part = await measure(Number(values.rounds));
  rows.push(...part.rows);
  figures[name] = part.figures;
  process.stdout.write(`${tableOf(part.rows)}\n\n`);
}
writeFileSync(
  values.json,
  `${JSON.stringify({ node: process.versions.node, rounds: Number(values.rounds), rows, figures }, null, 2)}\n`,
);
