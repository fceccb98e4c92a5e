import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { foldersOf, stateDirectory } from '../../src/state/directory.ts';
import { newRecord } from '../../src/state/memory.ts';
import { encode } from '../../src/state/record.ts';
import type { SetupRecord } from '../../src/state/set-up-record.ts';
import { type Home, newHome } from '../support/places.ts';

const main = join(import.meta.dirname, '..', '..', 'dist', 'main.js');

/** A saved set-up as tests tell of it; `scenario`: of practice. */
export interface Told {
  readonly name?: string;
  readonly group?: string;
  readonly subscription?: string;
  readonly cloud?: string;
  readonly scenario?: string;
  readonly outcome?: string;
}

/** Names that shells must quote; what is saved can hold any text. */
export const hardNames = {
  blanks: 'Contoso Dev and Test',
  quotes: `it's the "best" one`,
  signs: 'a$HOME`b`!c;d&e|f(g)<h>*?[i]{j}~#k\\l',
} as const;

function recordOf(told: Told, age: number): SetupRecord {
  const answers = { name: told.name, resourceGroup: told.group, subscription: told.subscription };
  const given = Object.entries(answers).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, { value, from: 'prompt' as const }] as const],
  );
  return {
    ...newRecord(
      told.scenario === undefined ? (told.cloud ?? 'AzureCloud') : 'sandbox',
      new Date(1_800_000_000_000 - age),
    ),
    answers: Object.fromEntries(given),
    outcome: told.outcome ?? null,
  };
}

/** The folder of the set-ups of a target. */
export function setupsOf({ environment }: Home, scenario: string | undefined): string {
  return foldersOf(stateDirectory(environment), scenario).setups;
}

/** A home folder in which these are saved, the newest first. */
export function homeWith(all: readonly Told[]): Home {
  const home = newHome();
  for (const [at, told] of all.entries()) {
    const folder = setupsOf(home, told.scenario);
    const record = recordOf(told, at * 1000);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${record.id}.json`), encode(record), { mode: 0o600 });
  }
  return home;
}

/**
 * The same home for a shell (not on Windows): `adt-setup` answers what completion wants, and otherwise only says the words that it was
 * given: "<status><--name><x> ran". With FAILS set, completion fails, and not in silence.
 */
export function forShells(home: Home): Pick<Home, 'folder' | 'environment'> {
  const folder = join(home.folder, 'bin');
  mkdirSync(folder);
  const script = [
    '#!/bin/sh',
    'if [ "$1" = __complete ] && [ -n "$FAILS" ]; then echo loud >&2; exit 1; fi',
    `case $1 in __complete|completion) exec '${process.execPath}' '${main}' "$@" ;; esac`,
    `printf '<%s>' "$@"; echo ' ran'`,
    '',
  ].join('\n');
  writeFileSync(join(folder, 'adt-setup'), script);
  chmodSync(join(folder, 'adt-setup'), 0o755);
  writeFileSync(join(home.folder, 'some file.json'), '');
  mkdirSync(join(home.folder, 'some folder'));
  const environment = { ...home.environment, PATH: `${folder}${delimiter}${home.environment['PATH'] ?? ''}` };
  return { folder: home.folder, environment };
}
