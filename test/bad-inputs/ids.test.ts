import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/** The bad inputs that are known by an id; those between them have none. */
const known: Readonly<Record<string, string>> = {
  F: '01 02 04 05 07 08 10 11 13 14 16 17 19 21 23 24 26 27 29 30',
  P: '02 03 05 06 08 09 11 12 14 15 17 18 20 21 23 24',
  S: '01 02 04 05 07 08 10 11 13 14 16 17 19 20 22 23 25 26 28 29 31 32 34 35 37 38 40 41 43 44',
  A: '01 02 04 05 07 08 11',
  E: '01 02 04 05 07 08 10 11 13 14 16 17 19 20 22',
  H: '01 03 04 06 07 09 10 12 13 15 16 18 19 21 22 24 25 27 28 30 31 33 34 36 37 39 40 42 43 45 46 48 49 51 52 54 55 57 58 60 61 63 64',
  X: '01 02 04 05 07 08 10 11 13',
};
const ids = Object.entries(known).flatMap(([kind, numbers]) => numbers.split(' ').map((each) => kind + each));

/** What stands in quotes, comments left out: titles of tests, and the tables that give them. */
function quoted(text: string): string {
  const code = text.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
  return [...code.matchAll(/(['"`])(?:\\.|(?!\1)[^\\\n])*\1/g)].map(([each]) => each).join('\n');
}

test('each of the bad inputs has a test that is named by its id', () => {
  const folder = join(import.meta.dirname, '..');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const titles = files
    .filter((name) => !name.endsWith('ids.test.ts'))
    .map((name) => quoted(readFileSync(join(folder, name), 'utf8')))
    .join('\n');
  const named = new Set(titles.match(/\b[FPSAEHX]\d\d\b/g));
  expect(ids.filter((id) => !named.has(id))).toEqual([]);
  expect(ids).toHaveLength(140);
});
