import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Fate } from '../../src/engine/undo/apply.ts';
import { leadNowhere } from '../../src/undo/env-file.ts';
import { withId } from '../../src/undo/plan.ts';
import type { UndoResult } from '../../src/undo/result.ts';

const group = '/subscriptions/s/resourceGroups/rg-plant';
const instance = `${group}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/Plant-1`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adt-env-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** An undo that took these away. */
function ended(...removed: readonly string[]): UndoResult {
  const entries = [
    ['instance', instance],
    ['group', group],
  ].map(
    ([kind, id]) =>
      ({
        title: kind,
        thing: { kind, id },
        removal: { kind: 'remove', says: '', why: '', az: [], removes: {} },
      }) as never,
  );
  const plan = withId({ account: undefined, entries, found: [], data: null, missing: [], notes: [] }, 'AzureCloud');
  return {
    outcome: 'undone',
    name: 'Plant-1',
    plan,
    fates: new Map(removed.map((id) => [id, { status: 'removed', reason: '' } satisfies Fate])),
    requests: { reads: 0, writes: 0 },
    stateFile: undefined,
    hostName: 'plant-1.api.weu.digitaltwins.azure.net',
  };
}

const url = 'AZURE_DIGITALTWINS_URL';
const address = 'https://plant-1.api.weu.digitaltwins.azure.net';
const both = [instance, group];

test.each<[string, string, readonly string[], readonly string[]]>([
  ['the address', `${url}=${address}\n`, both, [url]],
  [
    'the address in another form, under another name',
    `export ADT=' Plant-1.api.weu.digitaltwins.azure.net/ '`,
    both,
    ['ADT'],
  ],
  [
    'what goes with it',
    `AZURE_RESOURCE_GROUP=RG-plant\n${url}=${address}\nAZURE_DIGITALTWINS_NAME='Plant-1'\nAZURE_TENANT_ID=t\n`,
    both,
    [url, 'AZURE_DIGITALTWINS_NAME', 'AZURE_RESOURCE_GROUP'],
  ],
  ['not the group that stays', `AZURE_RESOURCE_GROUP=rg-plant\n${url}=${address}\n`, [instance], [url]],
  ['nothing of another instance', `${url}=https://a${address.slice(8)}\nAZURE_DIGITALTWINS_NAME=Plant-1\n`, both, []],
  ['nothing that is a comment', `# ${url}=${address}\n`, both, []],
  ['nothing while the instance is there', `${url}=${address}\n`, [group], []],
])('a .env: %s', (_, text, removed, expected) => {
  const file = join(folder, '.env');
  writeFileSync(file, text);
  expect(leadNowhere(folder, ended(...removed))).toEqual(expected);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('no .env, a folder of that name, or a huge one says nothing', () => {
  expect(leadNowhere(folder, ended(...both))).toEqual([]);
  expect(leadNowhere(join(folder, 'gone'), ended(...both))).toEqual([]);
  writeFileSync(join(folder, '.env'), `${url}=${address}\n${'#'.repeat(70_000)}`);
  expect(leadNowhere(folder, ended(...both))).toEqual([]);
  rmSync(join(folder, '.env'));
  mkdirSync(join(folder, '.env'));
  expect(leadNowhere(folder, ended(...both))).toEqual([]);
});
