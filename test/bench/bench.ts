/*
 * npm run bench [-- --rounds N] [--only NAME,NAME] [--json FILE] [--docs FILE]: measures what is promised of speed and size, side by side
 * with the least that Node.js can do, and with az where that is, in one run. Prints a table and writes it as JSON
 * (node_modules/.cache/bench.json); `--docs` puts it into a page, between its marks.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { beside } from './beside-az.ts';
import { cold } from './cold.ts';
import { lists } from './lists.ts';
import { packed } from './packed.ts';
import { markdownOf, type Row, tableOf } from './row.ts';
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
    docs: { type: 'string' },
    json: { type: 'string', default: join('node_modules', '.cache', 'bench.json') },
  },
});
const parts: Readonly<Record<string, (rounds: number) => Promise<Part>>> = {
  starts,
  setUps,
  lists,
  search,
  packed,
  cold,
  az: beside,
};

const rows: Row[] = [];
const figures: Record<string, unknown> = {};
for (const [name, measure] of Object.entries(parts)) {
  if (values.only !== undefined && !values.only.split(',').includes(name)) continue;
  const part = await measure(Number(values.rounds));
  rows.push(...part.rows);
  figures[name] = part.figures;
  process.stdout.write(`${tableOf(part.rows)}\n\n`);
}
writeFileSync(
  values.json,
  `${JSON.stringify({ node: process.versions.node, rounds: Number(values.rounds), rows, figures }, null, 2)}\n`,
);

/** Where the table stands in a page. */
const place = /(<!-- bench -->\n)[\s\S]*?(\n<!-- \/bench -->)/;

if (values.docs !== undefined) {
  const page = readFileSync(values.docs, 'utf8');
  if (!place.test(page)) throw new Error(`${values.docs} has no place for the table.`);
  const head = `Measured on Node.js ${process.versions.node}, medians of ${values.rounds} rounds.`;
  writeFileSync(values.docs, page.replace(place, `$1\n${head}\n\n${markdownOf(rows)}\n$2`));
}
