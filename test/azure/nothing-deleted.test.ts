import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { fakeAzure } from '../support/fake-azure.ts';
import { fakeWorld } from '../support/fake-world.ts';

const root = join(import.meta.dirname, '..', '..');

test('a set-up has no means to delete anything in Azure: no verb of its port does, and no request', () => {
  expect(Object.keys(fakeAzure(fakeWorld())).filter((verb) => /delete|remove|purge/i.test(verb))).toEqual([]);
  const files = ['src/azure', 'steps'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(root, folder, name)),
  );
  expect(files.length).toBeGreaterThan(50);
  const deletes = /beginDelete|['"]DELETE['"]|\.\w+\.delete\w*\(\w+[,)]/;
  expect(files.filter((file) => deletes.test(readFileSync(file, 'utf8')))).toEqual([]);
});
