import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, test } from '@jest/globals';

/*
 * Tools that judge what this program writes. test/tools/install brings what a machine can have; a test whose tool isn't here is
 * skipped by name, with the reason. ADT_TEST_NEEDS names those that are known to be here: they may not be skipped.
 */

const { ADT_TEST_TOOLS, ADT_TEST_NEEDS = '', XDG_CACHE_HOME, PATH = '' } = process.env;

const folders = [
  ADT_TEST_TOOLS ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'adt-setup-tools'),
  ...PATH.split(delimiter).filter((folder) => folder !== ''),
];

const needed: ReadonlySet<string> = new Set(ADT_TEST_NEEDS.split(/[\s,]+/));

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where a tool is; undefined where this machine has none. */
export function toolAt(name: string): string | undefined {
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

/** Tests that a real tool judges; `work` is given where each of them is. */
export function describeWith<Name extends string>(
  names: readonly Name[],
  title: string,
  work: (tools: Readonly<Record<Name, string>>) => void,
): void {
  const all = names.map((name) => [name, toolAt(name)] as const);
  const missing = all.filter(([, path]) => path === undefined).map(([name]) => name);
  if (missing.length === 0) {
    describe(title, () => work(Object.fromEntries(all) as Record<Name, string>));
    return;
  }
  const reason = `${title} (left out: there is no ${missing.join(', ')} here; test/tools/install brings it)`;
  if (missing.some((name) => needed.has(name))) {
    test(reason, () => {
      throw new Error(`${missing.join(', ')} was brought, and can't be found in ${folders.join(', ')}`);
    });
  } else test.skip(reason, () => undefined);
}
