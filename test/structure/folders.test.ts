import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');

/** Files that one looks through at a glance. */
const most = 25;

test('no folder holds more files than fit into a glance', () => {
  const count = new Map<string, number>();
  for (const top of ['src', 'steps', 'test']) {
    for (const entry of readdirSync(join(root, top), { recursive: true, withFileTypes: true })) {
      const folder = relative(root, entry.parentPath);
      if (entry.isFile() && !folder.includes('node_modules')) count.set(folder, (count.get(folder) ?? 0) + 1);
    }
  }
  expect(count.size).toBeGreaterThan(20);
  expect([...count].filter(([, files]) => files > most)).toEqual([]);
});
